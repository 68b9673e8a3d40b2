import { expect, test } from 'vitest';
import { memoryCaches } from '../testing/memory-caches.ts';
import { takeAside } from '../browser/shared-pictures.ts';
import { LARGEST_SHARED, MOST_SHARED, putAside } from './put-aside.ts';

const FOLDER = 'https://room.example/clip/';
const file = (name: string, text = name, type = 'image/png') => new File([text], name, { type });

/** A file that says it is so large, without being it. */
function claiming(name: string, size: number): File {
  return Object.defineProperty(file(name), 'size', { value: size });
}

test('what is put aside is taken once, in its order, with names and types', async () => {
  const caches = memoryCaches();
  const given = [
    file('猫 & "dog".png', 'one'),
    file('b.jpg', 'two', 'image/jpeg'),
    file('', 'x', ''),
  ];
  await putAside(caches, FOLDER, given);
  const { files, leftOut } = await takeAside(caches, FOLDER);
  expect(leftOut).toBeNull();
  expect(files.map(({ name, type }) => [name, type])).toEqual(
    given.map(({ name, type }) => [name, type]),
  );
  expect(await Promise.all(files.map((one) => one.text()))).toEqual(['one', 'two', 'x']);
  expect(await takeAside(caches, FOLDER)).toEqual({ files: [], leftOut: null });
  expect(await caches.keys()).toEqual([]);
});

test('a later share takes the place of one that nobody has taken, and pages in other folders have their own', async () => {
  const caches = memoryCaches();
  await putAside(caches, FOLDER, [file('old.png'), file('older.png')]);
  await putAside(caches, 'https://room.example/other/', [file('other.png')]);
  await putAside(caches, FOLDER, [file('new.png')]);
  const { files } = await takeAside(caches, FOLDER);
  expect(files.map(({ name }) => name)).toEqual(['new.png']);
});

test.each([
  ['too many', Array.from({ length: MOST_SHARED + 3 }, (_, at) => file(`${at}.png`)), 3],
  ['one that is too large', [claiming('a.png', LARGEST_SHARED + 1), file('b.png')], 1],
  [
    'more than there may be together',
    Array.from({ length: 5 }, (_, at) => claiming(`${at}.png`, LARGEST_SHARED)),
    2,
  ],
])('of %s those that fit are taken, and the others counted', async (_, given, wanted) => {
  const caches = memoryCaches();
  await putAside(caches, FOLDER, given);
  const { files, leftOut } = await takeAside(caches, FOLDER);
  expect(files).toHaveLength(given.length - wanted);
  expect(leftOut).toEqual({ count: wanted, most: MOST_SHARED, mb: LARGEST_SHARED / 1e6 });
});

test('what the browser has no room for is counted too', async () => {
  const caches = memoryCaches();
  const full = {
    ...caches,
    open: async (name: string) => {
      const cache = await caches.open(name);
      const { put } = cache;
      cache.put = async (address, response) => {
        const asked = address instanceof Request ? address.url : address.toString();
        if (asked.endsWith('/1')) throw new DOMException('full', 'QuotaExceededError');
        return put(address, response);
      };
      return cache;
    },
  };
  await putAside(full, FOLDER, [file('a.png'), file('b.png'), file('c.png')]);
  const { files, leftOut } = await takeAside(caches, FOLDER);
  expect([files.map(({ name }) => name), leftOut?.count]).toEqual([['a.png', 'c.png'], 1]);
});
