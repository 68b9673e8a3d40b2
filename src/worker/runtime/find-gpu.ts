import type { DeviceNote } from '../../engine/device.ts';
import { within } from '../../core/waiting/within.ts';

export interface FoundGpu {
  readonly device: GPUDevice;
  /** Vendor and architecture, as far as the browser tells. */
  readonly name: string;
}

/** Seconds for a driver to wake up; some never answer. */
const TIMEOUT_MS = 10_000;

/** Limits that large layers need; everything else stays at WebGPU's defaults. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const;

const FEATURES = ['shader-f16', 'subgroups'] as const;

/**
 * Asks for an adapter and a device, in this very worker, and waits for the answers: that `navigator.gpu` is there means
 * little. A software adapter counts only where WebGPU was asked for by name: WASM is several times faster than it.
 */
export async function findGpu(
  gpu: GPU | undefined,
  software: boolean,
): Promise<FoundGpu | DeviceNote> {
  if (!gpu) return { code: 'no-webgpu', detail: '' };
  try {
    const adapter = await within(
      TIMEOUT_MS,
      gpu.requestAdapter({ powerPreference: 'high-performance' }),
      () => 'timeout' as const,
    );
    if (adapter === 'timeout') return { code: 'adapter-timeout', detail: '' };
    if (!adapter) return { code: 'no-adapter', detail: '' };
    const { vendor, architecture, isFallbackAdapter } = adapter.info;
    const name = [vendor, architecture].filter(Boolean).join(' ');
    if (isFallbackAdapter && !software) return { code: 'no-adapter', detail: `software: ${name}` };
    const device = await within(
      TIMEOUT_MS,
      adapter.requestDevice(descriptor(adapter)),
      () => 'timeout' as const,
    );
    return device === 'timeout' ? { code: 'adapter-timeout', detail: name } : { device, name };
  } catch (error) {
    return { code: 'no-adapter', detail: error instanceof Error ? error.message : String(error) };
  }
}

function descriptor(adapter: GPUAdapter): GPUDeviceDescriptor {
  return {
    requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  };
}
