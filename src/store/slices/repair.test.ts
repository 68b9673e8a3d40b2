import { beforeEach, expect, test } from 'vitest';
import { createFakeEngine, type FakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { EngineError } from '../../engine/errors.ts';
import { newColumn } from '../columns/column.ts';
import { beforeRepair, isRepaired } from '../columns/is-repaired.ts';
import { readColumn, writeColumn } from '../link/link-column.ts';
import { createPageStore, type Store } from '../store.ts';

const samples = ['cat', 'dog', 'cow', 'pig'].map((en) => ({ file: `${en}.webp`, en, zh: en }));
const fetchSample: typeof fetch = async () => new Response('a picture');

function pageOver(engine: FakeEngine): Store {
  const store = createPageStore({
    engine,
    fetch: fetchSample,
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:x',
    revokeUrl: () => undefined,
    newId: () => 'new',
  });
  store.getState().setSamples(samples);
  return store;
}

let engine: FakeEngine;
let store: Store;

beforeEach(async () => {
  engine = createFakeEngine();
  store = pageOver(engine);
  await store.getState().loadAll();
});

test('offers are looked into and measured, and the measuring models are let go', async () => {
  await store.getState().openRepair('b');
  expect(store.getState().overlay).toEqual({ kind: 'repair', column: 'b' });
  const [offer] = store.getState().repair?.offers ?? [];
  expect(offer?.fit).toMatchObject({ kind: 'fits', complete: true });
  expect(offer?.measured).toMatchObject({ kind: 'measured', result: { pictures: 4 } });
  const count = (method: string) => engine.calls.filter((call) => call.method === method).length;
  expect([count('load'), count('release')]).toEqual([3, 1]);
});

test('towers of different size say both sizes, are not measured, and the others are', async () => {
  const fake = createFakeEngine();
  const apart = new EngineError('towers-apart', 'No.', { image: 512, text: 768 });
  store = pageOver({
    ...fake,
    inspect: (source, options) =>
      'text' in source && JSON.stringify(source.text).includes('wide')
        ? Promise.reject(apart)
        : fake.inspect(source, options),
  });
  await store.getState().loadAll();
  store.getState().setModel('a', {
    ...(store.getState().columns[0] ?? Object.assign({}, store.getState().columns[1])),
    source: { kind: 'url', url: 'https://x.test/wide.safetensors' },
  });
  await new Promise((resolve) => setImmediate(resolve));
  await store.getState().openRepair('b');
  expect(store.getState().repair?.offers.map(({ fit, measured }) => [fit, measured?.kind])).toEqual(
    [
      [{ kind: 'apart', image: 512, text: 768 }, undefined],
      [expect.objectContaining({ kind: 'fits' }), 'measured'],
    ],
  );
});

test('taking an offer loads the column with towers from both places', async () => {
  await store.getState().openRepair('b');
  store.getState().takeOffer(0);
  expect(store.getState()).toMatchObject({ overlay: null, repair: null });
  expect(store.getState().columns[1]).toMatchObject({
    rule: 'openclip',
    source: { kind: 'towers', image: { file: 'vision-only' }, text: { file: 'complete' } },
  });
});

test('a repair is undone after a reload, too: the column loads its image half as it did before', async () => {
  const before = { rule: 'timm', resets: ['text-positions'] } as const;
  await store.getState().changeModel('b', before);
  await store.getState().openRepair('b');
  store.getState().takeOffer(0);
  const column = () =>
    store.getState().columns[1] ?? newColumn('', { kind: 'built-in', file: 'complete' });
  const link = writeColumn(column());
  store = pageOver(engine);
  const read = readColumn(link, 1);
  expect(read).toMatchObject({ rule: 'openclip', source: { kind: 'towers' } });
  store.getState().setColumns(store.getState().columns.with(1, read ?? column()));
  await store.getState().loadAll();
  expect(beforeRepair([], column())).not.toBeNull();
  store.getState().undoRepair('b');
  expect(column()).toMatchObject({ ...before, source: { kind: 'built-in', file: 'vision-only' } });
  expect(isRepaired(column())).toBe(false);
  expect(beforeRepair([], column())).toBeNull();
});

test('closing while it measures gives up, and nothing is left loaded', async () => {
  const opened = store.getState().openRepair('b');
  store.getState().leaveRepair();
  await opened;
  expect(store.getState().repair).toBeNull();
  const loads = engine.calls.filter(({ method }) => method === 'load').length;
  const releases = engine.calls.filter(({ method }) => method === 'release').length;
  expect(loads - releases).toBe(2);
});

test('a saved model is a list of files, and letting go of it gives their addresses back', async () => {
  const revoked: string[] = [];
  const page = createPageStore({
    engine,
    fetch: fetchSample,
    address: (path) => path,
    createUrl: () => 'blob:file',
    revokeUrl: (url) => revoked.push(url),
    newId: () => 'new',
  });
  await page.getState().loadAll();
  await page.getState().makeFiles('a', 'hf');
  expect(page.getState().saving).toMatchObject({
    kind: 'ready',
    layout: 'hf',
    files: [{ name: 'model.safetensors', url: 'blob:file' }],
  });
  page.getState().dropFiles();
  expect(page.getState().saving).toEqual({ kind: 'none' });
  expect(revoked).toEqual(['blob:file']);
});

test('a rung of the ladder becomes a column: a new one, or the last where there is no room', () => {
  store.getState().openRung('all', 'a');
  expect(store.getState().columns).toHaveLength(3);
  expect(store.getState().columns[2]).toMatchObject({
    source: { kind: 'built-in', file: 'complete' },
    rule: 'timm-linear',
    activation: 'gelu',
    // The article's run had OpenCLIP's own crop.
    crop: null,
    seed: 1,
  });
  store.getState().addColumn();
  store.getState().openRung('crop', 'a');
  expect(store.getState().columns).toHaveLength(4);
  expect(store.getState().columns[3]).toMatchObject({ rule: 'openclip', crop: 0.9 });
});
