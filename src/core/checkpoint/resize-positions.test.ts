import { expect, test } from 'vitest';
import { goldenJson } from '../../testing/golden.ts';
import { canResize, resizePositions } from './resize-positions.ts';

interface Case {
  readonly from: number;
  readonly to: number;
  readonly values: readonly number[];
}

const cases = goldenJson('torch/positions.json') as Record<'grid' | 'text', readonly Case[]>;

/** The same numbers that the references were made from. */
const positions = (count: number) =>
  Float32Array.from({ length: count * 2 }, (_, at) => ((at * 37) % 101) / 50 - 1);

test.each(cases.grid)('a grid of $from to one of $to, as PyTorch', ({ from, to, values }) => {
  const shapes = [from, to].map((side) => [side * side + 1, 2]);
  const [found = [], wanted = []] = shapes;
  const name = 'visual.positional_embedding';
  const resized = resizePositions(name, positions(from * from + 1), found, wanted);
  expect(resized).toHaveLength(values.length);
  for (const [at, value] of values.entries()) expect(resized[at]).toBeCloseTo(value, 5);
});

test.each(cases.text)('texts of $from places to $to, as PyTorch', ({ from, to, values }) => {
  const resized = resizePositions('positional_embedding', positions(from), [from, 2], [to, 2]);
  expect(resized).toHaveLength(values.length);
  for (const [at, value] of values.entries()) expect(resized[at]).toBeCloseTo(value, 5);
});

test.each([
  ['visual.positional_embedding', [17, 32], [37, 32], true],
  ['visual.positional_embedding', [17, 32], [37, 64], false],
  ['visual.positional_embedding', [16, 32], [37, 32], false],
  ['visual.positional_embedding', [17, 32], [18, 32], false],
  ['positional_embedding', [77, 32], [16, 32], true],
  ['positional_embedding', [77, 32], [16, 64], false],
  // OpenCLIP leaves the pooling of CLIP's ResNet, and refuses other widths.
  ['visual.attnpool.positional_embedding', [50, 32], [82, 32], false],
  ['visual.proj', [32, 16], [64, 16], false],
])('%s from %j to %j: %s', (name, found, wanted, can) => {
  expect(canResize(name, found, wanted)).toBe(can);
});
