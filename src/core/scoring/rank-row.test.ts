import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankRow } from './rank-row.ts';

function rank(numbers: readonly number[], count?: number): number[] {
  return [...rankRow({ data: Float32Array.from(numbers), dims: [1, numbers.length] }, 0, count)];
}

test('highest first, equals by their place, what is not a number last', () => {
  expect(rank([1, 3, Number.NaN, 3, -1])).toEqual([1, 3, 0, 4, 2]);
  expect(rank([Number.NaN, Number.NEGATIVE_INFINITY])).toEqual([1, 0]);
  expect(rank([-0, 0])).toEqual([0, 1]);
});

test('at most as many as asked for', () => {
  expect(rank([1, 3, 2], 2)).toEqual([1, 2]);
  expect(rank([1, 3, 2], 9)).toEqual([1, 2, 0]);
  expect(rank([1, 3, 2], 0)).toEqual([]);
});

test('every column once, in falling order', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 40 }), (numbers) => {
      const order = rank(numbers);
      expect(order.toSorted((a, b) => a - b)).toEqual(numbers.map((_, i) => i));
      const values = order.map((column) => numbers[column] ?? 0);
      expect(values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0))).toBe(true);
    }),
  );
});

test('the row asked for; a row that is not there is refused', () => {
  const matrix = { data: Float32Array.from([1, 2, 4, 3]), dims: [2, 2] as const };
  expect([...rankRow(matrix, 0)]).toEqual([1, 0]);
  expect([...rankRow(matrix, 1)]).toEqual([0, 1]);
  for (const row of [-1, 2, 0.5]) expect(() => rankRow(matrix, row)).toThrow(RangeError);
});
