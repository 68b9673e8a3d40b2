import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelUse } from './label-use.ts';
import { addToTally, createTally } from './tally.ts';

function use(counts: readonly number[]) {
  const tally = createTally(counts.length);
  counts.forEach((count, predicted) => {
    for (let i = 0; i < count; i++) {
      addToTally(tally, 0, { predicted, rank: predicted === 0 ? 0 : 1, confidence: 1 });
    }
  });
  return labelUse(tally);
}

describe('use of the labels', () => {
  test('one label that takes everything counts as one', () => {
    expect(use([0, 7, 0])).toEqual({ used: 1, forHalf: 1, effective: 1 });
  });

  test('equal shares count as many labels as there are', () => {
    const { used, forHalf, effective } = use([3, 3, 3, 3]);
    expect([used, forHalf]).toEqual([4, 2]);
    expect(effective).toBeCloseTo(4, 12);
  });

  test('by hand: shares of 1/2, 1/4 and 1/4 are as spread out as 2^1.5 equal ones', () => {
    expect(use([2, 1, 0, 1]).effective).toBeCloseTo(2 ** 1.5, 12);
  });

  test('lies between one and the labels used, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 8 }), (counts) => {
        fc.pre(counts.some((count) => count > 0));
        const { used, forHalf, effective } = use(counts);
        expect(effective).toBeGreaterThan(1 - 1e-9);
        expect(effective).toBeLessThan(used + 1e-9);
        expect(forHalf).toBeLessThanOrEqual(Math.ceil(used / 2));
        expect(use(counts.toReversed()).effective).toBeCloseTo(effective, 9);
      }),
    );
  });

  test('no pictures, no labels', () => {
    expect(use([0, 0])).toEqual({ used: 0, forHalf: 0, effective: Number.NaN });
  });
});
