import { expect, test } from 'vitest';
import { settled } from '../../testing/settled.ts';
import { openAhead } from './open-ahead.ts';
import type { ReadPicture } from '../pictures/read-picture.ts';

const READ: ReadPicture = {
  picture: { width: 1, height: 1, mode: 'RGB', data: new Uint8Array(4) },
  format: 'jpeg',
  orientation: 1,
  animated: false,
  canvasNoise: false,
  notes: [],
};

/** Files that hold one letter each, and the order in which they were decoded. */
function opener(letters: string, known: readonly string[] = []) {
  const decoded: string[] = [];
  const hashes = new Map<string, string>();
  const open = openAhead(
    Array.from(letters, (letter) => new Blob([letter])),
    {
      isNew: (hash) => !known.some((letter) => hashes.get(letter) === hash),
      read: (bytes) => {
        const letter = String.fromCharCode(...bytes);
        decoded.push(letter);
        return letter === '!' ? Promise.reject(new Error('damaged')) : Promise.resolve(READ);
      },
    },
  );
  return { open, decoded, hashes };
}

test('the next picture is decoded while one is at work, none further, and none twice', async () => {
  const { open, decoded } = opener('abc');
  const first = await open(0);
  await first.read();
  await settled(() => decoded.length);
  expect(decoded.toSorted()).toEqual(['a', 'b']);
  await (await open(1)).read();
  await settled(() => decoded.length);
  expect(decoded).toHaveLength(3);
  await (await open(2)).read();
  await settled(() => decoded.length);
  expect(decoded.toSorted()).toEqual(['a', 'b', 'c']);
});

test('what equals the picture before it, or is known, is not decoded ahead', async () => {
  const { open, decoded, hashes } = opener('aabb', ['b']);
  for (const index of [3, 0, 1, 2]) {
    const { hash } = await open(index);
    if (index === 3) hashes.set('b', hash);
    await settled(() => decoded.length);
  }
  expect(decoded).toEqual([]);
});

test('a picture that cannot be decoded fails at its own turn', async () => {
  const { open, decoded } = opener('a!b');
  await (await open(0)).read();
  await settled(() => decoded.length);
  expect(decoded).toContain('!');
  const damaged = await open(1);
  await expect(damaged.read()).rejects.toThrow('damaged');
  await (await open(2)).read();
  expect(decoded.filter((letter) => letter === '!')).toHaveLength(1);
});
