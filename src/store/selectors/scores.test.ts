import { expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { modelOf } from '../columns/column-model.ts';
import { createPageStore } from '../store.ts';
import { pictureScores, shownScores } from './scores.ts';
import { scaleOf } from './scoring-rule.ts';

/** A page without network, on an engine that only plays one. */
function page() {
  const engine = createFakeEngine();
  let next = 0;
  const store = createPageStore({
    engine,
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  return { engine, store };
}

test('a column loaded anew keeps its bars on show until the new ones are there', async () => {
  const { engine, store } = page();
  const { encodeTexts } = engine;
  store.getState().addFiles([new File(['bytes'], 'a.png', { type: 'image/png' })]);
  store.getState().addLabels(['cat', 'dog']);
  const seen = () => {
    const all = store.getState();
    const column = all.columns[1];
    const picture = all.pictures[0];
    if (!column || !picture) throw new Error('The page is empty.');
    const [shown, own] = [shownScores, pictureScores].map((of) => of(all, column, picture.id));
    return { status: column.status, shown, own };
  };
  await store.getState().loadAll();
  await expect.poll(() => seen().own).not.toBeNull();
  const before = seen();
  expect(before.shown).toEqual({ of: before.own, stale: false });

  let answer = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    engine.encodeTexts = async (...call) => {
      resolve();
      await new Promise<void>((release) => {
        answer = release;
      });
      return encodeTexts(...call);
    };
  });
  store.getState().rollAgain('b');
  await asked;
  expect(seen().status.kind).toBe('ready');
  expect(seen().own).toBeNull();
  expect(seen().shown).toEqual({ of: before.own, stale: true });

  answer();
  await expect.poll(() => seen().own).not.toBeNull();
  expect(seen().shown).toEqual({ of: seen().own, stale: false });
  expect(seen().shown).not.toEqual(before.shown);
  await expect.poll(() => seen().status).not.toHaveProperty('previous');
});

test('bars of another model are not kept once there is nothing left to wait for', async () => {
  const { store } = page();
  await store.getState().loadAll();
  store.getState().rollAgain('b');
  await expect.poll(() => store.getState().columns[1]?.status.kind).toBe('ready');
  expect(store.getState().columns[1]?.status).not.toHaveProperty('previous');
});

test('a fresh model’s scale can stand in where a checkpoint has none, and changes no other column', async () => {
  const { store } = page();
  await store.getState().loadAll();
  const [complete, visionOnly] = store.getState().columns.map(modelOf);
  if (!complete || !visionOnly) throw new Error('The page is empty.');
  expect([complete.model.logitScale.trained, visionOnly.model.logitScale.trained]).toEqual([
    true,
    false,
  ]);
  // OpenCLIP starts a model with the logarithm 2.6592600345611572, 1 / 0.07 in float32.
  expect(scaleOf(visionOnly, 'fresh')).toBeCloseTo(Math.exp(2.6592600345611572), 5);
  expect(scaleOf(complete, 'fresh')).toBe(complete.model.logitScale.value);
  expect([scaleOf(visionOnly, null), scaleOf(visionOnly, 10)]).toEqual([100, 10]);
});
