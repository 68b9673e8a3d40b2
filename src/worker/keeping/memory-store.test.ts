import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
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

test('what was written is what is read, whatever is read while more is written', async () => {
  const write = fc.tuple(fc.nat(400), fc.uint8Array({ minLength: 1, maxLength: 60 }));
  const read = fc.tuple(fc.nat(450), fc.nat(80));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(write, read, fc.boolean()), { maxLength: 30 }),
      async (steps) => {
        const store = createMemoryStore();
        const plain = new Uint8Array(500);
        let writer = await store.open('a');
        let length = 0;
        for (const [[at, given], [from, count], close] of steps) {
          const bytes = new Uint8Array(given);
          writer.write(bytes, at);
          plain.set(bytes, at);
          length = Math.max(length, at + bytes.length);
          if (close) {
            writer.close();
            writer = await store.open('a');
          }
          const found = await store.read('a', from, from + count);
          const end = Math.max(from, Math.min(length, from + count));
          expect([...found]).toEqual([...plain.subarray(from, end)]);
        }
      },
    ),
  );
});

test('each byte is packed once, however often it is read, and a read makes no Blob', async () => {
  const made: number[] = [];
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      constructor(...parts: ConstructorParameters<typeof Blob>) {
        super(...parts);
        made.push(this.size);
      }
    },
  );
  try {
    const store = createMemoryStore();
    const writer = await store.open('a');
    const chunk = new Uint8Array(1 << 20).fill(7);
    for (let at = 0; at < 70; at++) writer.write(chunk, at << 20);
    await store.read('a', 0, 100);
    writer.close();
    for (let at = 0; at < 70; at += 7) await store.read('a', at << 20, (at + 3) << 20);
    expect(made).toEqual([32 << 20, 32 << 20, 6 << 20]);
  } finally {
    vi.unstubAllGlobals();
  }
});
