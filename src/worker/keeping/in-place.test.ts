import { expect, test, vi } from 'vitest';
import { piecesIn } from './in-place.ts';

const CONTENT = Uint8Array.from({ length: 1000 }, (_, i) => (i * 31) % 251);
const LENGTHS = [3, 500, 0, 497];
const EXPECTED = [CONTENT.slice(0, 3), CONTENT.slice(3, 503), new Uint8Array(), CONTENT.slice(503)];

/** A file that is open; `gives`: of each read no more than that. */
function file(gives = Number.POSITIVE_INFINITY) {
  return {
    getSize: () => CONTENT.length,
    read: (into: Uint8Array, { at }: { readonly at: number }) => {
      const part = CONTENT.subarray(at, at + Math.min(gives, into.length));
      into.set(part);
      return part.length;
    },
    close: vi.fn(),
  };
}

async function taken(from: ReturnType<typeof file>, most = Number.POSITIVE_INFINITY) {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesIn(from, LENGTHS)) {
    pieces.push(piece);
    if (pieces.length === most) break;
  }
  return pieces;
}

test('pieces come one behind the other, each in memory of its own, and the file is closed', async () => {
  const open = file();
  const pieces = await taken(open);
  expect(pieces).toEqual(EXPECTED);
  expect(pieces.map(({ buffer }) => buffer.byteLength)).toEqual(LENGTHS);
  expect(open.close).toHaveBeenCalledOnce();
});

test('who wants no more of them leaves the file closed', async () => {
  const open = file();
  expect(await taken(open, 1)).toEqual(EXPECTED.slice(0, 1));
  expect(open.close).toHaveBeenCalledOnce();
});

test('a storage that gives fewer bytes than it has is not believed, and the file is closed', async () => {
  const open = file(100);
  await expect(taken(open)).rejects.toThrow('fewer bytes');
  expect(open.close).toHaveBeenCalledOnce();
});
