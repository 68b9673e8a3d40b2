import { expect, test } from 'vitest';
import { openBrowserStore } from './browser-store.ts';

/** A browser's storage whose files answer a write as they please. */
function storage(write: (bytes: Uint8Array) => number): StorageManager {
  const handle = { write, close: () => undefined };
  const file = { createSyncAccessHandle: async () => handle };
  const folder = { getFileHandle: async () => file };
  const root = { getDirectoryHandle: async () => folder };
  return { getDirectory: async () => root } as object as StorageManager;
}

test.each([
  ['a part', () => 3],
  ['nothing', () => 0],
  // What Chromium 140 gives: the code -8 for "no space", as a number without sign.
  ['an error code', () => 4_294_967_288],
])('a disk that takes %s of a write is full', async (_, write) => {
  const store = await openBrowserStore(storage(write));
  const writer = await store?.open('file');
  expect(() => writer?.write(new Uint8Array(8), 0)).toThrow(
    expect.objectContaining({ name: 'QuotaExceededError' }),
  );
});

test('a disk that takes all of it is not', async () => {
  const store = await openBrowserStore(storage(({ length }) => length));
  const writer = await store?.open('file');
  expect(() => writer?.write(new Uint8Array(8), 0)).not.toThrow();
});

test('a browser without a file system keeps nothing', async () => {
  expect(await openBrowserStore(undefined)).toBeNull();
  const refusing = { getDirectory: () => Promise.reject(new DOMException('No.', 'SecurityError')) };
  expect(await openBrowserStore(refusing as object as StorageManager)).toBeNull();
});
