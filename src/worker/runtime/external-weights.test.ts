import { expect, test } from 'vitest';
import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import { areGivenUp, externalWeights } from './external-weights.ts';

const WEIGHTS = [48, 36].map((byteLength, index) => ({
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
  weightsByteLength: 100,
  input: 'pixel_values',
  output: 'embeds',
  precision: 'fp32',
};
const pieces = () => [new Uint8Array(48).fill(1), new Uint8Array(36).fill(2)];

test('each weight is found at its place, and nothing else is', () => {
  const [first, second] = pieces();
  const file = externalWeights(
    GRAPH,
    [first, second].filter((piece) => piece !== undefined),
    false,
  );
  expect(file).toBeInstanceOf(Uint8Array);
  expect(file.byteLength).toBe(100);
  expect(file.subarray(64, 100)).toBe(second);
  expect(file.subarray(0, 48)).toBe(first);
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
    file.subarray(0, 48);
    expect(areGivenUp(all)).toBe(false);
    file.subarray(64, 100);
  }
  expect(kept.map(({ length }) => length)).toEqual([48, 36]);
  expect(given.map(({ length }) => length)).toEqual([0, 36]);
  expect([areGivenUp(kept), areGivenUp(given)]).toEqual([false, true]);
});

test('a weight of few numbers can be read twice', () => {
  const [first, second] = WEIGHTS.map(({ ...weight }, at) =>
    Object.assign(weight, { byteLength: at === 0 ? 32 : 36 }),
  );
  const weights = [first, second].filter((weight) => weight !== undefined);
  const file = externalWeights(
    { ...GRAPH, weights },
    weights.map(({ byteLength }) => new Uint8Array(byteLength)),
    true,
  );
  file.subarray(0, 32);
  file.subarray(64, 100);
  expect(file.subarray(0, 32).length).toBe(32);
});
