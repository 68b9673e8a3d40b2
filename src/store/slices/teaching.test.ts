import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { EngineError } from '../../engine/errors.ts';
import { modelOf } from '../columns/column-model.ts';
// Loaded here, so that the slice does not wait for a file while it settles.
import '../teaching/ask-head.ts';
import { readLink, writeLink } from '../link/link.ts';
import { pictureScores } from '../selectors/scores.ts';
import { columnSummary } from '../selectors/summary.ts';
import { createPageStore, type Store } from '../store.ts';
import type { Column } from '../types.ts';
import { settled } from '../../testing/settled.ts';

let engine: FakeEngine;
let store: Store;

const NAMES = ['cat 1', 'cat 2', 'dog 1', 'dog 2', 'dog 3'];
const column = (): Column => {
  const [, second] = store.getState().columns;
  if (!second) throw new Error('There is no second column.');
  return second;
};
const pictureOf = (name: string): string =>
  store.getState().pictures.find((picture) => picture.name === name)?.id ?? '';
const labelOf = (text: string): string =>
  store.getState().labels.find((label) => label.text === text)?.id ?? '';
const give = (name: string, label: string): void =>
  store.getState().giveExample(pictureOf(name), labelOf(label));
const teaching = () => store.getState().heads.get(column().id);
const scoresOf = (name: string) => pictureScores(store.getState(), column(), pictureOf(name));

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
}

beforeEach(() => begin());

/** One example of each of two labels, in the column that has no words. */
async function teach(): Promise<void> {
  store.getState().showBarsBy(column().id, 'mean');
  give('cat 1', 'cat');
  give('dog 1', 'dog');
  await settled(store.getState);
}

test('bars by pictures are 100 times the cosine with the example, and read no words', async () => {
  const texts = engine.calls.filter(({ method }) => method === 'encodeTexts').length;
  await teach();
  const tower = modelOf(column())?.model.fingerprints.image ?? '';
  const vectors = store.getState().vectors.images.get(tower);
  const [a, b] = [vectors?.get(pictureOf('cat 2')), vectors?.get(pictureOf('cat 1'))];
  if (!a || !b) throw new Error('There are no vectors.');
  const cosine =
    a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);
  const [cat] = scoresOf('cat 2')?.scores ?? [];
  expect(cat?.logit).toBeCloseTo(100 * cosine, 3);
  expect(cat?.cosine).toBeCloseTo(cosine, 5);
  expect(engine.calls.filter(({ method }) => method === 'encodeTexts')).toHaveLength(texts);
});

test('a label without examples is left out; an example is named by its own label', async () => {
  await teach();
  expect(scoresOf('dog 2')?.scores.map(({ label }) => label.text)).toEqual(['cat', 'dog']);
  expect(scoresOf('dog 1')?.winner).toBe(1);
});

test('the other column and the words stay as they are', async () => {
  const [first] = store.getState().columns;
  const before = first && pictureScores(store.getState(), first, pictureOf('cat 1'));
  const words = scoresOf('cat 1');
  await teach();
  expect(scoresOf('cat 1')).not.toEqual(words);
  expect(first && pictureScores(store.getState(), first, pictureOf('cat 1'))).toEqual(before);
  store.getState().showBarsBy(column().id, null);
  await settled(store.getState);
  expect(scoresOf('cat 1')).toEqual(words);
});

test('examples are not counted among what a column names right', async () => {
  store.setState(({ pictures }) => ({
    pictures: pictures.map((one) => ({ ...one, known: [one.name.split(' ')[0] ?? ''] })),
  }));
  expect(columnSummary(store.getState(), column()).known).toBe(5);
  await teach();
  expect(columnSummary(store.getState(), column()).known).toBe(3);
});

test('a picture given to a second label leaves the first', async () => {
  await teach();
  give('cat 1', 'bird');
  await settled(store.getState);
  expect(store.getState().examples.get(pictureOf('cat 1'))).toBe(labelOf('bird'));
  // No example of a cat is left.
  expect(scoresOf('cat 1')?.scores.map(({ label }) => label.text)).toEqual(['dog', 'bird']);
});

test('named pictures become examples in one step, each of one label', async () => {
  store.setState(({ pictures }) => ({
    pictures: pictures.map((one) => ({ ...one, known: ['dog', 'cat'] })),
  }));
  store.getState().takeNamedPictures();
  expect([...store.getState().examples.values()]).toEqual(NAMES.map(() => labelOf('dog')));
  give('cat 1', 'cat');
  expect(store.getState().examples.get(pictureOf('cat 1'))).toBe(labelOf('cat'));
  store.getState().dropExamples();
  expect(store.getState().examples.size).toBe(0);
});

describe('what cannot be taught', () => {
  const why = () => {
    const found = teaching();
    return found?.kind === 'lacking' ? found.why : found?.kind;
  };

  test('is said, and the bars stay by words', async () => {
    const words = scoresOf('cat 2');
    store.getState().showBarsBy(column().id, 'pictures');
    await settled(store.getState);
    expect(why()).toBe('no-examples');
    give('cat 1', 'cat');
    await settled(store.getState);
    expect(why()).toBe('one-label');
    expect(scoresOf('cat 2')).toEqual(words);
    give('cat 1', 'dog');
    give('cat 2', 'cat');
    await settled(store.getState);
    expect(why()).toBe('taught');
    store.getState().removeLabel(labelOf('cat'));
    await settled(store.getState);
    expect(why()).toBe('one-label');
    store.getState().clearPictures();
    await settled(store.getState);
    expect(why()).not.toBe('taught');
  });

  test('one label with an example is enough beside words', async () => {
    store.getState().showBarsBy(column().id, 'both');
    give('cat 1', 'cat');
    await settled(store.getState);
    expect(scoresOf('cat 1')?.scores).toHaveLength(3);
  });

  test('an engine that fails is told as it says it, and asked again when something changes', async () => {
    let fails = true;
    const { fitHead } = createFakeEngine();
    await begin({
      fitHead: (request) =>
        fails ? Promise.reject(new EngineError('worker-died', 'It stopped.')) : fitHead(request),
    });
    await teach();
    expect(teaching()).toMatchObject({ kind: 'failed', error: { code: 'worker-died' } });
    fails = false;
    give('cat 2', 'cat');
    await settled(store.getState);
    expect(why()).toBe('taught');
  });
});

test('words that changed are in the head of both, and nothing is fitted twice', async () => {
  store.getState().showBarsBy(column().id, 'both');
  give('cat 1', 'cat');
  give('dog 1', 'dog');
  await settled(store.getState);
  const fits = () => engine.calls.filter(({ method }) => method === 'fitHead').length;
  const before = fits();
  store.getState().trustWords(column().id, 1);
  await settled(store.getState);
  expect(fits()).toBe(before + 1);
  // g = 1: the words alone decide, at the head's own scale.
  const both = scoresOf('cat 2')?.scores.map(({ cosine }) => cosine) ?? [];
  store.getState().showBarsBy(column().id, null);
  const words = scoresOf('cat 2')?.scores.map(({ cosine }) => cosine) ?? [];
  expect(both).toHaveLength(3);
  both.forEach((cosine, label) => expect(cosine).toBeCloseTo(words[label] ?? Number.NaN, 5));
  store.getState().showBarsBy(column().id, 'both');
  store.getState().setTemplates(['another {label}']);
  await settled(store.getState);
  expect(fits()).toBe(before + 2);
});

test('a link carries what the bars come from, and no picture', async () => {
  await teach();
  const link = writeLink(store.getState());
  const { setup, bad } = readLink(link);
  expect(bad).toEqual([]);
  expect(setup.columns?.map(({ barsBy }) => barsBy)).toEqual([undefined, 'mean']);
  expect(link).not.toContain('cat+1');
  expect(readLink(link.replace('mean', 'magic')).bad).toEqual(['columns']);
});
