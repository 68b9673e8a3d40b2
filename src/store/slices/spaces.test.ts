import { beforeEach, expect, test } from 'vitest';
import { EngineError } from '../../engine/errors.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { askRun } from '../spaces/ask-spaces.ts';
import { runKey, type LaidOut } from '../spaces/laid-spaces.ts';
import { createPageStore, type Store } from '../store.ts';
import { settled } from '../../testing/settled.ts';

let engine: FakeEngine;
let store: Store;

const NAMES = ['cat 1', 'cat 2', 'dog 1', 'lamp'];

async function begin(overrides: Partial<FakeEngine> = {}): Promise<void> {
  let next = 0;
  engine = { ...createFakeEngine(), ...overrides };
  store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.setState({ labels: [], pictures: [] });
  await store.getState().loadAll();
  store.getState().addFiles(NAMES.map((name) => new File([name], name, { type: 'image/png' })));
  store.getState().addLabels(['cat', 'dog', 'bird']);
  await settled(store.getState);
  store.setState(({ pictures }) => ({
    pictures: pictures.map((picture) => ({
      ...picture,
      known: [picture.name.split(' ')[0] ?? ''],
    })),
  }));
}

beforeEach(() => begin());

const columnId = (index: number): string => store.getState().columns[index]?.id ?? '';

function laid(key: string): LaidOut {
  const found = store.getState().spaces.get(key);
  if (found?.kind !== 'laid') throw new Error(`${key} is ${found?.kind}.`);
  return found;
}

const asked = (): number => engine.calls.filter(({ method }) => method === 'twoSpaces').length;

test('both columns are laid out with the same pictures, labels and truths', async () => {
  await store.getState().layOutSpaces('page');
  const [first, second] = [laid(columnId(0)), laid(columnId(1))];
  expect(first.points.labels).toEqual(['cat', 'dog', 'bird']);
  expect([...first.points.truths]).toEqual([0, 0, 1, -1]);
  expect(first.spaces.known).toBe(3);
  expect(first.points).toEqual(second.points);
  expect(first.spaces.gap).not.toBe(second.spaces.gap);
});

test('what has not changed is not asked again; a label more is', async () => {
  await store.getState().layOutSpaces('page');
  await store.getState().layOutSpaces('page');
  expect(asked()).toBe(2);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { encodeTexts } = engine;
  engine.encodeTexts = async (...args) => {
    await held;
    return encodeTexts(...args);
  };
  store.getState().addLabels(['fish']);
  await store.getState().layOutSpaces('page');
  // Its prompts are still to be encoded: what was there stays, and is said to be old.
  expect(laid(columnId(0))).toMatchObject({
    stale: true,
    points: { labels: ['cat', 'dog', 'bird'] },
  });
  release();
  await settled(store.getState);
  await store.getState().layOutSpaces('page');
  expect(laid(columnId(0))).toMatchObject({
    stale: false,
    points: { labels: ['cat', 'dog', 'bird', 'fish'] },
  });
});

test('another seed puts the words elsewhere, and no picture', async () => {
  await store.getState().layOutSpaces('page');
  const before = laid(columnId(1)).spaces;
  store.getState().rollAgain(columnId(1));
  await settled(store.getState);
  await store.getState().layOutSpaces('page');
  const after = laid(columnId(1)).spaces;
  expect(after.gap).not.toBe(before.gap);
  expect(after.cosines.labels).not.toBe(before.cosines.labels);
  expect(after.cosines.pictures).toBe(before.cosines.pictures);
});

test('fewer than two labels, and a failing engine, are said; the other column stays', async () => {
  await store.getState().layOutSpaces('page');
  let calls = 0;
  const { twoSpaces } = engine;
  engine.twoSpaces = async (request) => {
    calls += 1;
    if (calls === 1) throw new EngineError('worker-died', 'The engine stopped.');
    return twoSpaces(request);
  };
  store.setState({ scale: 50 });
  await store.getState().layOutSpaces('page');
  expect(store.getState().spaces.get(columnId(0))).toMatchObject({
    kind: 'failed',
    error: { code: 'worker-died' },
  });
  expect(laid(columnId(1)).stale).toBe(false);
  await store.getState().layOutSpaces('page');
  expect(laid(columnId(0)).stale).toBe(false);
  store.setState(({ labels }) => ({ labels: labels.slice(0, 1) }));
  await store.getState().layOutSpaces('page');
  expect(store.getState().spaces.get(columnId(0))).toEqual({
    kind: 'too-few',
    pictures: 4,
    labels: 1,
  });
});

test('nothing is held when nobody looks any more', async () => {
  await store.getState().layOutSpaces('page');
  await store.getState().layOutSpaces(null);
  expect(store.getState().spaces.size).toBe(0);
});

/** A run of pictures in order of their classes, the second column of which came without vectors. */
function run(pictures: number, classes: number, done = pictures): ShownRun {
  const vectors = (count: number) =>
    Float32Array.from({ length: count * 4 }, (_, i) => Math.sin(i * i + 1));
  const column = { model: { scale: 100 } };
  return {
    document: {
      pictures: Array.from({ length: pictures }, (_, i) => `${i}.png`),
      classes: Array.from({ length: classes }, (_, i) => ({ names: [`class ${i}`] })),
      trueClasses: Int32Array.from({ length: pictures }, (_, i) =>
        Math.floor((i * classes) / pictures),
      ),
      columns: [column, column],
    },
    done,
    vectors: [
      { embeddings: vectors(pictures), dimensions: 4, classVectors: vectors(classes) },
      null,
    ],
  } as unknown as ShownRun;
}

test('a run is laid out where it has vectors', async () => {
  await store.getState().layOutSpaces(run(12, 3));
  const { points, spaces } = laid(runKey(0));
  expect(points.pictures).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect([...points.truths]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  expect(spaces.known).toBe(12);
  expect(store.getState().spaces.get(runKey(1))).toEqual({ kind: 'no-vectors' });
});

test('of a large run pictures of every class are taken, and no more than can be compared', () => {
  const question = askRun(run(5000, 1200), 0);
  if (question.kind !== 'ask') throw new Error(question.kind);
  const { pictures, labels, truths } = question.request();
  expect(labels.dims[0]).toBe(1000);
  expect(pictures.dims[0] * labels.dims[0]).toBeLessThanOrEqual(300_000);
  expect(truths.every((truth) => truth >= 0)).toBe(true);
  expect(new Set(truths).size).toBe(pictures.dims[0]);
  expect(question.points.total).toEqual({ pictures: 5000, labels: 1200 });
  expect(question.points.labels[truths[7] ?? -1]).toBe(
    `class ${Math.floor((Number(question.points.pictures[7]) * 1200) / 5000)}`,
  );
});

test('a run under way is laid out whenever there are twice as many pictures', () => {
  const ask = (done: number) => {
    const question = askRun(run(500, 3, done), 0);
    return question.kind === 'ask' ? question.points.total.pictures : question.kind;
  };
  expect([0, 1, 3, 300, 500].map(ask)).toEqual(['too-few', 'too-few', 2, 256, 500]);
});
