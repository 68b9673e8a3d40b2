import { expect, test } from 'vitest';
import { writeNpy } from '../../core/archive/npy.ts';
import { createPageStore } from '../../store/store.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { columnsOfPage } from './shard-columns.ts';

async function pageWith(labels: readonly string[]) {
  let next = 0;
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.setState({ labels: [], pictures: [], samples: [] });
  store.getState().addLabels(labels);
  await store.getState().loadAll();
  await store.getState().encodeMissing();
  return store;
}

const shard = (number: number, rows: readonly Float32Array[]) => {
  const [first = new Float32Array()] = rows;
  const values = new Float32Array(rows.length * first.length);
  rows.forEach((row, at) => values.set(row, at * first.length));
  return new File(writeNpy(values, [rows.length, first.length]), `img_emb_${number}.npy`);
};

test('shards are compared with the labels that the page has, in every column of their width', async () => {
  const store = await pageWith(['cat', 'dog', 'owl']);
  const { columns, classes } = columnsOfPage(store.getState());
  expect(classes).toEqual([{ names: ['cat'] }, { names: ['dog'] }, { names: ['owl'] }]);
  expect(columns.map(({ model }) => model.verdict)).toEqual(['complete', 'vision-only']);
  for (const [place, { classVectors, dimensions }] of columns.entries()) {
    // A picture that lies where a label lies is that label's.
    const rowOf = (label: number) =>
      classVectors.subarray(label * dimensions, (label + 1) * dimensions);
    const shards = [shard(0, [rowOf(2), rowOf(0), rowOf(2)]), shard(1, [rowOf(1)])];
    const labels = [new File(['owl\ncat\n2\nCat\n'], 'labels.txt')];
    await store.getState().openShards({ shards, labels, classes: [], scale: null });
    const { openedRun, fileError } = store.getState();
    expect(fileError).toBeNull();
    expect(openedRun?.tallies).toHaveLength(2);
    const own = openedRun?.tallies?.[place];
    expect(own?.model.verdict).toBe(columns[place]?.model.verdict);
    expect([...(own?.tally.predicted ?? [])]).toEqual([1, 1, 2]);
    expect([...(own?.tally.ranks ?? [])].slice(0, 1)).toEqual([3]);
  }
});

test('a column whose labels are not all there is not scored against some of them', async () => {
  const store = await pageWith(['cat', 'dog']);
  const { labels } = store.getState();
  store.setState({ labels: [...labels, { id: 'new', text: 'owl', prompts: null }] });
  expect(() => columnsOfPage(store.getState())).toThrow(
    expect.objectContaining({ code: 'shards-columns' }),
  );
});
