import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  classMeans,
  countNearest,
  type LabelledEmbeddings,
  NO_CLASS,
  type NearestMeanSplit,
  nearestMeanSplits,
} from './nearest-class-mean.ts';

const labels = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

/** Rows that point along the axis of their class, shifted a little by their number. */
function axes(classes: readonly number[], dimensions = 4): Float32Array {
  return Float32Array.from(
    classes.flatMap((own, row) =>
      Array.from({ length: dimensions }, (_, d) => (d === own ? 3 + row : 0.1)),
    ),
  );
}

/** Right answers in a split, and how many were tested. */
function tested(data: LabelledEmbeddings, split: NearestMeanSplit): [right: number, of: number] {
  return [countNearest(data, classMeans(data, split), split.tested), split.tested.length];
}

const splitsOf = ({ classes, classCount }: LabelledEmbeddings, k: number, folds: number) =>
  nearestMeanSplits(classes, classCount, k, folds, 5);

describe('splits', () => {
  test('hold each picture once: in the support of its class or among the tested', () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 1, max: 5 }), fc.nat(), (classes, k, seed) => {
        const sizes = [0, 1, 2, 3].map((own) => classes.filter((c) => c === own).length);
        for (const { support, tested } of nearestMeanSplits(classes, 4, k, 3, seed)) {
          support.forEach((pictures, own) => {
            const size = sizes[own] ?? 0;
            expect(pictures).toHaveLength(size < 2 ? 0 : Math.min(k, size - 1));
            expect(pictures.every((picture) => classes[picture] === own)).toBe(true);
          });
          const used = [...support.flat(), ...tested].toSorted((a, b) => a - b);
          const expected = classes.flatMap((own, i) => ((sizes[own] ?? 0) < 2 ? [] : [i]));
          expect(used).toEqual(expected);
        }
      }),
    );
  });

  test('successive rounds take other pictures while the class has them', () => {
    const classes = Array.from({ length: 20 }, (_, i) => i % 2);
    const taken = nearestMeanSplits(classes, 2, 2, 5, 7).flatMap(({ support }) => support.flat());
    expect(new Set(taken).size).toBe(20);
  });

  test('the same seed gives the same splits, another seed others', () => {
    const classes = Array.from({ length: 30 }, (_, i) => i % 3);
    expect(nearestMeanSplits(classes, 3, 4, 2, 1)).toEqual(nearestMeanSplits(classes, 3, 4, 2, 1));
    expect(nearestMeanSplits(classes, 3, 4, 2, 1)).not.toEqual(
      nearestMeanSplits(classes, 3, 4, 2, 2),
    );
  });

  test('need at least one picture a class, and classes that exist', () => {
    expect(() => nearestMeanSplits([0, 0], 1, 0, 1, 0)).toThrow(RangeError);
    expect(() => nearestMeanSplits([0, 1], 1, 1, 1, 0)).toThrow(RangeError);
  });

  test('pass over pictures that take no part', () => {
    const [split] = nearestMeanSplits([0, NO_CLASS, 0, 0, NO_CLASS], 1, 2, 1, 3);
    expect(
      [...(split?.support.flat() ?? []), ...(split?.tested ?? [])].toSorted((a, b) => a - b),
    ).toEqual([0, 2, 3]);
  });
});

describe('nearest class mean', () => {
  test('by hand: the mean of two directions, and a picture on either side of the border', () => {
    const embeddings = Float32Array.from([1, 0, 0, 5, -1, 0, 2, 1.9, -1, 0.9]);
    const data = { embeddings, dimensions: 2, classes: [0, 0, 1, 0, 0], classCount: 2 };
    // Class 0 points to (1, 1), class 1 to (-1, 0): the fourth picture is nearer to 0, the fifth to 1.
    expect(tested(data, { support: [[0, 1], [2]], tested: [3, 4] })).toEqual([1, 2]);
  });

  test('finds every picture where the classes point along axes of their own, whatever the lengths', () => {
    const classes = Array.from({ length: 24 }, (_, i) => i % 4);
    const data = { embeddings: axes(classes), dimensions: 4, classes, classCount: 4 };
    for (const split of splitsOf(data, 3, 2)) expect(tested(data, split)).toEqual([12, 12]);
  });

  test('a rotation of all embeddings changes nothing', () => {
    const classes = Array.from({ length: 30 }, (_, i) => i % 3);
    const noisy = Float32Array.from(
      { length: 60 },
      (_, i) => Math.sin(i * i * 1.7) + (i % 6 === 1 ? 0.8 : 0),
    );
    const rotated = noisy.map((value, i) =>
      i % 2 === 0
        ? 0.6 * value - 0.8 * (noisy[i + 1] ?? 0)
        : 0.8 * (noisy[i - 1] ?? 0) + 0.6 * value,
    );
    const rights = (embeddings: Float32Array) => {
      const data = { embeddings, dimensions: 2, classes, classCount: 3 };
      return splitsOf(data, 4, 3).map((split) => tested(data, split)[0]);
    };
    expect(Math.min(...rights(noisy))).toBeGreaterThan(0);
    expect(rights(rotated)).toEqual(rights(noisy));
  });

  test('where all pictures are alike the lowest class is chosen', () => {
    const data = {
      embeddings: new Float32Array(12).fill(1),
      dimensions: 2,
      classes: [0, 0, 0, 1, 1, 1],
      classCount: 2,
    };
    expect(splitsOf(data, 1, 1).map((split) => tested(data, split))).toEqual([[2, 4]]);
  });

  test('one picture a class leaves nothing to test', () => {
    const data = { embeddings: axes([0, 1]), dimensions: 4, classes: [0, 1], classCount: 2 };
    expect(splitsOf(data, 1, 1).map((split) => tested(data, split))).toEqual([[0, 0]]);
  });
});
