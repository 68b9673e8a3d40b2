import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankRow } from './rank-row.ts';
import { NO_WINNER, winnerOfRow } from './winners.ts';
import { rankOf, topClasses } from './rank.ts';

/** Few distinct values, so that ties are common. */
const tiedRow = fc.array(fc.constantFrom(-1, -0, 0, 0.5, 1, Number.NaN), {
  minLength: 1,
  maxLength: 12,
});
const distinctRow = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 12 });

describe('rank of the true class', () => {
  test('counts higher scores, and equal scores with a lower index', () => {
    const scores = [0.2, 0.5, 0.5, 0.1];
    expect([0, 1, 2, 3].map((c) => rankOf(scores, 0, 4, c))).toEqual([2, 0, 1, 3]);
  });

  test('reads the row it is asked for', () => {
    expect(rankOf([1, 2, 3, 3, 2, 1], 1, 3, 2)).toBe(2);
  });

  test('the ranks of all classes of a row are 0 to N - 1, whatever the ties', () => {
    fc.assert(
      fc.property(tiedRow, (row) => {
        const ranks = row.map((_, c) => rankOf(row, 0, row.length, c));
        expect(ranks.toSorted((a, b) => a - b)).toEqual(row.map((_, index) => index));
      }),
    );
  });

  test('does not depend on the order of the classes where no scores are equal', () => {
    fc.assert(
      fc.property(distinctRow, fc.nat(), (row, turn) => {
        const order = row.map((_, index) => (index + turn) % row.length);
        const permuted = order.map((from) => row[from] ?? 0);
        order.forEach((from, to) => {
          expect(rankOf(permuted, 0, row.length, to)).toBe(rankOf(row, 0, row.length, from));
        });
      }),
    );
  });

  test('a score that is not a number stands last', () => {
    expect(rankOf([Number.NaN, -5, Number.NEGATIVE_INFINITY], 0, 3, 0)).toBe(2);
    expect(rankOf([Number.NaN, -5, Number.NEGATIVE_INFINITY], 0, 3, 2)).toBe(1);
  });

  test.each([
    [1, 3, 0],
    [0, 3, 3],
    [0, 3, -1],
    [0, 0, 0],
    [-1, 3, 0],
    [0, 4, 0],
  ])('row %i of %i with class %i is refused', (row, classCount, trueClass) => {
    expect(() => rankOf([1, 2, 3], row, classCount, trueClass)).toThrow(RangeError);
  });
});

describe('top classes', () => {
  test('are the highest scores, each value in the order of the list, for k from 1 to N and beyond', () => {
    fc.assert(
      fc.property(tiedRow, fc.nat(15), (row, k) => {
        // A stable sort keeps the order of the list; what is not a number is lower than all.
        const height = (score: number) => (Number.isNaN(score) ? -Infinity : score);
        const expected = [...row.entries()]
          .toSorted(([, a], [, b]) => height(b) - height(a))
          .slice(0, k)
          .map(([c]) => c);
        expect(topClasses(row, 0, row.length, k)).toEqual(expected);
      }),
    );
  });
});

test('all rankings of the page follow one rule, also where scores are equal or no numbers', () => {
  const score = fc.constantFrom(0.5, 0.25, 0, -0, -1, Number.NaN);
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 12 }), (scores) => {
      const count = scores.length;
      const matrix = { data: Float32Array.from(scores), dims: [1, count] as const };
      const ranked = [...rankRow(matrix, 0)];
      expect(topClasses(matrix.data, 0, count, count)).toEqual(ranked);
      expect(ranked.map((one) => rankOf(matrix.data, 0, count, one))).toEqual(
        ranked.map((_, place) => place),
      );
      // By hand: numbers from high to low, each value in the order of the list; the rest behind.
      const byHand = [0.5, 0.25, 0, -1].flatMap((value) =>
        scores.flatMap((own, place) => (own === value ? [place] : [])),
      );
      const missing = scores.flatMap((own, place) => (Number.isNaN(own) ? [place] : []));
      expect(ranked).toEqual([...byHand, ...missing]);
      expect(winnerOfRow(scores)).toBe(byHand[0] ?? NO_WINNER);
    }),
  );
});
