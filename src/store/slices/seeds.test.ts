import { expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { trialsOf } from '../selectors/trials.ts';
import { createPageStore } from '../store.ts';

/** A page with one column, two labels and a picture, and the number of models that its engine holds. */
async function page() {
  const fake = createFakeEngine();
  const held = new Set<string>();
  const store = createPageStore({
    engine: {
      ...fake,
      load: async (...call) => {
        const loaded = await fake.load(...call);
        held.add(loaded.id);
        return loaded;
      },
      release: async (id) => {
        held.delete(id);
        await fake.release(id);
      },
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:x',
    newId: () => crypto.randomUUID(),
  });
  store.getState().removeColumn('b');
  await store.getState().loadAll();
  store.getState().addLabels(['cat', 'dog']);
  store.getState().addFiles([new File(['bytes'], 'a.png', { type: 'image/png' })]);
  await store.getState().encodeMissing();
  return { store, held };
}

test('seeds are tried one after the other, and none of their models stays', async () => {
  const { store, held } = await page();
  await store.getState().trySeeds('a', 4);
  expect(trialsOf(store.getState(), 'a')?.map(({ seed }) => seed)).toEqual([0, 1, 2, 3]);
  expect(store.getState().rolling).toBeNull();
  expect(held.size).toBe(1);
});

test('stopped, what was tried stays, no model does, and nobody is told of a failure', async () => {
  const { store, held } = await page();
  const stop = store.subscribe((now) => {
    if ((trialsOf(now, 'a')?.length ?? 0) < 2) return;
    stop();
    now.stopSeeds();
  });
  await store.getState().trySeeds('a', 12);
  expect(trialsOf(store.getState(), 'a')).toHaveLength(2);
  expect(store.getState().rolling).toBeNull();
  expect(store.getState().notices.filter(({ tone }) => tone === 'problem')).toEqual([]);
  expect(held.size).toBe(1);
  await store.getState().trySeeds('a', 3);
  expect(trialsOf(store.getState(), 'a')).toHaveLength(3);
});
