import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addConfidence,
  createReliability,
  expectedCalibrationError,
  reliabilityBins,
} from './calibration.ts';

function filled(pairs: readonly (readonly [number, boolean])[], bins?: number) {
  const sums = createReliability(bins);
  for (const [confidence, right] of pairs) addConfidence(sums, confidence, right);
  return sums;
}

const pairs = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  minLength: 1,
  maxLength: 60,
});

describe('reliability', () => {
  test('by hand: three bins of five', () => {
    const sums = filled(
      [
        [0.9, true],
        [0.95, true],
        [1, false],
        [0.55, true],
        [0.45, false],
      ],
      5,
    );
    expect(reliabilityBins(sums)).toEqual([
      { low: 0, high: 0.2, count: 0, accuracy: null, confidence: null },
      { low: 0.2, high: 0.4, count: 0, accuracy: null, confidence: null },
      { low: 0.4, high: 0.6, count: 2, accuracy: 0.5, confidence: 0.5 },
      { low: 0.6, high: 0.8, count: 0, accuracy: null, confidence: null },
      { low: 0.8, high: 1, count: 3, accuracy: 2 / 3, confidence: 2.85 / 3 },
    ]);
    // (2/5)·|0.5 - 0.5| + (3/5)·|2/3 - 0.95| = 0.17
    expect(expectedCalibrationError(sums)).toBeCloseTo(0.17, 12);
  });

  test('the upper edge belongs to a bin, the lower does not, and 0 is in the first', () => {
    const sums = filled(
      [
        [0.5, true],
        [0.500001, true],
        [0, false],
        [1, true],
      ],
      2,
    );
    expect([...sums.counts]).toEqual([2, 2]);
  });

  test('has 15 bins unless told', () => {
    expect(reliabilityBins(createReliability())).toHaveLength(15);
  });

  test('the error equals its definition, picture by picture', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 20 }), (entries, bins) => {
        let expected = 0;
        for (let m = 1; m <= bins; m++) {
          const inside = entries.filter(
            ([p]) => (p * bins > m - 1 || (m === 1 && p === 0)) && p * bins <= m,
          );
          const share = inside.length / entries.length;
          const accuracy = inside.filter(([, right]) => right).length / inside.length;
          const confidence = inside.reduce((sum, [p]) => sum + p, 0) / inside.length;
          if (inside.length > 0) expected += share * Math.abs(accuracy - confidence);
        }
        expect(expectedCalibrationError(filled(entries, bins))).toBeCloseTo(expected, 10);
      }),
    );
  });

  test('does not depend on the order of the pictures, and more bins never hide error of one', () => {
    fc.assert(
      fc.property(pairs, (entries) => {
        const error = expectedCalibrationError(filled(entries));
        expect(expectedCalibrationError(filled(entries.toReversed()))).toBeCloseTo(error, 10);
        expect(error).toBeGreaterThanOrEqual(expectedCalibrationError(filled(entries, 1)) - 1e-10);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('no picture, no error', () => {
    expect(expectedCalibrationError(createReliability())).toBeNaN();
  });

  test('a softmax that rounds above 1 counts as 1; what is no probability is refused', () => {
    expect(filled([[1 + 1e-7, true]]).counts[14]).toBe(1);
    for (const value of [1.1, -0.1, Number.NaN]) {
      expect(() => filled([[value, true]])).toThrow(RangeError);
    }
    expect(() => createReliability(0)).toThrow(RangeError);
  });
});
