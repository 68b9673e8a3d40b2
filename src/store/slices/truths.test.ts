import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { columnSummary } from '../selectors/summary.ts';
import { createPageStore, type Store } from '../store.ts';
import { namedPictures } from '../repair/training-data.ts';

let store: Store;

beforeEach(async () => {
  let next = 0;
  store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  store.setState({ labels: [], pictures: [], samples: [{ file: 'a.webp', en: 'Cat', zh: '猫' }] });
  store.getState().addLabels(['cat', 'dog']);
  store.getState().addFiles(['cat 1.png', 'x.png'].map((name) => new File([name], name)));
  await store.getState().loadAll();
  await store.getState().encodeMissing();
});

const idOf = (name: string) =>
  store.getState().pictures.find((picture) => picture.name === name)?.id ?? '';
const knownOf = (name: string) =>
  store.getState().pictures.find((picture) => picture.name === name)?.known;
const counted = () => {
  const [column] = store.getState().columns;
  if (!column) throw new Error('There is no column.');
  return columnSummary(store.getState(), column).known;
};

test('a truth counts in the score and as data, and is no example', () => {
  store.getState().sayTruth(idOf('x.png'), 'Dog ');
  expect(knownOf('x.png')).toEqual(['dog']);
  expect(counted()).toBe(1);
  expect(store.getState().examples.size).toBe(0);
  const data = namedPictures(store.getState(), 'page', (path) => path);
  expect(data.map(({ name }) => name)).toEqual(['x.png']);
});

test('what is no label becomes one in the same step back', async () => {
  store.getState().sayTruth(idOf('x.png'), 'otter');
  expect(store.getState().labels.map(({ text }) => text)).toEqual(['cat', 'dog', 'otter']);
  await store.getState().encodeMissing();
  store.getState().undo();
  expect(store.getState().labels.map(({ text }) => text)).toEqual(['cat', 'dog']);
  expect(knownOf('x.png')).toEqual([]);
});

test('a name of the shelf is right in both languages', () => {
  store.getState().sayTruth(idOf('x.png'), '猫');
  expect(knownOf('x.png')).toEqual(['cat', '猫']);
  store.getState().sayTruth(idOf('x.png'), null);
  expect(knownOf('x.png')).toEqual([]);
});

test('guesses count only once they are believed', () => {
  expect(counted()).toBe(0);
  store.getState().takeGuesses();
  expect(counted()).toBe(1);
  expect(knownOf('cat 1.png')).toEqual(['cat', '猫']);
  expect(store.getState().notices.at(-1)?.key).toBe('truth.taken');
  store.getState().undo();
  expect(counted()).toBe(0);
});

test('examples can be taken back', () => {
  const [label] = store.getState().labels;
  store.getState().giveExample(idOf('x.png'), label?.id ?? '');
  expect(store.getState().examples.size).toBe(1);
  store.getState().undo();
  expect(store.getState().examples.size).toBe(0);
});
