import type { DeviceReport } from '../engine/device.ts';
import type { Words } from './translate.ts';

/** What the models run on, in a word or two. */
export function deviceName({ t }: Words, { kind, threads }: DeviceReport): string {
  return kind === 'webgpu' ? 'WebGPU' : t('device.wasm', { count: threads });
}
