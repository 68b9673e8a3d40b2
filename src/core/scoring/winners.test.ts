import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankRow } from './rank-row.ts';
import { agreement, NO_WINNER, winnerCounts, winners } from './winners.ts';

test('the first of equals wins; a row without numbers has no winner', () => {
  const data = Float32Array.from([1, 5, 5, Number.NaN, Number.NaN, Number.NaN, Number.NaN, -2, -3]);
  const winning = winners({ data, dims: [3, 3] });
  expect([...winning]).toEqual([1, NO_WINNER, 1]);
  expect([...winnerCounts(winning, 3)]).toEqual([0, 2, 0]);
});

test('the winner is the first of the ranking', () => {
  const rows = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, (numbers) => {
      const matrix = { data: Float32Array.from(numbers), dims: [1, numbers.length] as const };
      expect(winners(matrix)[0]).toBe(rankRow(matrix, 0)[0]);
    }),
  );
});

test('agreement counts the pictures that both could read', () => {
  const a = Int32Array.from([0, 1, 2, NO_WINNER, NO_WINNER]);
  const b = Int32Array.from([0, 2, 2, 1, NO_WINNER]);
  expect(agreement(a, b)).toEqual({ agree: 2, compared: 3 });
  expect(() => agreement(a, b.subarray(1))).toThrow(RangeError);
});
