import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deleteDatabase, settled } from '../../browser/idb-request.ts';
import type { Picture } from '../types.ts';
import { createPictureShelf, PICTURE_DATABASE } from './picture-shelf.ts';

/** Sizes of what was written, record by record; `null` for what has no bytes of a picture. */
let written: (number | null)[];

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  written = [];
  const { put } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: unknown,
    key,
  ) {
    written.push(value instanceof Blob ? value.size : null);
    return put.call(this, value, key);
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const own = (id: string, bytes = 100): Picture => ({
  id,
  name: `${id}.png`,
  blob: new Blob([new Uint8Array(bytes)]),
  url: `blob:${id}`,
  known: [id],
  sample: null,
});
const sample: Picture = { ...own('sample cat'), blob: null, sample: 'cat.webp' };

const names = async (shelf = createPictureShelf()) =>
  (await shelf.read())?.map(({ name, blob }) => [name, blob?.size ?? null]);

/** What was written since the last look. */
const news = () => written.splice(0);

test('one picture more is one record and the list, however many there are', async () => {
  const shelf = createPictureShelf();
  const many = Array.from({ length: 299 }, (_, place) => own(`p${place}`, 1000 + place));
  await shelf.keep(many);
  expect(news()).toHaveLength(300);
  const next = own('next', 7);
  await shelf.keep([next, ...many]);
  expect(news()).toEqual([7, null]);
  // Another order, another name, one less: no picture is written.
  await shelf.keep([...many, next]);
  await shelf.keep(many.map((picture) => ({ ...picture, known: ['cat'] })));
  expect(news()).toEqual([null, null]);
  // A later visit goes on from there.
  const later = createPictureShelf();
  expect(await names(later)).toHaveLength(299);
  await later.keep([sample, own('late', 8), ...many.slice(1)]);
  expect(news()).toEqual([8, null]);
  const kept = await names();
  expect(kept?.slice(0, 3)).toEqual([
    ['sample cat.png', null],
    ['late.png', 8],
    ['p1.png', 1001],
  ]);
  expect(kept).toHaveLength(300);
});

test('no more than 300 are kept, and what is gone leaves no bytes behind', async () => {
  const shelf = createPictureShelf();
  await shelf.keep(Array.from({ length: 310 }, (_, place) => own(`p${place}`)));
  expect(await names()).toHaveLength(300);
  await shelf.keep([sample]);
  const database = await settled(indexedDB.open(PICTURE_DATABASE));
  const store = database.transaction('pictures').objectStore('pictures');
  expect(await settled(store.getAllKeys())).toEqual(['list']);
  database.close();
});

test('pictures of an earlier build are read once and then lie one by one', async () => {
  const request = indexedDB.open(PICTURE_DATABASE, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('pictures'));
  const database = await settled(request);
  const store = database.transaction('pictures', 'readwrite').objectStore('pictures');
  const { url: _, ...kept } = own('old', 40);
  await settled(
    store.put(
      [
        { ...kept, url: undefined },
        { ...sample, url: undefined },
      ],
      'all',
    ),
  );
  news();
  const shelf = createPictureShelf();
  const before = [
    ['old.png', 40],
    ['sample cat.png', null],
  ];
  expect(await names(shelf)).toEqual(before);
  await vi.waitFor(async () => {
    const keys = settled(database.transaction('pictures').objectStore('pictures').getAllKeys());
    expect(await keys).toEqual(['bytes of old', 'list']);
  });
  expect(news()).toEqual([40, null]);
  expect(await names()).toEqual(before);
  await shelf.keep([own('new', 3), own('old', 40), sample]);
  expect(news()).toEqual([3, null]);
  database.close();
});

test('a picture that another tab has deleted is written again with the next change', async () => {
  const [here, there] = [createPictureShelf(), createPictureShelf()];
  const pictures = [own('a', 1), own('b', 2)];
  await here.keep(pictures);
  await there.read();
  await there.keep([own('c', 3)]);
  expect(await names()).toEqual([['c.png', 3]]);
  await here.keep([own('d', 4), ...pictures]);
  expect(await names()).toEqual([
    ['d.png', 4],
    ['a.png', 1],
    ['b.png', 2],
  ]);
});

test('everything is asked for before the call returns, and of two changes the later one counts', async () => {
  const shelf = createPictureShelf();
  expect(await shelf.read()).toBeNull();
  const kept = [shelf.keep([own('a', 1)]), shelf.keep([own('b', 2), own('a', 1)])];
  expect(news()).toEqual([1, null, 2, null]);
  await Promise.all(kept);
  expect(await names()).toEqual([
    ['b.png', 2],
    ['a.png', 1],
  ]);
});

test('after everything was deleted, and after a write that failed, nothing is taken for kept', async () => {
  const shelf = createPictureShelf();
  const pictures = [own('a', 1)];
  await shelf.keep(pictures);
  await deleteDatabase(PICTURE_DATABASE);
  await shelf.keep(pictures);
  expect(await names()).toEqual([['a.png', 1]]);

  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  await expect(shelf.keep([own('b', 2), ...pictures])).rejects.toThrow('The disk is full.');
  full.mockRestore();
  await shelf.keep([own('b', 2), ...pictures]);
  expect(await names()).toEqual([
    ['b.png', 2],
    ['a.png', 1],
  ]);
});
