import { expect, test } from 'vitest';
import { openBrowserStore } from './browser-store.ts';
import type { FileStore } from './file-store.ts';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, i) => (i * 31) % 251);
const LENGTHS = [3, 500, 0, 497];

/** A browser's private file system with one file; `inPlace: false`: somebody else has it open for writing. */
async function open({ inPlace }: { readonly inPlace: boolean }) {
  const seen = { opened: 0, closed: 0, files: 0 };
  const handle = {
    getSize: () => CONTENT.length,
    read: (into: Uint8Array, { at }: { readonly at: number }) => {
      into.set(CONTENT.subarray(at, at + into.length));
      return into.length;
    },
    close: () => void seen.closed++,
  };
  const file = {
    createSyncAccessHandle: async () => {
      if (!inPlace) throw new DOMException('It is open.', 'NoModificationAllowedError');
      seen.opened++;
      return handle;
    },
    getFile: async () => {
      seen.files++;
      return new Blob([CONTENT]);
    },
  };
  const folder = { getFileHandle: async () => file };
  const root = { getDirectoryHandle: async () => folder };
  const storage = { getDirectory: async () => root } as unknown as StorageManager;
  const store = await openBrowserStore(storage);
  if (!store) throw new Error('There is a storage.');
  return { store, seen };
}

async function taken(store: FileStore, most = Number.POSITIVE_INFINITY): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of store.pieces('a', LENGTHS)) {
    pieces.push(piece);
    if (pieces.length === most) break;
  }
  return pieces;
}

const EXPECTED = [CONTENT.slice(0, 3), CONTENT.slice(3, 503), new Uint8Array(), CONTENT.slice(503)];

test('pieces of a file are read with one opening, each into memory of its own', async () => {
  const { store, seen } = await open({ inPlace: true });
  const pieces = await taken(store);
  expect(pieces).toEqual(EXPECTED);
  expect(pieces.map(({ buffer }) => buffer.byteLength)).toEqual(LENGTHS);
  expect(seen).toEqual({ opened: 1, closed: 1, files: 0 });
});

test('who wants no more of them leaves the file closed', async () => {
  const { store, seen } = await open({ inPlace: true });
  expect(await taken(store, 1)).toEqual(EXPECTED.slice(0, 1));
  expect(seen).toMatchObject({ opened: 1, closed: 1 });
});

test('a file that somebody writes is read another way', async () => {
  const { store, seen } = await open({ inPlace: false });
  expect(await taken(store)).toEqual(EXPECTED);
  expect(seen.opened).toBe(0);
});
