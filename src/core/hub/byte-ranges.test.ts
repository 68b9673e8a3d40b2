import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ByteRange,
  joinNear,
  mergeRanges,
  missingRanges,
  rangesBefore,
  totalBytes,
} from './byte-ranges.ts';

const range = fc.tuple(fc.nat(60), fc.nat(20)).map(([at, n]): ByteRange => [at, at + n]);
const ranges = fc.array(range, { maxLength: 8 });

/** The same set, byte by byte. */
function bytesOf(set: readonly ByteRange[]): Set<number> {
  return new Set(
    set.flatMap(([begin, end]) => Array.from({ length: end - begin }, (_, i) => begin + i)),
  );
}

describe('ranges of bytes', () => {
  test('merged are the same bytes, in order, with a hole between each two', () => {
    fc.assert(
      fc.property(ranges, (set) => {
        const merged = mergeRanges(set);
        expect(bytesOf(merged)).toEqual(bytesOf(set));
        const holes = merged.slice(1).map(([begin], i) => begin - (merged[i]?.[1] ?? Infinity));
        expect(holes.every((hole) => hole > 0)).toBe(true);
      }),
    );
  });

  test('missing ones are those wanted less those at hand', () => {
    fc.assert(
      fc.property(ranges, ranges, (wanted, have) => {
        const expected = bytesOf(wanted);
        for (const byte of bytesOf(have)) expected.delete(byte);
        expect(bytesOf(missingRanges(wanted, have))).toEqual(expected);
      }),
    );
  });

  test('cut off at a place are those before it', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: -5, max: 90 }), (set, end) => {
        const expected = new Set([...bytesOf(set)].filter((byte) => byte < end));
        expect(bytesOf(rangesBefore(set, end))).toEqual(expected);
      }),
    );
  });

  test('their number counts no byte twice', () => {
    fc.assert(fc.property(ranges, (set) => totalBytes(set) === bytesOf(set).size));
  });

  test('near ones are fetched as one', () => {
    const set: ByteRange[] = [
      [30, 40],
      [0, 10],
      [14, 20],
    ];
    expect(joinNear(set, 4)).toEqual([
      [0, 20],
      [30, 40],
    ]);
  });
});
