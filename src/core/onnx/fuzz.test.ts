import { expect, test } from 'vitest';
import { draws, mutated } from '../../testing/mutations.ts';
import { bytesSource } from '../archive/byte-source.ts';
import { CodedError } from '../errors.ts';
import { encodeModel, type OnnxNode } from '../graph/onnx.ts';
import { boundGraph, GRAPH_BOUNDS } from './graph-bounds.ts';
import { readOnnx } from './read-onnx.ts';

const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: OnnxNode['attributes'] = {},
): OnnxNode => ({ operator, domain: '', inputs, outputs: [output], attributes });

const longs = (name: string, values: readonly number[]) => ({
  name,
  type: 'int64' as const,
  dims: [values.length],
  content: { data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) },
});

const MODEL = encodeModel({
  name: 'g',
  nodes: [
    node('Shape', ['x'], 's', { start: 0, end: 2 }),
    node('Concat', ['s', 'more'], 'c', { axis: 0 }),
    node('ConstantOfShape', ['c'], 'zeros'),
    node('Conv', ['x', 'w'], 'planes', { kernel_shape: [2, 2], strides: [2, 2] }),
    node('Transpose', ['planes'], 't', { perm: [0, 2, 3, 1] }),
    node('Reshape', ['t', 'flat'], 'rows'),
    node('MatMul', ['rows', 'rows'], 'y'),
  ],
  tensors: [
    longs('more', [4, 4]),
    longs('flat', [1, -1, 8]),
    { name: 'w', type: 'float32', dims: [2, 3, 2, 2], content: { data: new Uint8Array(96) } },
  ],
  inputs: [{ name: 'x', type: 'float32', dims: ['n', 3, 8, 8] }],
  outputs: [{ name: 'y', type: 'float32', dims: ['n', 8] }],
});

test('8,000 mutations of a graph are refused by a known error, or cost what was bounded', async () => {
  const draw = draws(51);
  const outcomes = { taken: 0, refused: 0 };
  for (let round = 0; round < 8000; round++) {
    const bytes = mutated(MODEL, draw);
    try {
      await readOnnx(bytesSource(bytes));
      const { largest, held } = await boundGraph(bytes, { x: [1, 3, 8, 8] });
      expect(largest).toBeLessThanOrEqual(GRAPH_BOUNDS.value);
      expect(held).toBeLessThanOrEqual(GRAPH_BOUNDS.held);
      outcomes.taken++;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      outcomes.refused++;
    }
  }
  expect(Math.min(outcomes.taken, outcomes.refused)).toBeGreaterThan(100);
});
