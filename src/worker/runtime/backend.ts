import type { CallOptions } from '../../engine/calls.ts';
import type { DeviceChoice, DeviceNote } from '../../engine/device.ts';
import { EngineError } from '../../engine/errors.ts';
import { within } from '../../core/waiting/within.ts';
import { createExclusive } from './exclusive.ts';
import type { KernelThread } from '../kernels/kernel-tower.ts';
import { createTowerKernels, type TowerKernels } from '../kernels/tower-kernels.ts';
import { findGpu } from './find-gpu.ts';
import type { LoadOrt, Ort, OrtBuild } from './load-ort.ts';
import { tryRuntime } from './trial.ts';
import type { WatchedThreads } from './watch-threads.ts';

/** A started runtime and the device it computes on. */
export interface Backend {
  readonly kind: 'webgpu' | 'wasm';
  readonly ort: Ort;
  readonly threads: number;
  readonly gpu: GPUDevice | null;
  /** Vendor and architecture of the graphics card; empty on WASM. */
  readonly adapter: string;
  /** Where towers in 8 bits run, if not in the runtime. */
  readonly kernels?: TowerKernels | undefined;
}

/** What the browser (or a test) offers. */
export interface Platform {
  readonly loadOrt: LoadOrt;
  /** Takes note of the threads that start from now on; left out where there are none. */
  readonly watchThreads?: () => WatchedThreads;
  readonly gpu: GPU | undefined;
  readonly crossOriginIsolated: boolean;
  readonly hardwareConcurrency: number;
  /** Starts a thread for towers in 8 bits; left out where those run in the runtime. */
  readonly startKernelThread?: () => KernelThread;
}

/** More threads than this make the small products of these models slower, not faster. */
const MAX_THREADS = 8;

/**
 * Seconds for the runtime to start, one try after the other, its download not counted. A phone takes two or three; a
 * machine that thirty programs share has taken more than ten.
 */
const START_LIMITS = [10, 30, 90] as const;

export interface BackendOpener {
  /**
   * Opens the fastest backend that really answers; why a faster one does not is added to `notes`.
   * @throws EngineError `runtime-not-fetched`, `runtime-not-started`
   */
  open(choice: DeviceChoice, notes: DeviceNote[], options?: CallOptions): Promise<Backend>;
  /** WASM on so many threads (default: as many as there can be); `null` where it has not started after so many seconds. */
  openThreads(seconds: number, count?: number): Promise<Backend | null>;
  /** Never use this backend's instance of the runtime again: it failed, and its state is unknown. */
  discard(backend: Backend): void;
}

interface Started {
  readonly ort: Ort;
  readonly watched: WatchedThreads | null;
}

/** Starts the runtime; a sound instance is used again, because its memory is never given back while the worker lives. */
function createStarter(platform: Platform) {
  const started = new Map<string, Started>();

  /** `null` where it takes longer than its limit: then all of it that can be ended is ended. */
  async function start(
    build: OrtBuild,
    threads: number,
    seconds: number,
    options?: CallOptions,
  ): Promise<Ort | null> {
    const key = `${build} ${threads}`;
    const known = started.get(key);
    if (known) return known.ort;
    const ort = await platform.loadOrt(build, loadOptions(options));
    options?.onProgress?.({ stage: 'start', done: 0, total: seconds, unit: 'seconds' });
    ort.env.wasm.numThreads = threads;
    ort.env.logLevel = 'error';
    const watched = platform.watchThreads?.() ?? null;
    let sound = false;
    try {
      const trial = tryRuntime(ort).then(() => true);
      sound = await within(seconds * 1000, trial, () => false, options?.signal);
    } finally {
      watched?.rest();
      if (!sound) watched?.end();
    }
    if (!sound) return null;
    delete ort.env.wasm.wasmBinary;
    started.set(key, { ort, watched });
    return ort;
  }

  /** Tries again with more time each, always in a new instance. */
  async function startSurely(build: OrtBuild, options?: CallOptions): Promise<Ort> {
    for (const seconds of START_LIMITS) {
      const ort = await start(build, 1, seconds, options);
      if (ort) return ort;
      options?.signal?.throwIfAborted();
    }
    throw notStarted();
  }

  function discard(ort: Ort): void {
    for (const [key, known] of started) {
      if (known.ort !== ort) continue;
      started.delete(key);
      known.watched?.end();
    }
  }

  return { start, startSurely, discard };
}

/** Opens backends, each with an instance of the runtime that has answered. */
export function createBackendOpener(platform: Platform): BackendOpener {
  const { start, startSurely, discard } = createStarter(platform);
  // What starts is watched for its threads, which tell nobody whose they are.
  const exclusive = createExclusive();
  const kernels = kernelsOf(platform);
  const onProcessor = processorWith(kernels);

  async function openWasm(notes: DeviceNote[], options?: CallOptions): Promise<Backend> {
    const threads = wantedThreads(platform, notes);
    if (threads > 1) {
      const [seconds] = START_LIMITS;
      try {
        const ort = await start('wasm', threads, seconds, options);
        if (ort) return onProcessor(ort, threads);
        notes.push({ code: 'threads-late', detail: '' });
      } catch (error) {
        options?.signal?.throwIfAborted();
        if (isNotFetched(error)) throw error;
        notes.push({ code: 'threads-failed', detail: wordsOf(error) });
      }
    }
    return onProcessor(await startSurely('wasm', options), 1);
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
      const ort = await startSurely('webgpu', options);
      return { kind: 'webgpu', ort, threads: 1, gpu: found.device, adapter: found.name, kernels };
    } catch (error) {
      found.device.destroy();
      options?.signal?.throwIfAborted();
      // The other build is half as large, and may come where this one does not.
      notes.push({ code: 'compile-failed', detail: wordsOf(error) });
      return null;
    }
  }

  return {
    open: (choice, notes, options) =>
      exclusive(async () => {
        const webgpu = choice === 'wasm' ? null : await openWebGpu(choice, notes, options);
        return webgpu ?? openWasm(notes, options);
      }),
    openThreads: (seconds, threads = wantedThreads(platform, [])) =>
      exclusive(async () => {
        const ort = await start('wasm', threads, seconds);
        return ort && onProcessor(ort, threads);
      }),
    discard: ({ ort }) => discard(ort),
  };
}

function processorWith(kernels: TowerKernels | undefined) {
  return (ort: Ort, threads: number): Backend => ({
    kind: 'wasm',
    ort,
    threads,
    gpu: null,
    adapter: '',
    kernels,
  });
}

function kernelsOf(platform: Platform): TowerKernels | undefined {
  const { startKernelThread: startThread } = platform;
  return startThread && createTowerKernels({ threads: wantedThreads(platform, []), startThread });
}

function isNotFetched(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'runtime-not-fetched';
}

function notStarted(): EngineError {
  const seconds = START_LIMITS.at(-1) ?? 0;
  return new EngineError(
    'runtime-not-started',
    `The part of this page that computes (its runtime) is here, but did not start: ${START_LIMITS.length} tries, the last of ${seconds} seconds. The machine may be busy: close other programs and tabs, and try again.`,
    { tries: START_LIMITS.length, seconds },
  );
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
    onBytes: (done, total) => onProgress?.({ stage: 'runtime', done, total, unit: 'bytes' }),
  };
}

/** The runtime's own words for a failure, for the visitor who wants to know. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
