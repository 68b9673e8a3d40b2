import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cannotBeToldFromChance, chanceOf, wilsonInterval } from './interval.ts';

describe('Wilson interval', () => {
  // Newcombe (1998), table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%i of %i as Newcombe prints it', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  test("the article's 40 of 50,000 has 0.059 to 0.109 %", () => {
    const { low, high } = wilsonInterval(40, 50_000);
    expect((low * 100).toFixed(3)).toBe('0.059');
    expect((high * 100).toFixed(3)).toBe('0.109');
  });

  test('its ends solve the equation it comes from: |p - share| = z sqrt(p (1 - p) / n)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60_000 }), fc.nat(), (trials, pick) => {
        const successes = 1 + (pick % (trials - 1));
        const { low, high } = wilsonInterval(successes, trials);
        for (const p of [low, high]) {
          const z = Math.abs(p - successes / trials) / Math.sqrt((p * (1 - p)) / trials);
          expect(z).toBeCloseTo(1.959964, 5);
        }
      }),
    );
  });

  test('holds the share, and turns round with successes and failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), fc.nat(), (trials, pick) => {
        const successes = pick % (trials + 1);
        const { low, high } = wilsonInterval(successes, trials);
        const turned = wilsonInterval(trials - successes, trials);
        expect(low).toBeLessThanOrEqual(successes / trials);
        expect(high).toBeGreaterThanOrEqual(successes / trials);
        expect(turned.low).toBeCloseTo(1 - high, 12);
        expect(turned.high).toBeCloseTo(1 - low, 12);
      }),
    );
  });

  test('of nothing is everything', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test.each([
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
    [1, Number.POSITIVE_INFINITY],
  ])('%d of %d is refused', (successes, trials) => {
    expect(() => wilsonInterval(successes, trials)).toThrow(RangeError);
  });
});

describe('chance', () => {
  test('is k/N, and certainty where k covers every class', () => {
    expect([chanceOf(1, 1000), chanceOf(5, 1000), chanceOf(5, 3)]).toEqual([0.001, 0.005, 1]);
  });

  test('the vision-only run cannot be told from it, the complete one can', () => {
    expect(cannotBeToldFromChance(wilsonInterval(40, 50_000), 1, 1000)).toBe(true);
    expect(cannotBeToldFromChance(wilsonInterval(200, 50_000), 5, 1000)).toBe(false);
    expect(cannotBeToldFromChance(wilsonInterval(34_150, 50_000), 1, 1000)).toBe(false);
  });

  test('a result far below chance can be told from it as well', () => {
    expect(cannotBeToldFromChance(wilsonInterval(0, 500), 1, 10)).toBe(false);
  });

  test('the ends of the interval belong to it', () => {
    expect(cannotBeToldFromChance({ low: 0.25, high: 0.5 }, 1, 4)).toBe(true);
    expect(cannotBeToldFromChance({ low: 0.1, high: 0.25 }, 1, 4)).toBe(true);
  });
});
