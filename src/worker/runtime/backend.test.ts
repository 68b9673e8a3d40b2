import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeviceNote } from '../../engine/device.ts';
import type { Progress } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import { createBackendOpener, type Platform } from './backend.ts';
import type { Ort } from './load-ort.ts';

/** A runtime that multiplies matrices of 256 x 256; `create` may fail or hang for a number of threads. */
function fakeOrt(
  start: (threads: number) => Promise<void> = async (threads) => {
    if (threads > 1) throw new Error('The threads do not come up.');
  },
): Ort {
  const wasm = { numThreads: 0 };
  const run = async ({ a, b }: Record<'a' | 'b', { data: Float32Array }>) => {
    const data = new Float32Array(256 * 256);
    for (let i = 0; i < 256; i++) {
      for (let k = 0; k < 256; k++) {
        data[i * 257] =
          (data[i * 257] ?? 0) + (a.data[i * 256 + k] ?? 0) * (b.data[k * 256 + i] ?? 0);
      }
    }
    return { c: { data } };
  };
  const create = async () => {
    await start(wasm.numThreads);
    return { run, release: async () => undefined };
  };
  class Tensor {
    readonly data: unknown;
    constructor(_type: string, data: unknown) {
      this.data = data;
    }
  }
  return { env: { wasm }, InferenceSession: { create }, Tensor } as object as Ort;
}

function host(changes: Partial<Platform> = {}) {
  const builds: string[] = [];
  const platform: Platform = {
    loadOrt: async (build) => {
      builds.push(build);
      return fakeOrt();
    },
    gpu: undefined,
    crossOriginIsolated: true,
    hardwareConcurrency: 1,
    ...changes,
  };
  return { opener: createBackendOpener(platform), builds };
}

describe('opening a backend', () => {
  test('goes on with one thread where threads fail, in a new instance, and says why', async () => {
    const { opener, builds } = host({ hardwareConcurrency: 4 });
    const notes: DeviceNote[] = [];
    const backend = await opener.open('wasm', notes);
    expect(backend).toMatchObject({ kind: 'wasm', threads: 1 });
    expect(notes).toEqual([{ code: 'threads-failed', detail: 'The threads do not come up.' }]);
    expect(builds).toEqual(['wasm', 'wasm']);
  });

  test('uses a sound instance again, and never one that was discarded', async () => {
    const { opener, builds } = host();
    const first = await opener.open('wasm', []);
    await opener.open('wasm', []);
    expect(builds).toHaveLength(1);
    opener.discard(first);
    await opener.open('wasm', []);
    expect(builds).toHaveLength(2);
  });

  test('says what is missing for more speed', async () => {
    const notes: DeviceNote[] = [];
    const { opener } = host({ crossOriginIsolated: false });
    expect(await opener.open('auto', notes)).toMatchObject({ kind: 'wasm', threads: 1 });
    expect(notes.map(({ code }) => code)).toEqual(['no-webgpu', 'not-isolated']);
  });

  test('does not download the larger runtime without an adapter', async () => {
    const gpu = { requestAdapter: vi.fn<GPU['requestAdapter']>(async () => null) } as object as GPU;
    const { opener, builds } = host({ gpu });
    await opener.open('auto', []);
    expect(builds).toEqual(['wasm']);
  });

  test('takes a software adapter only when WebGPU is asked for by name', async () => {
    const lost = new Promise<never>(() => undefined);
    const device = { lost, destroy: () => undefined };
    const adapter = {
      info: { vendor: 'google', architecture: 'swiftshader', isFallbackAdapter: true },
      features: new Set(),
      limits: {},
      requestDevice: async () => device,
    };
    const gpu = { requestAdapter: async () => adapter } as object as GPU;
    const { opener } = host({ gpu });
    expect(await opener.open('auto', [])).toMatchObject({ kind: 'wasm' });
    expect(await opener.open('webgpu', [])).toMatchObject({
      kind: 'webgpu',
      adapter: 'google swiftshader',
    });
  });
});

describe('a start that takes its time', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Starts take so many seconds, one after the other, by their number of threads; then none. */
  function busy(seconds: Readonly<Record<number, readonly number[]>>, threads = 1) {
    const left = new Map(
      Object.entries(seconds).map(([count, list]) => [Number(count), [...list]]),
    );
    const watches: { ended: boolean; resting: boolean }[] = [];
    const opened = host({
      hardwareConcurrency: threads,
      loadOrt: async () =>
        fakeOrt((count) => {
          const wait = left.get(count)?.shift() ?? 0;
          return new Promise((resolve) => setTimeout(resolve, wait * 1000));
        }),
      watchThreads: () => {
        const watch = { ended: false, resting: false };
        watches.push(watch);
        return { rest: () => (watch.resting = true), end: () => (watch.ended = true) };
      },
    });
    return { ...opened, watches };
  }

  const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

  test('is tried again with more time, in a new instance; what was late is ended', async () => {
    const { opener, watches } = busy({ 1: [11, 29] });
    const opening = opener.open('wasm', []);
    await seconds(10);
    expect(watches).toEqual([
      { ended: true, resting: true },
      { ended: false, resting: false },
    ]);
    await seconds(29);
    expect(await opening).toMatchObject({ kind: 'wasm', threads: 1 });
    expect(watches.map(({ ended }) => ended)).toEqual([true, false]);
  });

  test('ends with a sentence of its own after the last try', async () => {
    const { opener, watches } = busy({ 1: [1000, 1000, 1000] });
    const outcome = opener.open('wasm', []).catch((error: unknown) => error);
    await seconds(10 + 30 + 90);
    expect(await outcome).toMatchObject({
      code: 'runtime-not-started',
      details: { tries: 3, seconds: 90 },
    });
    expect(watches.every(({ ended }) => ended)).toBe(true);
    // The next call begins anew.
    const again = opener.open('wasm', []);
    await seconds(1);
    expect(await again).toMatchObject({ threads: 1 });
  });

  test('of several threads leaves one for now, and says that it is for now', async () => {
    const { opener } = busy({ 4: [11, 20, 20] }, 4);
    const notes: DeviceNote[] = [];
    const opening = opener.open('wasm', notes);
    await seconds(11);
    expect(await opening).toMatchObject({ threads: 1 });
    expect(notes).toEqual([{ code: 'threads-late', detail: '' }]);
    const late = opener.openThreads(19);
    await seconds(19);
    expect(await late).toBeNull();
    const inTime = opener.openThreads(21);
    await seconds(20);
    expect(await inTime).toMatchObject({ kind: 'wasm', threads: 4 });
  });

  test('is told, and can be given up; the next one waits for nothing', async () => {
    const { opener, watches } = busy({ 1: [1000] });
    const told: Progress[] = [];
    const controller = new AbortController();
    const outcome = opener
      .open('wasm', [], { signal: controller.signal, onProgress: (step) => told.push(step) })
      .catch((error: unknown) => error);
    await seconds(1);
    expect(told).toEqual([{ stage: 'start', done: 0, total: 10, unit: 'seconds' }]);
    controller.abort(new DOMException('Cancelled.', 'AbortError'));
    expect(await outcome).toMatchObject({ name: 'AbortError' });
    expect(watches).toEqual([{ ended: true, resting: true }]);
    const again = opener.open('wasm', []);
    await seconds(0);
    expect(await again).toMatchObject({ threads: 1 });
  });

  test('a program that does not come is not asked for again with fewer threads', async () => {
    const loadOrt = vi.fn<Platform['loadOrt']>(async () => {
      throw new EngineError('runtime-not-fetched', 'It did not come.');
    });
    const { opener } = host({ hardwareConcurrency: 4, loadOrt });
    await expect(opener.open('wasm', [])).rejects.toMatchObject({ code: 'runtime-not-fetched' });
    expect(loadOrt).toHaveBeenCalledTimes(1);
  });
});
