import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOutcomes, NOT_READABLE, NOT_SCORED } from '../evaluation/outcomes.ts';
import { scoreInSlices, scoreRows } from './score-rows.ts';

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

test('in slices, whatever the sizes, the outcomes are those of one pass, to the bit, and each slice is followed by a pause', async () => {
  const sizes = fc.record({
    rows: fc.integer({ min: 1, max: 40 }),
    classes: fc.integer({ min: 1, max: 9 }),
    // As wide as that three to some hundred rows make a slice.
    dimensions: fc.constantFrom(2, 7, 20_000, 70_000),
  });
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(1e6), async ({ rows, classes, dimensions }, seed) => {
      const numbers = (count: number, from: number) =>
        Float32Array.from({ length: count }, (_, i) => Math.sin(from + i * 12.9898));
      const made = {
        embeddings: numbers(rows * dimensions, seed),
        dimensions,
        classVectors: numbers(classes * dimensions, seed + 1),
        rule: { kind: 'softmax', scale: 3, bias: 0 } as const,
      };
      const truth = Int32Array.from({ length: rows }, (_, i) => i % classes);
      const [whole, sliced] = [createOutcomes(rows), createOutcomes(rows)];
      scoreRows({ ...made, outcomes: whole }, truth, 0, rows);
      let pauses = 0;
      const breathe = async () => void (pauses += 1);
      await scoreInSlices({ ...made, outcomes: sliced }, truth, 0, rows, breathe);
      expect(sliced).toEqual(whole);
      const each = Math.max(1, Math.floor(2e6 / (classes * dimensions)));
      expect(pauses).toBe(Math.ceil(rows / each));
    }),
    { numRuns: 25 },
  );
});
