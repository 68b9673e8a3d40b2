import { describe, expect, test } from 'vitest';
import type { Precision } from '../../core/model/precision.ts';
import type { Backend, BackendOpener } from './backend.ts';
import type { Ort } from './load-ort.ts';
import type { TowerRecipe } from './open-tower.ts';
import { createTowerPool } from './tower-pool.ts';

/**
 * A runtime whose sessions answer with twice their input, or as a test wants it on the graphics card. It writes down
 * what is made and released, in order.
 */
function fakeRuntime(
  onCard: (values: number[]) => number[] = double,
  features: readonly string[] = [],
) {
  const log: string[] = [];
  let loseCard: (message: string) => void = () => undefined;
  const create = async (_: unknown, options: { executionProviders: unknown[] }) => {
    const card = typeof options.executionProviders[0] === 'object';
    const place = card ? 'card' : 'processor';
    log.push(`make on ${place}`);
    return {
      run: async (feeds: Record<string, { data: number[] }>) => {
        const values = [...(Object.values(feeds)[0]?.data ?? [])];
        const embeds = Float32Array.from((card ? onCard : double)(values));
        return { embeds: { getData: async () => embeds, dispose: () => undefined } };
      },
      release: async () => {
        log.push(`release on ${place}`);
      },
    };
  };
  class Tensor {
    readonly data: unknown;
    constructor(_type: string, data: unknown) {
      this.data = data;
    }
  }
  const ort = { InferenceSession: { create }, Tensor } as object as Ort;
  const opener: BackendOpener = {
    open: async (choice): Promise<Backend> => {
      const shared = { ort, threads: 1 };
      if (choice === 'wasm') return { ...shared, kind: 'wasm', gpu: null, adapter: '' };
      const lost = new Promise<{ reason: string; message: string }>((resolve) => {
        loseCard = (message) => resolve({ reason: 'unknown', message });
      });
      const gpu = {
        lost,
        features: new Set(features),
        destroy: () => log.push('close card'),
      } as object as GPUDevice;
      return { ...shared, kind: 'webgpu', gpu, adapter: 'fake' };
    },
    discard: () => log.push('discard'),
    openThreads: async () => null,
  };
  return { pool: createTowerPool(opener, true), log, loseCard: (words: string) => loseCard(words) };
}

function double(values: number[]): number[] {
  return values.map((value) => 2 * value);
}

function recipe(weight: number, precision: Precision = 'fp32'): TowerRecipe {
  const model = new Uint8Array([1]);
  return {
    graph: {
      model,
      weights: [],
      weightsByteLength: 16,
      input: 'pixel_values',
      output: 'embeds',
      precision,
    },
    file: null,
    probe: { data: Float32Array.of(1, 2, 3, 4), dims: [2, 2] },
    fill: async () => [new Uint8Array(16).fill(weight)],
  };
}

const INPUT = { data: Float32Array.of(5, 6), dims: [1, 2] };
const DOUBLED = Float32Array.of(10, 12);

describe('towers on a card', () => {
  test('are compared with the processor once, and stay where they agree', async () => {
    const { pool, log } = fakeRuntime();
    const tower = await pool.acquire(recipe(1), {});
    expect(await tower.encode(INPUT)).toEqual(DOUBLED);
    expect(await pool.device()).toMatchObject({ kind: 'webgpu', adapter: 'fake', notes: [] });
    expect(log).toEqual(['make on processor', 'release on processor', 'make on card']);
  });

  test.each([
    ['other numbers', (values: number[]) => values.map((value) => 3 * value)],
    ['zeros', (values: number[]) => values.map(() => 0)],
    ['no numbers', (values: number[]) => values.map(() => Number.NaN)],
  ])('move to WASM where the card answers with %s', async (_, onCard) => {
    const { pool } = fakeRuntime(onCard);
    const tower = await pool.acquire(recipe(1), {});
    const { kind, notes } = await pool.device();
    expect([kind, notes.map(({ code }) => code)]).toEqual(['wasm', ['self-test-failed']]);
    expect(await tower.encode(INPUT)).toEqual(DOUBLED);
  });

  test('all move when the card fails in the middle, and the call goes on', async () => {
    let broken = false;
    const { pool, log } = fakeRuntime((values) => {
      if (broken) throw new Error('The device is lost.');
      return double(values);
    });
    const towers = [await pool.acquire(recipe(1), {}), await pool.acquire(recipe(2), {})];
    broken = true;
    log.length = 0;
    expect(await towers[0]?.encode(INPUT)).toEqual(DOUBLED);
    expect(await towers[1]?.encode(INPUT)).toEqual(DOUBLED);
    expect(await pool.device()).toMatchObject({
      kind: 'wasm',
      notes: [{ code: 'device-lost', detail: 'The device is lost.' }],
    });
    const expected = ['discard', 'release on card', 'release on card', 'close card'];
    expect(log).toEqual([...expected, 'make on processor', 'make on processor']);
  });

  test('in int8 are made on the processor beside it', async () => {
    const { pool, log } = fakeRuntime();
    const tower = await pool.acquire(recipe(1, 'int8'), {});
    expect(await tower.encode({ data: Float32Array.of(5, 6, 7, 8), dims: [2, 2] })).toEqual(
      Float32Array.of(10, 12, 14, 16),
    );
    expect(log).toEqual(['make on processor']);
    expect(await pool.device()).toMatchObject({ kind: 'webgpu', halfPrecision: false });
    await expect(pool.acquire(recipe(2, 'fp16'), {})).rejects.toMatchObject({
      code: 'precision-unavailable',
    });
  });

  test('in fp16 are made where the card has it; one that overflows is refused, and the others stay', async () => {
    let overflows = false;
    const onCard = (values: number[]) =>
      overflows ? values.map(() => Number.POSITIVE_INFINITY) : double(values);
    const { pool } = fakeRuntime(onCard, ['shader-f16']);
    const tower = await pool.acquire(recipe(1, 'fp16'), {});
    expect(await tower.encode(INPUT)).toEqual(DOUBLED);
    overflows = true;
    await expect(pool.acquire(recipe(2, 'fp16'), {})).rejects.toMatchObject({
      code: 'precision-unavailable',
    });
    expect(await pool.device()).toMatchObject({ kind: 'webgpu', halfPrecision: true, notes: [] });
  });

  test('move when the card goes away while nothing runs', async () => {
    const { pool, loseCard } = fakeRuntime();
    await pool.acquire(recipe(1), {});
    loseCard('The driver was updated.');
    await expect
      .poll(() => pool.device())
      .toMatchObject({
        kind: 'wasm',
        notes: [{ code: 'device-lost', detail: 'The driver was updated.' }],
      });
  });
});

describe('sharing', () => {
  test('towers of the same bytes have one session, released with the last of them', async () => {
    const { pool, log } = fakeRuntime();
    await pool.setDevice('wasm', {});
    const [a, b, other] = [
      await pool.acquire(recipe(1), {}),
      await pool.acquire(recipe(1), {}),
      await pool.acquire(recipe(2), {}),
    ];
    expect([a.fingerprint === b.fingerprint, a.fingerprint === other.fingerprint]).toEqual([
      true,
      false,
    ]);
    expect(log.filter((line) => line === 'make on processor')).toHaveLength(2);
    log.length = 0;
    await a.release();
    await a.release();
    expect(await b.encode(INPUT)).toEqual(DOUBLED);
    expect(log).toEqual([]);
    await b.release();
    expect(log).toEqual(['release on processor']);
  });
});

test('a change of device releases every session before it makes a new one', async () => {
  const { pool, log } = fakeRuntime();
  const tower = await pool.acquire(recipe(1), {});
  await pool.acquire(recipe(2), {});
  log.length = 0;
  expect(await pool.setDevice('wasm', {})).toMatchObject({ kind: 'wasm', choice: 'wasm' });
  expect(log).toEqual([
    'release on card',
    'release on card',
    'close card',
    'make on processor',
    'make on processor',
  ]);
  expect(await tower.encode(INPUT)).toEqual(DOUBLED);
});
