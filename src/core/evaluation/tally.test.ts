import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedCalibrationError } from './calibration.ts';
import { CONFUSION_CLASS_LIMIT } from './confusion.ts';
import {
  bestFirst,
  classResults,
  meanPerClassAccuracy,
  predictedLabels,
  worstFirst,
} from './per-class.ts';
import { addToTally, createTally, topKCount } from './tally.ts';

/** [picture][class] probabilities without ties, and a true class each. */
const run = fc.integer({ min: 1, max: 6 }).chain((classCount) =>
  fc.record({
    classCount: fc.constant(classCount),
    pictures: fc.array(
      fc.record({
        trueClass: fc.nat(classCount - 1),
        weights: fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), {
          minLength: classCount,
          maxLength: classCount,
        }),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  }),
);

/** By definition: the heaviest class, the number of classes heavier than the true one, and the heaviest one's share. */
function judgementOf(weights: readonly number[], trueClass: number) {
  const highest = Math.max(...weights);
  return {
    predicted: weights.indexOf(highest),
    rank: weights.filter((weight) => weight > (weights[trueClass] ?? 0)).length,
    confidence: highest / weights.reduce((a, b) => a + b, 0),
  };
}

function tallyOf(
  classCount: number,
  pictures: readonly { trueClass: number; weights: readonly number[] }[],
) {
  const tally = createTally(classCount);
  for (const { trueClass, weights } of pictures) {
    addToTally(tally, trueClass, judgementOf(weights, trueClass));
  }
  return tally;
}

describe('tally', () => {
  test('top-k counts the pictures whose class is among the k heaviest, for k from 1 to N', () => {
    fc.assert(
      fc.property(run, ({ classCount, pictures }) => {
        const tally = tallyOf(classCount, pictures);
        for (let k = 1; k <= classCount; k++) {
          const among = pictures.filter(({ trueClass, weights }) =>
            weights
              .toSorted((a, b) => b - a)
              .slice(0, k)
              .includes(weights[trueClass] ?? Number.NaN),
          );
          expect(topKCount(tally, k)).toBe(among.length);
        }
        expect(topKCount(tally, classCount + 3)).toBe(pictures.length);
      }),
    );
  });

  test('giving the classes other numbers, and the pictures another order, changes no figure', () => {
    fc.assert(
      fc.property(run, fc.nat(), ({ classCount, pictures }, turn) => {
        const to = (index: number) => (index + turn) % classCount;
        const relabelled = pictures.toReversed().map(({ trueClass, weights }) => ({
          trueClass: to(trueClass),
          weights: weights.map(
            (_, index) => weights[(index + classCount - (turn % classCount)) % classCount] ?? 0,
          ),
        }));
        const [a, b] = [tallyOf(classCount, pictures), tallyOf(classCount, relabelled)];
        expect(b.ranks).toEqual(a.ranks);
        expect(meanPerClassAccuracy(b)).toBeCloseTo(meanPerClassAccuracy(a), 12);
        expect(expectedCalibrationError(b.reliability)).toBeCloseTo(
          expectedCalibrationError(a.reliability),
          10,
        );
        for (let i = 0; i < classCount; i++) {
          expect(b.predicted[to(i)]).toBe(a.predicted[i]);
          for (let j = 0; j < classCount; j++) {
            expect(b.confusion?.counts[to(i) * classCount + to(j)]).toBe(
              a.confusion?.counts[i * classCount + j],
            );
          }
        }
      }),
    );
  });

  test('its parts agree with each other', () => {
    fc.assert(
      fc.property(run, ({ classCount, pictures }) => {
        const tally = tallyOf(classCount, pictures);
        const sum = (counts: ArrayLike<number>) => Array.from(counts).reduce((a, b) => a + b, 0);
        for (const counts of [tally.ranks, tally.classTotals, tally.predicted]) {
          expect(sum(counts)).toBe(pictures.length);
        }
        expect(sum(tally.classRight)).toBe(topKCount(tally, 1));
        expect(sum(tally.reliability.right)).toBe(topKCount(tally, 1));
        expect(sum(tally.confusion?.counts ?? [])).toBe(pictures.length);
      }),
    );
  });

  test('does not grow with the pictures', () => {
    const size = (tally: object) => JSON.stringify(tally).length;
    const tally = createTally(3);
    for (let i = 0; i < 10; i++) addToTally(tally, 0, { predicted: 1, rank: 1, confidence: 0.5 });
    const early = size(tally);
    for (let i = 0; i < 50_000; i++)
      addToTally(tally, 0, { predicted: 1, rank: 1, confidence: 0.5 });
    expect(tally.pictures).toBe(50_010);
    expect(size(tally)).toBeLessThan(early + 40);
  });

  test('a picture whose scores are not all finite is counted apart', () => {
    const tally = createTally(2);
    addToTally(tally, 0, null);
    expect([tally.pictures, tally.unscored, topKCount(tally, 2)]).toEqual([0, 1, 0]);
  });

  test('keeps no matrix for more classes than one holds, and counts all the same', () => {
    const tally = createTally(CONFUSION_CLASS_LIMIT + 1);
    addToTally(tally, CONFUSION_CLASS_LIMIT, { predicted: 0, rank: 5, confidence: 0.1 });
    expect(tally.confusion).toBeNull();
    expect(tally.predicted[0]).toBe(1);
  });

  test('refuses a class it does not know before it counts anything', () => {
    const tally = createTally(2);
    expect(() => addToTally(tally, 2, { predicted: 0, rank: 0, confidence: 1 })).toThrow(
      RangeError,
    );
    expect(tally).toEqual(createTally(2));
    expect(() => createTally(0)).toThrow(RangeError);
  });
});

test("Congalton's error matrix of four land covers gives the accuracies that he prints", () => {
  // R. G. Congalton, "A review of assessing the accuracy of classifications of remotely sensed data", Remote Sensing of
  // Environment 37 (1991), figure 1. His rows are what was predicted, his columns what was true.
  const matrix = [
    [65, 4, 22, 24],
    [6, 81, 5, 8],
    [0, 11, 85, 19],
    [4, 7, 3, 90],
  ];
  const tally = createTally(4);
  matrix.forEach((row, predicted) =>
    row.forEach((count, trueClass) => {
      const rank = predicted === trueClass ? 0 : 1;
      for (let i = 0; i < count; i++)
        addToTally(tally, trueClass, { predicted, rank, confidence: 1 });
    }),
  );
  const rounded = (values: readonly number[]) => values.map((value) => Math.round(value * 100));
  expect(tally.pictures).toBe(434);
  expect(rounded([topKCount(tally, 1) / tally.pictures])).toEqual([74]);
  const producers = classResults(tally).map(({ accuracy }) => accuracy);
  expect(rounded(producers)).toEqual([87, 79, 74, 64]);
  const users = classResults(tally).map(({ right, predicted }) => right / predicted);
  expect(rounded(users)).toEqual([57, 81, 74, 87]);
  expect(tally.confusion?.counts[2 * 4 + 0]).toBe(22);
});

describe('classes', () => {
  const tally = createTally(4);
  const enter = (trueClass: number, predicted: number) =>
    addToTally(tally, trueClass, {
      predicted,
      rank: predicted === trueClass ? 0 : 1,
      confidence: 1,
    });
  for (const [t, p] of [
    [0, 0],
    [0, 0],
    [0, 2],
    [0, 2],
    [1, 1],
    [2, 1],
    [2, 0],
  ] as const)
    enter(t, p);

  test('each with its share; the mean counts each once and leaves out the one without pictures', () => {
    expect(
      classResults(tally).map(({ index, pictures, accuracy, predicted }) => [
        index,
        pictures,
        accuracy,
        predicted,
      ]),
    ).toEqual([
      [0, 4, 0.5, 3],
      [1, 1, 1, 2],
      [2, 2, 0, 2],
    ]);
    expect(meanPerClassAccuracy(tally)).toBe(0.5);
    expect(meanPerClassAccuracy(createTally(3))).toBeNaN();
  });

  test('from worst to best and back', () => {
    const results = classResults(tally);
    expect(worstFirst(results).map(({ index }) => index)).toEqual([2, 0, 1]);
    expect(bestFirst(results).map(({ index }) => index)).toEqual([1, 0, 2]);
  });

  test('labels by how often they win, with those that never do', () => {
    expect(predictedLabels(tally).map(({ index, count }) => [index, count])).toEqual([
      [0, 3],
      [1, 2],
      [2, 2],
      [3, 0],
    ]);
    expect(predictedLabels(tally)[0]?.share).toBeCloseTo(3 / 7, 12);
  });
});
