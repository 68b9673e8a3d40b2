import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairOutcomes, picturesBetween, tallyInSlices, tallyOutcomes } from './outcome-counts.ts';
import type { Outcomes } from './outcomes.ts';
import { addToTally, createTally } from './tally.ts';

function outcomesOf(rows: readonly (readonly [number, number, number])[]): Outcomes {
  return {
    predicted: Int32Array.from(rows, ([predicted]) => predicted),
    rank: Int32Array.from(rows, ([, rank]) => rank),
    confidence: Float32Array.from(rows, ([, , confidence]) => confidence),
  };
}

const rows = fc.array(fc.tuple(fc.integer({ min: -2, max: 3 }), fc.nat(3), fc.nat(64), fc.nat(3)), {
  maxLength: 40,
});

describe('counts of outcomes', () => {
  test('equal those of the run that entered picture by picture', () => {
    fc.assert(
      fc.property(rows, (entries) => {
        const tally = createTally(4);
        for (const [predicted, rank, share, trueClass] of entries) {
          if (predicted === -1) continue;
          addToTally(
            tally,
            trueClass,
            predicted < 0 ? null : { predicted, rank, confidence: share / 64 },
          );
        }
        const outcomes = outcomesOf(entries.map(([p, r, s]) => [p, r, s / 64]));
        const trueClasses = entries.map(([, , , trueClass]) => trueClass);
        expect(tallyOutcomes(outcomes, trueClasses, 4)).toEqual(tally);
      }),
    );
  });

  test('are the same where they are made in slices, with a breath for every 2,000 pictures', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9000 }), async (entries, count) => {
        const many = Array.from(
          { length: entries.length && count },
          (_, at) => entries[at % entries.length] ?? ([0, 0, 0, 0] as const),
        );
        const outcomes = outcomesOf(many.map(([p, r, s]) => [p, r, s / 64]));
        const trueClasses = many.map(([, , , trueClass]) => trueClass);
        let breaths = 0;
        const sliced = await tallyInSlices(outcomes, trueClasses, 4, async () => void breaths++);
        expect(sliced).toStrictEqual(tallyOutcomes(outcomes, trueClasses, 4));
        expect(breaths).toBe(Math.ceil(many.length / 2000));
      }),
      { numRuns: 30 },
    );
  });

  test('do not depend on the order of the pictures', () => {
    fc.assert(
      fc.property(rows, (entries) => {
        const counted = (list: typeof entries) =>
          tallyOutcomes(
            outcomesOf(list.map(([p, r, s]) => [p, r, s / 64])),
            list.map(([, , , trueClass]) => trueClass),
            4,
          );
        expect(counted(entries.toReversed())).toEqual(counted(entries));
      }),
    );
  });

  test('pairs hold the pictures that both columns have scored', () => {
    const first = outcomesOf([
      [0, 0, 1],
      [1, 1, 1],
      [0, 1, 1],
      [-2, 0, 0],
      [1, 0, 1],
    ]);
    const second = outcomesOf([
      [1, 1, 1],
      [0, 0, 1],
      [0, 1, 1],
      [0, 0, 1],
      [-1, 0, 0],
    ]);
    expect(pairOutcomes(first, second, [0, 0, 1, 0, 1])).toEqual({
      both: 0,
      onlyFirst: 1,
      onlySecond: 1,
      neither: 1,
    });
  });

  test('pictures of a cell, most confident first', () => {
    const outcomes = outcomesOf([
      [1, 1, 0.25],
      [1, 1, 0.75],
      [0, 0, 0.5],
      [1, 1, 0.75],
      [-1, 0, 0],
    ]);
    const between = (from: number[], to: number[]) =>
      picturesBetween(outcomes, [0, 0, 0, 0, 0], new Set(from), new Set(to));
    expect(between([0], [1])).toEqual([1, 3, 0]);
    expect(between([0, 1], [0, 1])).toEqual([1, 3, 2, 0]);
    expect(between([1], [1])).toEqual([]);
  });
});
