import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orient } from './orient.ts';
import type { Picture } from './picture.ts';

/** Two rows of three pixels, each pixel all of one number. */
const STORED = picture(3, [1, 2, 3, 4, 5, 6]);

// What each number means, after the EXIF standard's "visual top-left corner of the stored picture".
test.each([
  [1, 3, [1, 2, 3, 4, 5, 6]],
  [2, 3, [3, 2, 1, 6, 5, 4]],
  [3, 3, [6, 5, 4, 3, 2, 1]],
  [4, 3, [4, 5, 6, 1, 2, 3]],
  [5, 2, [1, 4, 2, 5, 3, 6]],
  [6, 2, [4, 1, 5, 2, 6, 3]],
  [7, 2, [6, 3, 5, 2, 4, 1]],
  [8, 2, [3, 6, 2, 5, 1, 4]],
])('orientation %i', (orientation, width, numbers) => {
  expect(orient(STORED, orientation)).toMatchObject(picture(width, numbers));
});

test('a number that EXIF does not know leaves the picture alone', () => {
  for (const orientation of [0, 9, -1, 2.5, Number.NaN]) {
    expect(orient(STORED, orientation)).toBe(STORED);
  }
});

test('turning back gives the picture that was stored', () => {
  const inverse: Readonly<Record<number, number>> = { 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 };
  const pictures = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([width, height]) =>
      fc
        .array(fc.nat(255), { minLength: width * height, maxLength: width * height })
        .map((numbers) => picture(width, numbers)),
    );
  fc.assert(
    fc.property(pictures, fc.integer({ min: 2, max: 8 }), (stored, orientation) => {
      const back = orient(orient(stored, orientation), inverse[orientation] ?? 1);
      expect(back).toMatchObject(stored);
    }),
  );
});

test('bytes that start anywhere in memory are read', () => {
  const shifted = new Uint8Array(25).subarray(1);
  shifted.set(STORED.data);
  expect(orient({ ...STORED, data: shifted }, 3)).toMatchObject(picture(3, [6, 5, 4, 3, 2, 1]));
});

function picture(width: number, numbers: readonly number[]): Picture {
  const data = Uint8Array.from(numbers.flatMap((value) => [value, value, value, 255]));
  return { width, height: numbers.length / width, data, mode: 'RGB' };
}
