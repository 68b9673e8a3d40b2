import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageDirection } from '../scoring/average-direction.ts';
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

const NO_PAUSE = () => Promise.resolve();

/** Right answers in a split, and how many were tested. */
async function tested(
  data: LabelledEmbeddings,
  split: NearestMeanSplit,
): Promise<[right: number, of: number]> {
  const means = await classMeans(data, split, NO_PAUSE);
  return [countNearest(data, means, split.tested), split.tested.length];
}

const splits = (...given: Parameters<typeof nearestMeanSplits>) => [...nearestMeanSplits(...given)];

const splitsOf = ({ classes, classCount }: LabelledEmbeddings, k: number, folds: number) =>
  splits(classes, classCount, k, folds, 5);

const testedIn = (data: LabelledEmbeddings, k: number, folds: number) =>
  Promise.all(splitsOf(data, k, folds).map((split) => tested(data, split)));

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
    const taken = splits(classes, 2, 2, 5, 7).flatMap(({ support }) => support.flat());
    expect(new Set(taken).size).toBe(20);
  });

  test('the same seed gives the same splits, another seed others', () => {
    const classes = Array.from({ length: 30 }, (_, i) => i % 3);
    expect(splits(classes, 3, 4, 2, 1)).toEqual(splits(classes, 3, 4, 2, 1));
    expect(splits(classes, 3, 4, 2, 1)).not.toEqual(splits(classes, 3, 4, 2, 2));
  });

  test('need at least one picture a class, and classes that exist', () => {
    expect(() => splits([0, 0], 1, 0, 1, 0)).toThrow(RangeError);
    expect(() => splits([0, 1], 1, 1, 1, 0)).toThrow(RangeError);
  });

  test('take more pictures of one class than a call takes arguments', () => {
    const classes = new Int32Array(200_001);
    const [split] = splits(classes, 1, 1, 1, 0);
    expect(split?.tested).toHaveLength(200_000);
  });

  test('pass over pictures that take no part', () => {
    const [split] = nearestMeanSplits([0, NO_CLASS, 0, 0, NO_CLASS], 1, 2, 1, 3);
    expect(
      [...(split?.support.flat() ?? []), ...(split?.tested ?? [])].toSorted((a, b) => a - b),
    ).toEqual([0, 2, 3]);
  });
});

describe('nearest class mean', () => {
  test('by hand: the mean of two directions, and a picture on either side of the border', async () => {
    const embeddings = Float32Array.from([1, 0, 0, 5, -1, 0, 2, 1.9, -1, 0.9]);
    const data = { embeddings, dimensions: 2, classes: [0, 0, 1, 0, 0], classCount: 2 };
    // Class 0 points to (1, 1), class 1 to (-1, 0): the fourth picture is nearer to 0, the fifth to 1.
    expect(await tested(data, { support: [[0, 1], [2]], tested: [3, 4] })).toEqual([1, 2]);
  });

  test('finds every picture where the classes point along axes of their own, whatever the lengths', async () => {
    const classes = Array.from({ length: 24 }, (_, i) => i % 4);
    const data = { embeddings: axes(classes), dimensions: 4, classes, classCount: 4 };
    expect(await testedIn(data, 3, 2)).toEqual([
      [12, 12],
      [12, 12],
    ]);
  });

  test('a rotation of all embeddings changes nothing', async () => {
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
    const rights = async (embeddings: Float32Array) => {
      const data = { embeddings, dimensions: 2, classes, classCount: 3 };
      return (await testedIn(data, 4, 3)).map(([right]) => right);
    };
    expect(Math.min(...(await rights(noisy)))).toBeGreaterThan(0);
    expect(await rights(rotated)).toEqual(await rights(noisy));
  });

  test('where all pictures are alike the lowest class is chosen', async () => {
    const data = {
      embeddings: new Float32Array(12).fill(1),
      dimensions: 2,
      classes: [0, 0, 0, 1, 1, 1],
      classCount: 2,
    };
    expect(await testedIn(data, 1, 1)).toEqual([[2, 4]]);
  });

  test('one picture a class leaves nothing to test', async () => {
    const data = { embeddings: axes([0, 1]), dimensions: 4, classes: [0, 1], classCount: 2 };
    expect(await testedIn(data, 1, 1)).toEqual([[0, 0]]);
  });

  test('between two classes a breath is taken, which changes no bit of their means', async () => {
    const rows = fc.array(fc.tuple(fc.nat(4), fc.float({ noNaN: true })), { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 4 }), async (drawn, k) => {
        const classes = drawn.map(([own]) => own);
        const embeddings = Float32Array.from(drawn.flatMap(([own, value]) => [value, own, 1]));
        const data = { embeddings, dimensions: 3, classes, classCount: 5 };
        for (const split of splitsOf(data, k, 2)) {
          let breaths = 0;
          const means = await classMeans(data, split, async () => void breaths++);
          const owners = split.support.flatMap((own, index) => (own.length > 0 ? [index] : []));
          expect(breaths).toBe(owners.length);
          expect(means).toStrictEqual({
            classes: Int32Array.from(owners),
            vectors: Float32Array.from(
              owners.flatMap((index) =>
                Array.from(averageDirection(embeddings, 3, split.support[index] ?? [])),
              ),
            ),
          });
        }
      }),
    );
  });
});
