import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionBlocks, followingWindow, placesOfCell, zoomedAt } from './confusion-blocks.ts';
import { addConfusion, createConfusion } from './confusion.ts';

const run = fc.integer({ min: 1, max: 12 }).chain((classCount) =>
  fc.record({
    classCount: fc.constant(classCount),
    pairs: fc.array(fc.tuple(fc.nat(classCount - 1), fc.nat(classCount - 1)), { maxLength: 60 }),
    order: fc.shuffledSubarray(
      Array.from({ length: classCount }, (_, i) => i),
      { minLength: classCount },
    ),
    most: fc.integer({ min: 1, max: 14 }),
  }),
);

function filled(classCount: number, pairs: readonly (readonly [number, number])[]) {
  const matrix = createConfusion(classCount);
  for (const [trueClass, predicted] of pairs) addConfusion(matrix, trueClass, predicted);
  return matrix;
}

describe('blocks of a confusion matrix', () => {
  test('the whole matrix in its order, where every class has a cell', () => {
    fc.assert(
      fc.property(run, ({ classCount, pairs, order }) => {
        const matrix = filled(classCount, pairs);
        const whole = { row: 0, column: 0, size: classCount };
        const { step, counts } = confusionBlocks(matrix, order, whole, classCount);
        expect(step).toBe(1);
        const drawn = new Uint32Array(classCount ** 2);
        for (const [trueClass, predicted] of pairs) {
          const cell = order.indexOf(trueClass) * classCount + order.indexOf(predicted);
          drawn[cell] = (drawn[cell] ?? 0) + 1;
        }
        expect(counts).toEqual(drawn);
      }),
    );
  });

  test('however few the cells, no picture is lost and none is counted twice', () => {
    fc.assert(
      fc.property(run, ({ classCount, pairs, order, most }) => {
        const whole = { row: 0, column: 0, size: classCount };
        const blocks = confusionBlocks(filled(classCount, pairs), order, whole, most);
        const sum = (list: Uint32Array) => list.reduce((a, b) => a + b, 0);
        expect(blocks.cells).toBeLessThanOrEqual(Math.max(most, 1));
        expect(sum(blocks.counts)).toBe(pairs.length);
        expect(sum(blocks.totals)).toBe(pairs.length);
      }),
    );
  });

  test('by hand: two cells on a side of five classes, the second with the remaining two', () => {
    const matrix = filled(5, [
      [0, 0],
      [0, 4],
      [2, 3],
      [4, 1],
      [4, 4],
    ]);
    const whole = { row: 0, column: 0, size: 5 };
    const blocks = confusionBlocks(matrix, [0, 1, 2, 3, 4], whole, 2);
    expect(blocks).toEqual({
      step: 3,
      cells: 2,
      counts: Uint32Array.of(1, 2, 1, 1),
      totals: Uint32Array.of(3, 2),
    });
    expect(placesOfCell(0, 1, 3, 5)).toEqual({ first: 3, last: 4 });
  });

  test('a window counts what lies outside of it in the totals only', () => {
    const matrix = filled(3, [
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    const blocks = confusionBlocks(matrix, [0, 1, 2], { row: 1, column: 1, size: 1 }, 10);
    expect([...blocks.counts, ...blocks.totals]).toEqual([1, 3]);
    expect(() => confusionBlocks(matrix, [0, 1, 2], { row: 2, column: 2, size: 2 }, 10)).toThrow(
      RangeError,
    );
  });

  test('zooming and following stay inside the matrix, with the chosen cell in the window', () => {
    const places = fc.nat(999);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.tuple(places, places, fc.constantFrom(0.5, 1, 2))),
        (classCount, steps) => {
          let window = { row: 0, column: 0, size: classCount };
          for (const [a, b, factor] of steps) {
            const place = { row: a % classCount, column: b % classCount };
            window =
              factor === 1
                ? followingWindow(window, place, 1, classCount)
                : zoomedAt(window, place, factor, classCount);
            const inside = (at: number, start: number) => at >= start && at < start + window.size;
            expect(Math.min(window.row, window.column, window.size - 1)).toBeGreaterThanOrEqual(0);
            expect(Math.max(window.row, window.column) + window.size).toBeLessThanOrEqual(
              classCount,
            );
            expect(
              factor > 1 || (inside(place.row, window.row) && inside(place.column, window.column)),
            ).toBe(true);
          }
        },
      ),
    );
  });

  test('zooming in without a cell and out again keeps the middle', () => {
    const near = zoomedAt({ row: 100, column: 300, size: 400 }, null, 0.5, 1000);
    expect(near).toEqual({ row: 200, column: 400, size: 200 });
    expect(zoomedAt(near, null, 2, 1000)).toEqual({ row: 100, column: 300, size: 400 });
  });
});
