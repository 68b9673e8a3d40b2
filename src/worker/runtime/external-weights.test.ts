import { expect, test } from 'vitest';
import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import { areGivenUp, externalWeights } from './external-weights.ts';

const WEIGHTS = [8, 4].map((byteLength, index) => ({
  name: `w${index}`,
  parameter: `w${index}`,
  form: 'as-is' as const,
  type: 'float32' as const,
  dims: [byteLength / 4],
  offset: index * 64,
  byteLength,
}));
const GRAPH: TowerGraph = {
  model: new Uint8Array(),
  weights: WEIGHTS,
  weightsByteLength: 68,
  input: 'pixel_values',
  output: 'embeds',
  precision: 'fp32',
};
const pieces = () => [new Uint8Array(8).fill(1), new Uint8Array(4).fill(2)];

test('each weight is found at its place, and nothing else is', () => {
  const [first, second] = pieces();
  const file = externalWeights(
    GRAPH,
    [first, second].filter((piece) => piece !== undefined),
    false,
  );
  expect(file).toBeInstanceOf(Uint8Array);
  expect(file.byteLength).toBe(68);
  expect(file.subarray(64, 68)).toBe(second);
  expect(file.subarray(0, 8)).toBe(first);
  expect(() => file.subarray(0, 4)).toThrow(RangeError);
  expect(() => file.subarray(8, 16)).toThrow(RangeError);
});

test('a weight is given up when the next one is taken, and only where it may be', () => {
  const [kept, given] = [pieces(), pieces()];
  for (const [all, giveUp] of [
    [kept, false],
    [given, true],
  ] as const) {
    const file = externalWeights(GRAPH, all, giveUp);
    file.subarray(0, 8);
    expect(areGivenUp(all)).toBe(false);
    file.subarray(64, 68);
  }
  expect(kept.map(({ length }) => length)).toEqual([8, 4]);
  expect(given.map(({ length }) => length)).toEqual([0, 4]);
  expect([areGivenUp(kept), areGivenUp(given)]).toEqual([false, true]);
});
