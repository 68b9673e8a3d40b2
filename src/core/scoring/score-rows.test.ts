import { expect, test } from 'vitest';
import { createOutcomes, NOT_READABLE, NOT_SCORED } from '../evaluation/outcomes.ts';
import { scoreRows } from './score-rows.ts';

const column = (embeddings: readonly number[], scale: number, bias?: number) => ({
  embeddings: Float32Array.from(embeddings),
  dimensions: 2,
  // The three directions east, north and west.
  classVectors: Float32Array.from([1, 0, 0, 1, -1, 0]),
  rule: { kind: bias === undefined ? 'softmax' : 'sigmoid', scale, bias: bias ?? 0 } as const,
  outcomes: createOutcomes(embeddings.length / 2),
});

test('winner, rank and confidence are those of the softmax over scaled cosines', () => {
  // (3, 4) has the cosines 0.6, 0.8, -0.6.
  const scored = column([3, 4, 3, 4], 10);
  scoreRows(scored, [0, 2], 0, 2);
  expect([...scored.outcomes.predicted]).toEqual([1, 1]);
  expect([...scored.outcomes.rank]).toEqual([1, 2]);
  expect(scored.outcomes.confidence[0]).toBeCloseTo(1 / (1 + Math.exp(-2) + Math.exp(-14)), 6);
});

test('of a model that was trained with a sigmoid, the confidence is sigmoid(scale cos + bias)', () => {
  const scored = column([3, 4], 10, -9);
  scoreRows(scored, [1], 0, 1);
  expect(scored.outcomes.confidence[0]).toBeCloseTo(1 / (1 + Math.exp(1)), 6);
});

test('ranks stay apart where the shares of the softmax round to nothing', () => {
  const scored = column([1, 0.001], 5000);
  scoreRows(scored, [2], 0, 1);
  expect(scored.outcomes.rank[0]).toBe(2);
});

test('a row that is not finite is not scored, and pictures outside the range are left alone', () => {
  const scored = column([1, 0, Number.NaN, 0, 0, 0], 1);
  scoreRows(scored, [0, 0, 0], 1, 3);
  expect([...scored.outcomes.predicted]).toEqual([NOT_SCORED, NOT_READABLE, NOT_READABLE]);
});
