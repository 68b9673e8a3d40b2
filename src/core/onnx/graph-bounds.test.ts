import { describe, expect, test } from 'vitest';
import { onnxPair } from '../../testing/onnx-pair.ts';
import { type Attribute, encodeModel, type OnnxNode, type OnnxTensor } from '../graph/onnx.ts';
import { bytesField, concatBytes } from '../graph/protobuf.ts';
import { boundGraph, GRAPH_BOUNDS } from './graph-bounds.ts';
import { OPERATORS } from './operators.ts';
import { STEP_RULES } from './step-rules.ts';

const CLIP = 'tiny-quickgelu-hf.safetensors';
const INPUT = { pixel_values: [1, 3, 4, 4] };

type Step = readonly [
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes?: Readonly<Record<string, Attribute>>,
];

const longs = (name: string, values: readonly number[], dims = [values.length]): OnnxTensor => ({
  name,
  type: 'int64',
  dims,
  content: { data: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) },
});
const floats = (name: string, dims: readonly number[]): OnnxTensor => ({
  name,
  type: 'float32',
  dims,
  content: { data: new Uint8Array(4 * dims.reduce((a, b) => a * b, 1)) },
});

function modelOf(steps: readonly Step[], tensors: readonly OnnxTensor[] = []): Uint8Array {
  const nodes = steps.map(([operator, inputs, output, attributes = {}]): OnnxNode => {
    return { operator, domain: '', inputs, outputs: [output], attributes };
  });
  return encodeModel({
    name: 'g',
    nodes,
    tensors,
    inputs: [{ name: 'pixel_values', type: 'float32', dims: ['n', 3, 4, 4] }],
    outputs: [{ name: steps.at(-1)?.[2] ?? '', type: 'float32', dims: ['n', 1] }],
  });
}

const cost = (steps: readonly Step[], tensors: readonly OnnxTensor[] = []) =>
  boundGraph(modelOf(steps, tensors), INPUT);

test('every operator that a tower may use has a rule for the shape of its result', () => {
  expect([...OPERATORS].filter((name) => !STEP_RULES.has(name))).toEqual([]);
});

describe('a tower of CLIP', () => {
  test.each([false, true])(
    'costs what its layers cost on paper (in whole numbers: %s)',
    async (quantised) => {
      const { image, text } = onnxPair(CLIP, { quantised });
      const [picture, words] = [
        await boundGraph(image, { pixel_values: [1, 3, 48, 48] }),
        await boundGraph(text, { input_ids: [1, 16] }),
      ];
      // Hidden numbers of an MLP: tokens by four widths. Products of a layer: twelve squares of the width a token, and the scores.
      expect(picture.largest).toBe(37 * 4 * 64);
      expect(words.largest).toBe(16 * 4 * 48);
      const products = 3 * (12 * 37 * 64 ** 2 + 2 * 37 ** 2 * 64) + 36 * 192 * 64 + 64 * 32;
      expect(picture.steps).toBeGreaterThan(products);
      expect(picture.steps).toBeLessThan(1.3 * products);
      expect(picture.held).toBeLessThan(20 * picture.largest);
    },
  );
});

describe('shapes are followed', () => {
  test.each<[string, readonly Step[], readonly OnnxTensor[], number]>([
    [
      'through a shape that is computed',
      [
        ['Shape', ['pixel_values'], 's'],
        ['Gather', ['s', 'two'], 'h', { axis: 0 }],
        ['Mul', ['h', 'ten'], 'hh'],
        ['Unsqueeze', ['hh', 'zero'], 'u'],
        ['Concat', ['u', 'hundred'], 'c', { axis: 0 }],
        ['ConstantOfShape', ['c'], 'y'],
      ],
      [longs('two', [2], []), longs('ten', [10], []), longs('zero', [0]), longs('hundred', [100])],
      4000,
    ],
    [
      'through what exporters write for expand',
      [
        ['ConstantOfShape', ['three'], 'ones'],
        ['Equal', ['wish', 'minus'], 'free'],
        ['Where', ['free', 'ones', 'wish'], 'shape'],
        ['Expand', ['w', 'shape'], 'y'],
      ],
      [longs('three', [3]), longs('wish', [7, 1, 50]), longs('minus', [-1]), floats('w', [1, 50])],
      350,
    ],
    [
      'through negative places',
      [
        ['Shape', ['pixel_values'], 's'],
        ['Slice', ['s', 'from', 'to', 'zero'], 't'],
        ['ConstantOfShape', ['t'], 'y'],
      ],
      [longs('from', [-3]), longs('to', [2 ** 40]), longs('zero', [0])],
      48,
    ],
    [
      'over a range',
      [['Range', ['a', 'b', 'c'], 'y']],
      [longs('a', [100], []), longs('b', [0], []), longs('c', [-3], [])],
      34,
    ],
    ['over a product', [['MatMul', ['pixel_values', 'w'], 'y']], [floats('w', [4, 200])], 2400],
    [
      'over a padded convolution',
      [['Conv', ['pixel_values', 'w'], 'y', { pads: [50, 50, 50, 50], strides: [2, 2] }]],
      [floats('w', [5, 3, 2, 2])],
      5 * 52 * 52,
    ],
    [
      'into one hot',
      [['OneHot', ['i', 'n', 'v'], 'y']],
      [longs('i', [1, 2, 3]), longs('n', [77], []), floats('v', [2])],
      231,
    ],
  ])('%s', async (_, steps, tensors, count) => {
    expect((await cost(steps, tensors)).largest).toBe(count);
  });
});

const G = 2 ** 30;
const doubling = (operator: string, attributes = {}): Step[] =>
  Array.from({ length: 40 }, (_, i) => [
    operator,
    [i === 0 ? 'pixel_values' : `v${i}`, i === 0 ? 'pixel_values' : `v${i}`],
    `v${i + 1}`,
    attributes,
  ]);

describe('a small graph that would cost too much is refused by its operator before it runs', () => {
  test.each<[string, readonly Step[], readonly OnnxTensor[]]>([
    ['ConstantOfShape', [['ConstantOfShape', ['s'], 'y']], [longs('s', [3, G])]],
    ['Expand', [['Expand', ['pixel_values', 's'], 'y']], [longs('s', [2 ** 21, 3, 4, 4])]],
    ['Tile', [['Tile', ['pixel_values', 's'], 'y']], [longs('s', [2 ** 10, 1, 2 ** 10, 2 ** 4])]],
    [
      'Range',
      [['Range', ['a', 'b', 'c'], 'y']],
      [longs('a', [0], []), longs('b', [2 ** 40], []), longs('c', [1], [])],
    ],
    [
      'Pad',
      [['Pad', ['pixel_values', 's'], 'y']],
      [longs('s', [0, 0, 9000, 9000, 0, 0, 9000, 9000])],
    ],
    [
      'OneHot',
      [['OneHot', ['i', 'n', 'v'], 'y']],
      [longs('i', [1, 2, 3]), longs('n', [G], []), floats('v', [2])],
    ],
    ['Concat', doubling('Concat', { axis: 0 }), []],
    [
      'Add',
      [
        ['Reshape', ['pixel_values', 'row'], 'a'],
        ['Expand', ['a', 'wide'], 'aa'],
        ['Transpose', ['aa'], 'b'],
        ['Reshape', ['b', 'column'], 'c'],
        ['Reshape', ['aa', 'flat'], 'd'],
        ['Add', ['c', 'd'], 'y'],
      ],
      [
        longs('row', [1, 48]),
        longs('wide', [1000, 48]),
        longs('column', [-1, 1]),
        longs('flat', [1, -1]),
      ],
    ],
    [
      'MatMul',
      [
        ['Expand', ['one', 's'], 'x'],
        ...Array.from({ length: 400 }, (_, i): Step => [
          'MatMul',
          [i === 0 ? 'x' : `v${i}`, 'x'],
          `v${i + 1}`,
        ]),
      ],
      [floats('one', [1, 1]), longs('s', [4000, 4000])],
    ],
    [
      'Conv',
      [
        ['Expand', ['one', 's'], 'x'],
        ['Expand', ['one4', 'k'], 'w'],
        ['Conv', ['x', 'w'], 'y', { kernel_shape: [1000, 1000], pads: [500, 500, 500, 500] }],
      ],
      [
        floats('one', [1, 1, 1, 1]),
        floats('one4', [1, 1, 1, 1]),
        longs('s', [1, 1, 2000, 2000]),
        longs('k', [4, 1, 1000, 1000]),
      ],
    ],
    [
      'Gather',
      [
        ['Expand', ['zero', 's'], 'i'],
        ['Gather', ['pixel_values', 'i'], 'y', { axis: 0 }],
      ],
      [longs('zero', [0]), longs('s', [4_000_000])],
    ],
  ])('%s', async (operator, steps, tensors) => {
    const model = modelOf(steps, tensors);
    expect(model.length).toBeLessThan(30_000);
    await expect(boundGraph(model, INPUT)).rejects.toMatchObject({
      code: 'too-much-work',
      details: { what: expect.stringContaining(`(at its operator ${operator})`) as string },
    });
  });

  test('many values that are each allowed are not allowed together, whether they are used or only constant', async () => {
    const s = longs('s', [2 ** 25]);
    const parts = Array.from({ length: 6 }, (_, i): Step => ['ConstantOfShape', ['s'], `c${i}`]);
    await expect(cost(parts, [s])).rejects.toMatchObject({ details: { limit: GRAPH_BOUNDS.held } });
    // One after the other they are let go, and held is what two take.
    const chain = Array.from({ length: 6 }, (_, i): Step => [
      'Add',
      [i === 0 ? 'x' : `x${i}`, 'pixel_values'],
      `x${i + 1}`,
    ]);
    const { held } = await cost(
      [['Expand', ['pixel_values', 'wide'], 'x'], ...chain],
      [longs('wide', [2 ** 18, 3, 4, 4])],
    );
    expect(held).toBeLessThan(3 * 48 * 2 ** 18);
  });

  test('a size that only the picture tells cannot be bounded, and is refused', async () => {
    const steps: Step[] = [
      ['Cast', ['pixel_values'], 'i', { to: 7 }],
      ['ReduceMax', ['i'], 'm', { keepdims: 0 }],
      ['Unsqueeze', ['m', 'zero'], 's'],
      ['ConstantOfShape', ['s'], 'y'],
    ];
    await expect(cost(steps, [longs('zero', [0])])).rejects.toMatchObject({
      code: 'too-much-work',
    });
  });
});

test('what makes no sense is refused as a broken file', async () => {
  const early: Step[] = [
    ['Add', ['later', 'pixel_values'], 'y'],
    ['Add', ['pixel_values', 'pixel_values'], 'later'],
  ];
  await expect(cost(early)).rejects.toMatchObject({ code: 'checkpoint-header-invalid' });
  const own = concatBytes([
    modelOf([['Abs', ['pixel_values'], 'y']]),
    bytesField(25, new Uint8Array(2)),
  ]);
  await expect(boundGraph(own, INPUT)).rejects.toMatchObject({ code: 'checkpoint-header-invalid' });
});
