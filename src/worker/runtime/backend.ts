import type { CallOptions, DeviceChoice, DeviceNote } from '../../engine/contract.ts';
import { findGpu } from './find-gpu.ts';
import type { LoadOrt, Ort, OrtBuild } from './load-ort.ts';
import { withTimeout } from './timeout.ts';
import { tryRuntime } from './trial.ts';

/** A started runtime and the device it computes on. */
export interface Backend {
  readonly kind: 'webgpu' | 'wasm';
  readonly ort: Ort;
  readonly threads: number;
  readonly gpu: GPUDevice | null;
  /** Vendor and architecture of the graphics card; empty on WASM. */
  readonly adapter: string;
}

/** What the browser (or a test) offers. */
export interface Platform {
  readonly loadOrt: LoadOrt;
  readonly gpu: GPU | undefined;
  readonly crossOriginIsolated: boolean;
  readonly hardwareConcurrency: number;
}

/** More threads than this make the small products of these models slower, not faster. */
const MAX_THREADS = 8;

/** For the runtime and its threads to start, the download not counted; on a phone this takes two or three seconds. */
const START_TIMEOUT_MS = 10_000;

export interface BackendOpener {
  /** Opens the fastest backend that really answers; why a faster one does not is added to `notes`. */
  open(choice: DeviceChoice, notes: DeviceNote[], options?: CallOptions): Promise<Backend>;
  /** Never use this backend's instance of the runtime again: it failed, and its state is unknown. */
  discard(backend: Backend): void;
}

/** Opens backends; a sound instance of the runtime is used again, because its memory is never given back while the worker lives. */
export function createBackendOpener(platform: Platform): BackendOpener {
  const started = new Map<string, Ort>();

  async function start(build: OrtBuild, threads: number, options?: CallOptions): Promise<Ort> {
    const key = `${build} ${threads}`;
    const known = started.get(key);
    if (known) return known;
    const ort = await platform.loadOrt(build, loadOptions(options));
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    const outcome = await withTimeout(
      tryRuntime(ort).then(() => 'sound' as const),
      START_TIMEOUT_MS,
    );
    if (outcome === 'timeout')
      throw new Error(`It did not start within ${START_TIMEOUT_MS / 1000} seconds.`);
    started.set(key, ort);
    return ort;
  }

  async function openWasm(notes: DeviceNote[], options?: CallOptions): Promise<Backend> {
    const wasm = (ort: Ort, threads: number): Backend => {
      return { kind: 'wasm', ort, threads, gpu: null, adapter: '' };
    };
    const threads = wantedThreads(platform, notes);
    if (threads > 1) {
      try {
        return wasm(await start('wasm', threads, options), threads);
      } catch (error) {
        options?.signal?.throwIfAborted();
        notes.push({ code: 'threads-failed', detail: wordsOf(error) });
      }
    }
    return wasm(await start('wasm', 1, options), 1);
  }

  async function openWebGpu(
    choice: DeviceChoice,
    notes: DeviceNote[],
    options?: CallOptions,
  ): Promise<Backend | null> {
    const found = await findGpu(platform.gpu, choice === 'webgpu');
    if ('code' in found) {
      notes.push(found);
      return null;
    }
    try {
      // One thread: what the card does not compute is little.
      const ort = await start('webgpu', 1, options);
      return { kind: 'webgpu', ort, threads: 1, gpu: found.device, adapter: found.name };
    } catch (error) {
      found.device.destroy();
      options?.signal?.throwIfAborted();
      notes.push({ code: 'compile-failed', detail: wordsOf(error) });
      return null;
    }
  }

  return {
    async open(choice, notes, options) {
      const webgpu = choice === 'wasm' ? null : await openWebGpu(choice, notes, options);
      return webgpu ?? openWasm(notes, options);
    },
    discard({ ort }) {
      for (const [key, known] of started) if (known === ort) started.delete(key);
    },
  };
}

function wantedThreads(platform: Platform, notes: DeviceNote[]): number {
  if (!platform.crossOriginIsolated) {
    notes.push({ code: 'not-isolated', detail: '' });
    return 1;
  }
  return Math.max(1, Math.min(platform.hardwareConcurrency, MAX_THREADS));
}

function loadOptions({ signal, onProgress }: CallOptions = {}): Parameters<LoadOrt>[1] {
  return {
    ...(signal ? { signal } : {}),
    onBytes: (done, total) => onProgress?.({ stage: 'download', done, total, unit: 'bytes' }),
  };
}

/** The runtime's own words for a failure, for the visitor who wants to know. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
