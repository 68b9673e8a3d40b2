import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource, type ByteSource } from './byte-source.ts';
import { createReadAhead } from './read-ahead.ts';

const BYTES = Uint8Array.from({ length: 3 << 20 }, (_, i) => (i * 2654435761) >>> 24);

function counted(bytes = BYTES) {
  const reads: number[] = [];
  const plain = bytesSource(bytes);
  const source: ByteSource = {
    size: plain.size,
    read: (begin, end) => {
      reads.push(Math.min(end, plain.size) - begin);
      return plain.read(begin, end);
    },
  };
  return { source, reads };
}

/** Whether a piece is what lies there; comparing two arrays by a matcher takes long. */
const isAt = (piece: Uint8Array | undefined, at: number): boolean =>
  piece?.every((byte, i) => byte === BYTES[at + i]) ?? false;

const total = (reads: readonly number[]): number => reads.reduce((sum, one) => sum + one, 0);

describe('ranges one behind the other', () => {
  test('are read in few large pieces, of which none is read much more than once', async () => {
    const { source, reads } = counted();
    const ahead = createReadAhead()(source);
    for (let at = 0; at + 1000 <= BYTES.length; at += 1000) {
      expect(isAt(await ahead.read(at, at + 1000), at)).toBe(true);
    }
    expect(reads.length).toBeLessThan(8);
    expect(total(reads)).toBeLessThan(BYTES.length * 1.01);
  });

  test('also when they are asked for all at once', async () => {
    const { source, reads } = counted();
    const ahead = createReadAhead()(source);
    const starts = Array.from({ length: 500 }, (_, i) => i * 4000);
    const pieces = await Promise.all(starts.map((at) => ahead.read(at, at + 3000)));
    for (const [i, at] of starts.entries()) expect(isAt(pieces[i], at)).toBe(true);
    expect(reads.length).toBeLessThan(8);
  });
});

test('ranges that jump are read as they are', async () => {
  const { source, reads } = counted();
  const ahead = createReadAhead()(source);
  for (const at of [2_000_000, 5000, 1_000_000, 200_000, 2_500_000]) await ahead.read(at, at + 700);
  expect(reads).toEqual([700, 700, 700, 700, 700]);
});

test('a look at the start of each file reads no more than that', async () => {
  const { source, reads } = counted();
  const ahead = createReadAhead()(source);
  for (let at = 0; at < BYTES.length; at += 300_000) {
    await ahead.read(at, at + 30);
    await ahead.read(at + 60, at + 1500);
  }
  expect(total(reads)).toBe(reads.length * 735);
});

test('a thousand archives in turn hold no more than a few windows', async () => {
  const bytes = BYTES.slice(0, 1 << 20);
  const readAhead = createReadAhead({ most: 1 << 18, windows: 3 });
  const opened = Array.from({ length: 1000 }, () => {
    let reads = 0;
    const source: ByteSource = {
      size: bytes.length,
      read: async (begin, end) => {
        reads++;
        return bytes.subarray(begin, end);
      },
    };
    return { ahead: readAhead(source), reads: () => reads };
  });
  for (const { ahead } of opened) {
    await ahead.read(0, 10);
    await ahead.read(10, 20);
    await ahead.read(20, 30);
  }
  // The first archive's window is gone by now, the last one's is there.
  await opened[0]?.ahead.read(30, 40);
  await opened.at(-1)?.ahead.read(30, 40);
  expect([opened[0]?.reads(), opened.at(-1)?.reads()]).toEqual([4, 3]);
});

test('a read that failed is tried again', async () => {
  let fails = true;
  const source: ByteSource = {
    size: BYTES.length,
    read: async (begin, end) => {
      if (fails) throw new DOMException('The disk is gone.', 'NotReadableError');
      return BYTES.subarray(begin, end);
    },
  };
  const ahead = createReadAhead()(source);
  await expect(ahead.read(0, 10)).rejects.toThrow('disk');
  await expect(ahead.read(10, 20)).rejects.toThrow('disk');
  await expect(ahead.read(20, 30)).rejects.toThrow('disk');
  fails = false;
  expect(await ahead.read(20, 30)).toEqual(BYTES.subarray(20, 30));
});

test('whatever is asked for, in whatever order, is what lies there', async () => {
  const range = fc.tuple(fc.nat(300_000), fc.nat(5000));
  await fc.assert(
    fc.asyncProperty(fc.array(range, { maxLength: 40 }), async (ranges) => {
      const { source } = counted(BYTES.subarray(0, 300_000));
      const ahead = createReadAhead({ most: 1 << 16, windows: 2 })(source);
      const pieces = await Promise.all(ranges.map(([at, length]) => ahead.read(at, at + length)));
      for (const [i, [at, length]] of ranges.entries()) {
        const end = Math.min(300_000, at + length);
        const piece = pieces[i]?.subarray(0, end - at);
        expect([piece?.length, isAt(piece, at)]).toEqual([Math.max(0, end - at), true]);
      }
    }),
  );
});
