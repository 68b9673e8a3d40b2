import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addConfusion,
  CONFUSION_CLASS_LIMIT,
  createConfusion,
  orderByError,
  topConfusions,
} from './confusion.ts';

function filled(classCount: number, pairs: readonly (readonly [number, number])[]) {
  const matrix = createConfusion(classCount);
  for (const [trueClass, predicted] of pairs) addConfusion(matrix, trueClass, predicted);
  return matrix;
}

const pairsOf = (n: number) => fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 80 });

describe('confusion matrix', () => {
  test('rows are true classes, columns predicted ones', () => {
    expect([
      ...filled(3, [
        [0, 0],
        [0, 2],
        [0, 2],
        [2, 1],
      ]).counts,
    ]).toEqual([1, 0, 2, 0, 0, 0, 0, 1, 0]);
  });

  test('lists the mistakes, most frequent first, equal ones by class', () => {
    const matrix = filled(3, [
      [2, 1],
      [0, 2],
      [0, 2],
      [0, 1],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
    expect(topConfusions(matrix, 2)).toEqual([
      { trueClass: 0, predicted: 2, count: 2 },
      { trueClass: 0, predicted: 1, count: 1 },
    ]);
  });

  test('the list is the sorted list of all mistakes, cut', () => {
    fc.assert(
      fc.property(pairsOf(6), fc.nat(40), (pairs, limit) => {
        const matrix = filled(6, pairs);
        const all = Array.from(matrix.counts, (count, cell) => ({
          trueClass: Math.floor(cell / 6),
          predicted: cell % 6,
          count,
        })).filter(({ trueClass, predicted, count }) => count > 0 && trueClass !== predicted);
        const sorted = all.toSorted((a, b) => b.count - a.count);
        expect(topConfusions(matrix, limit)).toEqual(sorted.slice(0, limit));
      }),
    );
  });

  test('classes that take from others or lose to them come first', () => {
    const matrix = filled(4, [
      [0, 0],
      [1, 3],
      [1, 3],
      [2, 3],
      [0, 0],
      [0, 0],
    ]);
    expect(orderByError(matrix)).toEqual([3, 1, 2, 0]);
  });

  test('classes that do not exist, and more classes than are kept, are refused', () => {
    expect(() => filled(2, [[0, 2]])).toThrow(RangeError);
    expect(() => filled(2, [[-1, 0]])).toThrow(RangeError);
    expect(() => createConfusion(CONFUSION_CLASS_LIMIT + 1)).toThrow(RangeError);
  });
});
