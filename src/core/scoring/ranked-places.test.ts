import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankedPlaces } from './ranked-places.ts';
import { standsBefore } from './stands-before.ts';

const values = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 1e-45, -1e-45, 3.4e38, -3.4e38),
  fc.float(),
);

test('places stand in the order of the one rule of ranking, whatever the numbers are', () => {
  fc.assert(
    fc.property(fc.array(values, { maxLength: 60 }), (numbers) => {
      const scores = Float32Array.from(numbers);
      const compared = [...scores.keys()].toSorted((a, b) =>
        standsBefore(scores[a] ?? 0, a, scores[b] ?? 0, b) ? -1 : 1,
      );
      expect([...rankedPlaces(scores)]).toEqual(compared);
    }),
    { numRuns: 1000 },
  );
});

test('a part of a larger array is ranked by itself', () => {
  expect([...rankedPlaces(Float32Array.of(9, 1, 3, 2).subarray(1))]).toEqual([1, 2, 0]);
});

test('a row that is too long for the keys is refused', () => {
  expect(() => rankedPlaces(new Float32Array(2 ** 20 + 1))).toThrow(RangeError);
});
