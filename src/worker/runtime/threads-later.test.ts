import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Backend, BackendOpener } from './backend.ts';
import type { Ort } from './load-ort.ts';
import type { TowerRecipe } from './open-tower.ts';
import { LATER_TRIES } from './threads-later.ts';
import { createTowerPool } from './tower-pool.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A runtime whose sessions answer with twice their input; those with several threads may be refused. */
function fakeOrt(log: string[], threads: number, fails: () => boolean): Ort {
  const create = async () => {
    if (threads > 1 && fails()) throw new Error('No room for another one.');
    log.push(`make on ${threads}`);
    return {
      run: async (feeds: Record<string, { data: number[] }>) => {
        const embeds = Float32Array.from(Object.values(feeds)[0]?.data ?? [], (value) => 2 * value);
        return { embeds: { getData: async () => embeds, dispose: () => undefined } };
      },
      release: async () => log.push(`release on ${threads}`),
    };
  };
  class Tensor {
    readonly data: unknown;
    constructor(_type: string, data: unknown) {
      this.data = data;
    }
  }
  return { InferenceSession: { create }, Tensor } as object as Ort;
}

/** A busy machine: several threads are late so many times, then they come. */
function busy(lateTimes: number, fails: () => boolean = () => false) {
  const log: string[] = [];
  const limits: number[] = [];
  const backend = (threads: number): Backend => ({
    kind: 'wasm',
    ort: fakeOrt(log, threads, fails),
    threads,
    gpu: null,
    adapter: '',
  });
  const opener: BackendOpener = {
    open: async (_choice, notes) => {
      notes.push({ code: 'threads-late', detail: '' });
      return backend(1);
    },
    openThreads: async (seconds) => {
      limits.push(seconds);
      return limits.length > lateTimes ? backend(4) : null;
    },
    discard: () => log.push('discard'),
  };
  return { pool: createTowerPool(opener, true), log, limits };
}

function recipe(weightsByteLength = 16): TowerRecipe {
  return {
    graph: {
      model: new Uint8Array([1]),
      weights: [],
      weightsByteLength,
      input: 'pixel_values',
      output: 'embeds',
      precision: 'fp32',
    },
    file: 'model.safetensors',
    probe: { data: Float32Array.of(1, 2, 3, 4), dims: [2, 2] },
    fill: async () => [new Uint8Array(16)],
  };
}

const INPUT = { data: Float32Array.of(5, 6), dims: [1, 2] };
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);
const [first, second] = LATER_TRIES;
const ALL = LATER_TRIES.reduce((sum, { pause }) => sum + pause, 0);

test('several threads are tried again, with more time each, and every tower moves to them', async () => {
  const { pool, log, limits } = busy(1);
  const tower = await pool.acquire(recipe(), {});
  expect(await pool.device()).toMatchObject({ threads: 1, notes: [{ code: 'threads-late' }] });
  await seconds(first.pause);
  expect(await pool.device()).toMatchObject({ threads: 1 });
  await seconds(second.pause);
  expect(await pool.device()).toMatchObject({ threads: 4, notes: [] });
  expect(limits).toEqual([first.limit, second.limit]);
  expect(log).toEqual(['make on 1', 'release on 1', 'make on 4']);
  expect([...(await tower.encode(INPUT))]).toEqual([10, 12]);
});

test('a machine that stays busy keeps one thread, and the note no longer promises more', async () => {
  const { pool, limits } = busy(Number.POSITIVE_INFINITY);
  await pool.acquire(recipe(), {});
  await seconds(ALL);
  expect(limits).toEqual(LATER_TRIES.map(({ limit }) => limit));
  expect(await pool.device()).toMatchObject({ threads: 1, notes: [{ code: 'threads-failed' }] });
});

test('where a tower cannot move, all stay and answer', async () => {
  const { pool, log } = busy(0, () => true);
  const tower = await pool.acquire(recipe(), {});
  await seconds(first.pause);
  expect(await pool.device()).toMatchObject({
    threads: 1,
    notes: [{ code: 'threads-failed', detail: 'No room for another one.' }],
  });
  expect(log).toContain('discard');
  expect([...(await tower.encode(INPUT))]).toEqual([10, 12]);
});

test('models that would need much memory twice stay where they are', async () => {
  const { pool, limits } = busy(0);
  await pool.acquire(recipe(2 ** 30), {});
  await seconds(ALL);
  expect(limits).toEqual([]);
  expect(await pool.device()).toMatchObject({ threads: 1 });
});

test('a device that was chosen meanwhile is left alone', async () => {
  const { pool, limits } = busy(0);
  await pool.acquire(recipe(), {});
  await seconds(first.pause - 1);
  await pool.setDevice('wasm', {});
  await seconds(1);
  expect(limits).toEqual([]);
  await seconds(first.pause);
  expect(await pool.device()).toMatchObject({ threads: 4 });
});
