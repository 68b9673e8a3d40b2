import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addPair, createPairedCounts, mcnemarTest } from './mcnemar.ts';

describe("McNemar's test", () => {
  test('121 against 59: chi-square 20.67 after correction, P below 0.001', () => {
    const { method, statistic, pValue } = mcnemarTest(121, 59);
    expect(method).toBe('chi-square');
    expect(statistic).toBeCloseTo(61 ** 2 / 180, 12);
    expect(pValue).toBeCloseTo(5.45e-6, 8);
  });

  test('6 against 16: exact P 0.052', () => {
    expect(mcnemarTest(6, 16)).toMatchObject({ method: 'exact', statistic: null });
    expect(mcnemarTest(6, 16).pValue).toBeCloseTo(0.0525, 4);
  });

  test('two culture media, 12 against 2 (Armitage and Berry 1994, p. 127): exact P 0.0129', () => {
    expect(mcnemarTest(12, 2).pValue).toBeCloseTo(0.0129, 4);
  });

  test('5 against 0: twice one half to the fifth', () => {
    expect(mcnemarTest(5, 0).pValue).toBe(0.0625);
  });

  test('columns that never differ, or differ as often either way, cannot be told apart', () => {
    for (const count of [0, 7, 12, 13, 4000]) expect(mcnemarTest(count, count).pValue).toBe(1);
  });

  test('is exact to 24 discordant pictures and approximate from 25 on', () => {
    expect(mcnemarTest(20, 4).method).toBe('exact');
    expect(mcnemarTest(20, 5).method).toBe('chi-square');
  });

  test('is the same from both sides, and a probability', () => {
    fc.assert(
      fc.property(fc.nat(25_000), fc.nat(25_000), (b, c) => {
        const { pValue } = mcnemarTest(b, c);
        expect(pValue).toBe(mcnemarTest(c, b).pValue);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is smaller for a larger difference among as many discordant pictures', () => {
    for (const discordant of [24, 25, 1000]) {
      const values = Array.from(
        { length: discordant / 2 },
        (_, c) => mcnemarTest(discordant - c, c).pValue,
      );
      expect(values).toEqual(values.toSorted((a, b) => a - b));
      expect(values.at(-1)).toBeGreaterThan(0.5);
    }
  });

  test.each([
    [-1, 0],
    [0.5, 1],
    [0, Number.NaN],
  ])('%d against %d is refused', (b, c) => {
    expect(() => mcnemarTest(b, c)).toThrow(RangeError);
  });
});

describe('paired counts', () => {
  test('each picture enters one of the four', () => {
    const counts = createPairedCounts();
    addPair(counts, true, true);
    addPair(counts, true, false);
    addPair(counts, true, false);
    addPair(counts, false, true);
    addPair(counts, false, false);
    expect(counts).toEqual({ both: 1, onlyFirst: 2, onlySecond: 1, neither: 1 });
  });
});
