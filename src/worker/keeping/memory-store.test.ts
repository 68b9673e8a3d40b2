import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';

test('a file in memory that was cut off goes on from there', async () => {
  const store = createMemoryStore();
  const writer = await store.open('a');
  writer.write(new Uint8Array([1, 2, 3, 4]), 0);
  writer.write(new Uint8Array([5, 6]), 4);
  writer.write(new Uint8Array([7]), 9);
  writer.truncate(3);
  expect(await store.size('a')).toBe(3);
  writer.write(new Uint8Array([8, 9]), 3);
  expect([...(await store.read('a', 0, 9))]).toEqual([1, 2, 3, 8, 9]);
  writer.truncate(0);
  expect(await store.size('a')).toBe(0);
});
