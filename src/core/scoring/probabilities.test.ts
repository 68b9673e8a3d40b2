import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logits, rowProbabilities, softmax } from './probabilities.ts';
import type { Scoring, ScoringRule } from './probabilities.ts';
import { winnerProbability } from './winner-probability.ts';

const scores = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), {
  minLength: 1,
  maxLength: 30,
});

const rule = (kind: Scoring, scale: number, bias = 0): ScoringRule => ({ kind, scale, bias });

function probabilities(numbers: readonly number[]): number[] {
  return [...softmax({ data: Float32Array.from(numbers), dims: [1, numbers.length] }).data];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) =>
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1e-5),
  );
}

test('SigLIP’s probability is sigmoid(exp(t) cos + b), as its published numbers give it', () => {
  // t and b of siglip2-base-patch16-224; by hand: exp(4.724453449) = 112.6690; 112.6690 * 0.16 = 18.0270.
  const own = rule('sigmoid', Math.exp(4.724453449), -16.771724701);
  const [likely = 0, unlikely = 0] = rowProbabilities([0.16, 0.05], own);
  expect(likely).toBeCloseTo(1 / (1 + Math.exp(-(18.02704 - 16.771724701))), 5);
  expect(unlikely).toBeCloseTo(1 / (1 + Math.exp(-(5.63345 - 16.771724701))), 9);
  expect(winnerProbability([0.05, 0.16], 1, own)).toBe(likely);
});

describe('softmax', () => {
  test('on paper: logarithms of 1, 2 and 5 give an eighth, a quarter and five eighths', () => {
    expectClose(probabilities([0, Math.log(2), Math.log(5)]), [0.125, 0.25, 0.625]);
  });

  test('rows add up to 1, and each row is by itself', () => {
    fc.assert(
      fc.property(scores, (numbers) => {
        const twice = [...numbers, ...numbers.map((value) => value - 7)];
        const { data } = softmax({ data: Float32Array.from(twice), dims: [2, numbers.length] });
        const [first, second] = [data.subarray(0, numbers.length), data.subarray(numbers.length)];
        expect(first.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
        expectClose([...second], [...first]);
      }),
    );
  });

  test('a permutation of the scores permutes the probabilities', () => {
    fc.assert(
      fc.property(scores, (numbers) => {
        expectClose(probabilities(numbers.toReversed()), probabilities(numbers).toReversed());
      }),
    );
  });

  test('the higher score never has the lower probability', () => {
    fc.assert(
      fc.property(scores, (numbers) => {
        const ordered = probabilities(numbers.toSorted((a, b) => a - b));
        expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
      }),
    );
  });

  test('huge scores neither overflow nor vanish', () => {
    expectClose(probabilities([1e30, 1e30, -1e30]), [0.5, 0.5, 0]);
    expectClose(probabilities([-1e30]), [1]);
  });

  test('a row with a value that is not a number is none, and the next is whole', () => {
    const data = Float32Array.from([1, Number.NaN, 3, 3]);
    expect([...softmax({ data, dims: [2, 2] }).data]).toEqual([Number.NaN, Number.NaN, 0.5, 0.5]);
  });

  test('no labels, no probabilities', () => {
    expect(softmax({ data: new Float32Array(), dims: [3, 0] }).data.length).toBe(0);
  });
});

test('the scale multiplies; a scale of 0 makes all labels equal', () => {
  const cosines = { data: Float32Array.from([0.25, 0.5]), dims: [1, 2] as const };
  expect([...logits(cosines, 100).data]).toEqual([25, 50]);
  expect([...softmax(logits(cosines, 0)).data]).toEqual([0.5, 0.5]);
});

test('sigmoid on paper, symmetric, and defined for huge scores', () => {
  const values = [0, Math.log(3), -Math.log(3), 1e30, -1e30, Number.NaN];
  const probabilities = rowProbabilities(values, rule('sigmoid', 1));
  expectClose([...probabilities.subarray(0, 5)], [0.5, 0.75, 0.25, 1, 0]);
  expect(probabilities[5]).toBeNaN();
});

describe('one row of cosines', () => {
  const cosines = [0.31, 0.27, 0.28];

  test('is what the matrix gives, whatever the kind', () => {
    const row = (scale: number) =>
      logits({ data: Float32Array.from(cosines), dims: [1, 3] }, scale);
    expectClose([...rowProbabilities(cosines, rule('softmax', 100))], [...softmax(row(100)).data]);
  });

  test('the winner’s share is its probability', () => {
    expect(winnerProbability(cosines, 0, rule('softmax', 100))).toBeCloseTo(
      rowProbabilities(cosines, rule('softmax', 100))[0] ?? 0,
      12,
    );
  });

  test('by hand: equal cosines share, and no scale overflows', () => {
    expect([...rowProbabilities([0.5, 0.5], rule('softmax', 1e6))]).toEqual([0.5, 0.5]);
    expect([...rowProbabilities([1, -1], rule('softmax', 1e6))]).toEqual([1, 0]);
    expect([...rowProbabilities([0], rule('sigmoid', 100))]).toEqual([0.5]);
  });
});
