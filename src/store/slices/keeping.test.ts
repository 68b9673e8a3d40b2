import { beforeEach, expect, test } from 'vitest';
import type { LoadOptions, ModelSource } from '../../engine/loading.ts';
import type { KeptFile } from '../../engine/kept.ts';
import { EngineError } from '../../engine/errors.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore, type Store } from '../store.ts';
import { newChoice, newColumn } from '../columns/column.ts';
import type { Persistence } from '../outside.ts';

const URL = 'https://hub.test/lab/clip/resolve/main/model.safetensors';
const SOURCE = { kind: 'url', url: URL } as const;

let kept: KeptFile[];
let loads: LoadOptions[];
let marked: Set<string>;
let store: Store;

const full = (): EngineError =>
  new EngineError('storage-full', 'There is no room.', { missing: 187e6 });

/** An engine with one kept file, whose storage has no room for what is loaded from an address. */
function create(persistence?: Persistence, fail: () => unknown = full): void {
  const file = { url: URL, name: 'model.safetensors', bytes: 5, size: 9, complete: false };
  kept = [{ ...file, etag: null, sha256: null, checked: false, lastUsed: 0, inUse: false }];
  loads = [];
  marked = new Set();
  const fake = createFakeEngine();
  store = createPageStore({
    engine: {
      ...fake,
      load: async (source: ModelSource, options: LoadOptions = {}) => {
        loads.push(options);
        if ('url' in source && source.url === URL && options.keep !== false) throw fail();
        return fake.load(source, options);
      },
      kept: async () => ({ available: true, files: kept, usage: 5, quota: 10 }),
      forget: async (url) => {
        if (!kept.some((file) => file.url === url)) throw new EngineError('kept-unknown', 'None.');
        kept = [];
      },
    },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.test/${path}`,
    createUrl: () => 'blob:picture',
    newId: () => 'id',
    persistence,
    marks: {
      begin: (column, name) => void marked.add(`${column} ${name}`),
      end: (column) =>
        marked.forEach((mark) => {
          if (mark.startsWith(`${column} `)) marked.delete(mark);
        }),
      clear: () => marked.clear(),
    },
  });
}

beforeEach(() => create());

test('what is kept is read, and one file is deleted from it', async () => {
  await store.getState().readStorage();
  expect(store.getState().storage).toMatchObject({ files: [{ url: URL }], usage: 5, quota: 10 });
  await store.getState().forgetKept(URL);
  expect(store.getState().storage?.files).toEqual([]);
  await store.getState().forgetKept(URL);
  expect(store.getState().storageError?.code).toBe('kept-unknown');
});

test('a column that finds no room goes on from memory, and stays there', async () => {
  store
    .getState()
    .setColumns([newColumn('a', SOURCE), newColumn('b', { kind: 'built-in', file: 'complete' })]);
  await store.getState().loadAll();
  const statusOf = (id: string) => store.getState().columns.find((one) => one.id === id)?.status;
  expect(statusOf('a')).toMatchObject({
    error: { code: 'storage-full', details: { missing: 187e6 } },
  });
  expect(statusOf('b')?.kind).toBe('ready');
  await store.getState().loadIntoMemory('a');
  expect(statusOf('a')?.kind).toBe('ready');
  store.getState().setSeed('a', 3);
  expect(loads.at(-1)).toMatchObject({ keep: false, seed: 3 });
});

test('the browser is asked to keep files, and its answer is told', async () => {
  for (const agreed of [true, false]) {
    create({ persisted: async () => false, persist: async () => agreed });
    await store.getState().readStorage();
    expect(store.getState().persisted).toBe(false);
    await store.getState().askToPersist();
    expect(store.getState()).toMatchObject({ persisted: agreed, refusedToPersist: !agreed });
  }
});

test('a browser that knows no such promise is not asked', async () => {
  await store.getState().readStorage();
  expect(store.getState().persisted).toBeNull();
});

test('a load of somebody’s file is marked while it lasts, the built-in one is not', async () => {
  let seen: string[] = [];
  create(undefined, () => {
    seen = [...marked];
    return full();
  });
  await store.getState().loadAll();
  expect(seen).toEqual([]);
  store.getState().setModel('a', newChoice(SOURCE));
  await expect.poll(() => seen).toEqual([`a ${URL}`]);
  await expect.poll(() => marked.size).toBe(0);
});

test('after a crash the page begins with the built-in models and says why', () => {
  store.getState().setModel('a', newChoice(SOURCE));
  store.getState().startOver('lab/clip');
  expect(store.getState().columns.map(({ source }) => source.kind)).toEqual([
    'built-in',
    'built-in',
  ]);
  expect(store.getState().notices.at(-1)).toMatchObject({
    key: 'crash.started-over',
    values: { name: 'lab/clip' },
  });
});
