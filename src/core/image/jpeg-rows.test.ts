import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { jpegRows } from './jpeg-rows.ts';

const HEIGHT = 36;
/** Rows of one step of the scan, by how the file stores its colours. */
const FILES = [
  ['no-end.jpg', 16],
  ['no-end-grey.jpg', 8],
  ['no-end-444.jpg', 8],
] as const;

describe.each(FILES)('%s, a JPEG of 36 rows without its end', (file, step) => {
  const bytes = goldenBytes(`kinds/${file}`);

  test('holds every row', () => {
    expect(jpegRows(bytes)).toBe(HEIGHT);
  });

  test('cut further, it holds fewer, whole steps at a time, and never more than before', () => {
    const found = Array.from({ length: bytes.length }, (_, cut) =>
      jpegRows(bytes.subarray(0, bytes.length - cut)),
    );
    expect(found).toEqual(found.toSorted((a, b) => b - a));
    const steps = Array.from({ length: Math.ceil(HEIGHT / step) }, (_, i) => i * step);
    expect(new Set(found)).toEqual(new Set([HEIGHT, ...steps]));
    // Of the last bytes only those that fill up the last byte may be missing.
    expect(found[8]).toBeLessThan(HEIGHT);
  });
});

test('a progressive JPEG holds all its rows once every shade has begun', () => {
  const bytes = goldenBytes('kinds/no-end-progressive.jpg');
  expect(jpegRows(bytes)).toBe(HEIGHT);
  expect(jpegRows(bytes.subarray(0, bytes.length - 4))).toBe(HEIGHT);
  expect(jpegRows(bytes.subarray(0, bytes.length / 2))).toBe(0);
});

test('whatever the bytes are, the walk ends within the picture', () => {
  const files = fc.constantFrom(...FILES.map(([file]) => file), 'no-end-progressive.jpg');
  const change = fc.tuple(fc.nat(), fc.nat(255));
  fc.assert(
    fc.property(files, fc.array(change, { maxLength: 6 }), (file, changes) => {
      const copy = goldenBytes(`kinds/${file}`);
      for (const [at, value] of changes) copy[at % copy.length] = value;
      const rows = jpegRows(copy);
      return Number.isInteger(rows) && rows >= 0 && rows <= 65_535;
    }),
    { numRuns: 2000 },
  );
});
