import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { cosineToFp32 } from '../selectors/cosine-to-fp32.ts';
import { createPageStore, type Store } from '../store.ts';
import { newColumn } from '../columns/column.ts';
import { settled } from '../../testing/settled.ts';

const BUILT_IN = { kind: 'built-in', file: 'complete' } as const;

let engine: FakeEngine;
let store: Store;
let loads: string[];

beforeEach(() => {
  const fake = createFakeEngine();
  loads = [];
  engine = {
    ...fake,
    load: (source, options) => {
      loads.push(options?.precision ?? 'fp32');
      return fake.load(source, options);
    },
  };
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => crypto.randomUUID(),
  });
  store.getState().addFiles([new File(['bytes'], 'a.png', { type: 'image/png' })]);
});

/** What the fake engine's vectors of the one picture have for a cosine, from the vectors themselves. */
function expected(): number {
  const of = (print: string): Float32Array => {
    const [vector] = store.getState().vectors.images.get(print)?.values() ?? [];
    return vector ?? new Float32Array();
  };
  const [full, small] = [of('image trained'), of('image trained int8')];
  const dot = full.reduce((sum, value, i) => sum + value * (small[i] ?? 0), 0);
  return dot / Math.hypot(...full) / Math.hypot(...small);
}

test('a reduced column alone is compared with its model in fp32, which is let go again', async () => {
  store.getState().setColumns([newColumn('a', BUILT_IN, { precision: 'int8' })]);
  await store.getState().loadAll();
  await settled(store.getState);
  const [column] = store.getState().columns;
  const cosine = column && cosineToFp32(store.getState(), column);
  expect(cosine?.pictures).toBe(1);
  expect(cosine?.mean).toBeCloseTo(expected(), 6);
  expect(cosine?.lowest).toBeCloseTo(expected(), 6);
  expect(loads).toEqual(['int8', 'fp32']);
  expect(engine.calls.filter(({ method }) => method === 'release')).toHaveLength(1);
});

test('beside the same model in fp32 nothing more is loaded, beside another seed it is', async () => {
  const reduced = newColumn('b', BUILT_IN, { precision: 'int8' });
  store.getState().setColumns([newColumn('a', BUILT_IN), reduced]);
  await store.getState().loadAll();
  await settled(store.getState);
  expect(loads).toEqual(['fp32', 'int8']);
  const column = store.getState().columns[1];
  expect(column && cosineToFp32(store.getState(), column)?.mean).toBeCloseTo(expected(), 6);
  store.getState().setSeed('a', 7);
  await settled(store.getState);
  await store.getState().measurePrecision('b');
  expect(loads).toEqual(['fp32', 'int8', 'fp32', 'fp32']);
});

test('a column in fp32 has nothing to compare, and a failed comparison is said', async () => {
  await store.getState().loadAll();
  await settled(store.getState);
  const [column] = store.getState().columns;
  await store.getState().measurePrecision(column?.id ?? '');
  expect(loads).toEqual(['fp32', 'fp32']);
  expect(column && cosineToFp32(store.getState(), column)).toBeNull();
  store.getState().setColumns([newColumn('c', BUILT_IN, { precision: 'int8' })]);
  engine.encodeImages = () => Promise.reject(new Error('no memory'));
  await store.getState().loadAll();
  await settled(store.getState);
  expect(store.getState().notices.map(({ key }) => key)).toContain('precision.failed');
  expect(store.getState().measuring).toBeNull();
});
