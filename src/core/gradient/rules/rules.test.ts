import { describe, expect, test } from 'vitest';
import { encodeModel, type OnnxValue } from '../../graph/onnx.ts';
import { graphBuilder, type GraphBuilder } from '../../graph/graph-builder.ts';
import { createTorchGenerator, fillUniform } from '../../init/torch-random.ts';
import { openGraph } from '../../../testing/run-graph.ts';
import { relativeError } from '../../../testing/golden.ts';
import { differentiate } from '../differentiate.ts';
import type { Shape } from '../shapes.ts';
import { scalar, sum } from './rule.ts';
import { RULES } from './table.ts';

/** An operator over small inputs; what it gives is summed with weights, so that the loss is one number. */
interface Case {
  readonly operators: readonly string[];
  readonly name: string;
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly draw: (graph: GraphBuilder) => { readonly value: string; readonly shape: Shape };
}

const CASES: readonly Case[] = [
  {
    operators: ['Add'],
    name: 'a bias for every row',
    inputs: { x: [2, 3, 4], b: [4] },
    draw: (graph) => ({ value: graph.node('Add', ['x', 'b']), shape: [2, 3, 4] }),
  },
  {
    operators: ['Mul'],
    name: 'a column for every column, and a number',
    inputs: { x: [3, 4], b: [3, 1], c: [] },
    draw: (graph) => ({
      value: graph.node('Mul', [graph.node('Mul', ['x', 'b']), 'c']),
      shape: [3, 4],
    }),
  },
  {
    operators: ['Div', 'Sqrt', 'ReduceSum'],
    name: 'rows by their own length',
    inputs: { x: [3, 4] },
    draw: (graph) => ({
      value: graph.node('Div', [
        'x',
        graph.node('Sqrt', [sum(graph, graph.node('Mul', ['x', 'x']), [-1], 1)]),
      ]),
      shape: [3, 4],
    }),
  },
  {
    operators: ['ReduceSum'],
    name: 'an axis that goes',
    inputs: { x: [2, 3, 4] },
    draw: (graph) => ({ value: sum(graph, graph.node('Mul', ['x', 'x']), [1], 0), shape: [2, 4] }),
  },
  {
    operators: ['Exp'],
    name: 'exponential',
    inputs: { x: [3] },
    draw: (graph) => ({ value: graph.node('Exp', ['x']), shape: [3] }),
  },
  {
    operators: ['BiasGelu'],
    name: 'the exact error function',
    inputs: { x: [2, 3, 4], b: [4] },
    draw: (graph) => ({ value: graph.fused('BiasGelu', ['x', 'b']), shape: [2, 3, 4] }),
  },
  {
    operators: ['QuickGelu'],
    name: 'the sigmoid',
    inputs: { x: [2, 5] },
    draw: (graph) => ({
      value: graph.fused('QuickGelu', ['x'], { alpha: { float: 1.702 } }),
      shape: [2, 5],
    }),
  },
  {
    operators: ['Softmax'],
    name: 'shares',
    inputs: { x: [2, 3, 4] },
    draw: (graph) => ({ value: graph.node('Softmax', ['x'], { axis: -1 }), shape: [2, 3, 4] }),
  },
  {
    operators: ['LogSoftmax'],
    name: 'along the first axis',
    inputs: { x: [3, 4] },
    draw: (graph) => ({ value: graph.node('LogSoftmax', ['x'], { axis: 0 }), shape: [3, 4] }),
  },
  {
    operators: ['MatMul'],
    name: 'a batch by one matrix',
    inputs: { x: [2, 3, 4], w: [4, 5] },
    draw: (graph) => ({ value: graph.node('MatMul', ['x', 'w']), shape: [2, 3, 5] }),
  },
  {
    operators: ['MatMul'],
    name: 'batches by batches',
    inputs: { a: [2, 2, 3, 4], b: [2, 2, 4, 5] },
    draw: (graph) => ({ value: graph.node('MatMul', ['a', 'b']), shape: [2, 2, 3, 5] }),
  },
  {
    operators: ['Reshape', 'Transpose'],
    name: 'heads and back',
    inputs: { x: [2, 3, 4] },
    draw: (graph) => ({
      value: graph.node('Transpose', [graph.node('Reshape', ['x', graph.integers([0, 0, 2, 2])])], {
        perm: [2, 0, 3, 1],
      }),
      shape: [2, 2, 2, 3],
    }),
  },
  {
    operators: ['Split'],
    name: 'three parts, used differently',
    inputs: { x: [2, 3, 6] },
    draw: (graph) => {
      const [a = '', b = '', c = ''] = graph.nodeOf({
        operator: 'Split',
        inputs: ['x'],
        attributes: { axis: 2, num_outputs: 3 },
        outputs: [true, true, true],
      });
      return { value: graph.node('Mul', [graph.node('Mul', [a, b]), c]), shape: [2, 3, 2] };
    },
  },
  {
    operators: ['Gather'],
    name: 'one row twice, one never',
    inputs: { x: [4, 3] },
    draw: (graph) => ({
      value: graph.node('Gather', ['x', graph.integers([2, 0, 2])], { axis: 0 }),
      shape: [3, 3],
    }),
  },
  {
    operators: ['LayerNormalization'],
    name: 'with weight and bias',
    inputs: { x: [2, 3, 4], w: [4], b: [4] },
    draw: (graph) => ({
      value: graph.node('LayerNormalization', ['x', 'w', 'b'], {
        axis: -1,
        epsilon: { float: 1e-5 },
      }),
      shape: [2, 3, 4],
    }),
  },
  {
    operators: ['SkipLayerNormalization'],
    name: 'sum and norm both used',
    inputs: { x: [2, 3, 4], skip: [2, 3, 4], w: [4], b: [4], bias: [4] },
    draw: (graph) => {
      const [normalised = '', , , summed = ''] = graph.nodeOf({
        domain: 'com.microsoft',
        operator: 'SkipLayerNormalization',
        inputs: ['x', 'skip', 'w', 'b', 'bias'],
        attributes: { epsilon: { float: 1e-5 } },
        outputs: [true, false, false, true],
      });
      return { value: graph.node('Mul', [normalised, summed]), shape: [2, 3, 4] };
    },
  },
];

const count = (dims: readonly number[]): number => dims.reduce((a, b) => a * b, 1);

/** The loss of a case, and the gradient of each input, as one graph. */
function lossGraph({ inputs, draw }: Case) {
  const graph = graphBuilder('fp32');
  const { value, shape } = draw(graph);
  const dims = shape.map(Number);
  const weights = Float32Array.from({ length: count(dims) }, (_, index) => Math.cos(index + 1));
  const weighted = graph.node('Mul', [value, graph.floats(weights, dims)]);
  const axes = dims.map((_, axis) => axis);
  const loss = graph.node('Mul', [sum(graph, weighted, axes, 0), scalar(graph, 1)]);
  const names = Object.keys(inputs);
  const gradients = differentiate(graph, loss, names, new Map(Object.entries(inputs)));
  const { nodes, tensors } = graph.drawn();
  const outputs = [['loss', loss] as const, ...gradients];
  const float = (name: string, at: readonly number[]): OnnxValue => ({
    name,
    type: 'float32',
    dims: at,
  });
  return encodeModel({
    name: 'case',
    nodes: [
      ...nodes,
      ...outputs.map(([name, from]) => ({
        operator: 'Identity',
        domain: '' as const,
        inputs: [from],
        outputs: [`out ${name}`],
        attributes: {},
      })),
    ],
    tensors,
    inputs: Object.entries(inputs).map(([name, at]) => float(name, at)),
    outputs: outputs.map(([name]) => float(`out ${name}`, inputs[name] ?? [])),
  });
}

describe.each(CASES)('$operators: $name', (one) => {
  test('the gradient is the slope of the loss', async () => {
    const random = createTorchGenerator(7);
    const values = Object.fromEntries(
      Object.entries(one.inputs).map(([name, dims]) => {
        const data = new Float32Array(count(dims));
        fillUniform(random, data, -1.5, 1.5);
        return [name, { data, dims }];
      }),
    );
    const opened = await openGraph(lossGraph(one));
    const outputs = await opened.run(values);
    const lossAt = async (name: string, index: number, change: number): Promise<number> => {
      const given = values[name];
      const data = given?.data.slice() ?? new Float32Array();
      data[index] = (data[index] ?? 0) + change;
      const result = await opened.run({ ...values, [name]: { data, dims: given?.dims ?? [] } });
      return result['out loss']?.[0] ?? Number.NaN;
    };
    for (const [name, { data }] of Object.entries(values)) {
      const slopes: number[] = [];
      for (let index = 0; index < data.length; index++) {
        const [h, above, below] = [
          STEP,
          await lossAt(name, index, STEP),
          await lossAt(name, index, -STEP),
        ];
        slopes.push((above - below) / (2 * h));
      }
      expect(relativeError(outputs[`out ${name}`] ?? [], slopes), name).toBeLessThan(TOLERANCE);
    }
    await opened.release();
  });
});

/** Central differences in float32: the error of the formula falls with the step's square, that of rounding rises. */
const STEP = 2 ** -7;
const TOLERANCE = 2e-3;

test('every rule of the table has a case', () => {
  expect([...new Set(CASES.flatMap(({ operators }) => operators))].toSorted()).toEqual(
    Object.keys(RULES).toSorted(),
  );
});
