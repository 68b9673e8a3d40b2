import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { EngineError } from '../../engine/errors.ts';
import { createPageStore, type Store } from '../store.ts';

let engine: FakeEngine;
let store: Store;

function open(own: Partial<FakeEngine> = {}): Store {
  engine = createFakeEngine();
  let id = 0;
  return createPageStore({
    engine: { ...engine, ...own },
    fetch: () => Promise.reject(new TypeError('No network.')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:',
    newId: () => `id-${id++}`,
  });
}

beforeEach(async () => {
  store = open();
  await store.getState().loadAll();
});

const ids = () =>
  store
    .getState()
    .columns.map(({ status }) => (status.kind === 'ready' ? status.loaded.id : 'not ready'));

test('a parameter’s numbers belong to the model that was asked', async () => {
  await store.getState().describeParameter('b', 'token_embedding.weight');
  const { numbers } = store.getState();
  expect(numbers).toMatchObject({ model: ids()[1], name: 'token_embedding.weight' });
  expect(numbers?.answer).toMatchObject({ kind: 'known', value: { summary: { count: 1600 } } });
});

test('what fails is told where it was asked, and another question starts afresh', async () => {
  await store.getState().describeParameter('a', 'no.such.parameter');
  expect(store.getState().numbers?.answer).toMatchObject({
    kind: 'failed',
    error: { code: 'unknown-parameter' },
  });
  await store.getState().describeParameter('a', 'logit_scale');
  expect(store.getState().numbers?.answer.kind).toBe('known');
});

test('only the last question is answered', async () => {
  const first = store.getState().describeParameter('a', 'logit_scale');
  const second = store.getState().describeParameter('a', 'ln_final.bias');
  await Promise.all([first, second]);
  expect(store.getState().numbers).toMatchObject({
    name: 'ln_final.bias',
    answer: { kind: 'known' },
  });
});

test('nothing is asked of a column that is not ready', async () => {
  store = open();
  await store.getState().describeParameter('a', 'logit_scale');
  await store.getState().compareColumns('a', 'b');
  expect(store.getState().numbers).toBeNull();
  expect(store.getState().comparison).toBeNull();
});

test('the two built-in columns are alike on the image side, and on no other', async () => {
  await store.getState().compareColumns('a', 'b');
  const { comparison } = store.getState();
  if (comparison?.answer.kind !== 'known') throw new Error('It is not known.');
  expect(comparison.models).toEqual(ids());
  const differing = comparison.answer.value.parts.filter((part) => part['other-values'] > 0);
  expect(differing.map(({ part }) => part)).toEqual([
    'text-tower',
    'text-projection',
    'logit-scale',
  ]);
});

test('a comparison that fails says so', async () => {
  store = open({
    hashParameters: () => Promise.reject(new EngineError('out-of-memory', 'Too large.')),
  });
  await store.getState().loadAll();
  await store.getState().compareColumns('a', 'b');
  expect(store.getState().comparison?.answer).toMatchObject({
    kind: 'failed',
    error: { code: 'out-of-memory' },
  });
});
