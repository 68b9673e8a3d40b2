import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeModel, type OnnxGraph, type OnnxTensor } from '../graph/onnx.ts';
import { bytesField, concatBytes, intField, stringField, varint } from '../graph/protobuf.ts';
import { CodedError } from '../errors.ts';
import { onnxPair } from '../../testing/onnx-pair.ts';
import { readOnnx } from './read-onnx.ts';

function sourceOf(bytes: Uint8Array) {
  const asked = { bytes: 0 };
  return {
    asked,
    size: bytes.length,
    read: (begin: number, end: number) => {
      const part = bytes.subarray(begin, end);
      asked.bytes += part.length;
      return Promise.resolve(part);
    },
  };
}

const read = (bytes: Uint8Array) => readOnnx(sourceOf(bytes));

async function errorOf(bytes: Uint8Array): Promise<CodedError> {
  try {
    await read(bytes);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

const GRAPH: OnnxGraph = {
  name: 'g',
  nodes: [
    {
      operator: 'MatMul',
      domain: '',
      name: '/a/MatMul',
      inputs: ['x', 'w'],
      outputs: ['y'],
      attributes: {},
    },
    {
      operator: 'QuickGelu',
      domain: 'com.microsoft',
      inputs: ['y'],
      outputs: ['z'],
      attributes: { alpha: { float: 1.702 } },
    },
  ],
  tensors: [
    { name: 'w', type: 'float32', dims: [2, 3], content: { data: new Uint8Array(24).fill(7) } },
    { name: 'b', type: 'float16', dims: [], content: { data: new Uint8Array(2) } },
  ],
  inputs: [{ name: 'x', type: 'float32', dims: ['N', 2] }],
  outputs: [{ name: 'z', type: 'float32', dims: ['N', 3] }],
};

describe('a sound file', () => {
  test('gives operators, inputs, outputs, and where each initialiser lies', async () => {
    const bytes = encodeModel(GRAPH);
    const found = await read(bytes);
    expect(found.operators).toEqual([
      { operator: 'MatMul', name: '/a/MatMul', inputs: ['x', 'w'], outputs: ['y'] },
      { operator: 'com.microsoft.QuickGelu', name: 'QuickGelu_1', inputs: ['y'], outputs: ['z'] },
    ]);
    expect(found.inputs).toEqual([{ name: 'x', type: 1, dims: [null, 2] }]);
    expect(found.outputs).toEqual([{ name: 'z', type: 1, dims: [null, 3] }]);
    const [weight] = found.tensors;
    expect(weight).toMatchObject({ name: 'w', dtype: 'F32', shape: [2, 3] });
    expect([...bytes.subarray(weight?.begin, weight?.end)]).toEqual(Array(24).fill(7));
    expect(found.initialisers).toBe(2);
  });

  test('of which an input names an initialiser asks for the others only', async () => {
    const more = [...GRAPH.inputs, { name: 'w', type: 'float32', dims: [2, 3] } as const];
    const { inputs } = await read(encodeModel({ ...GRAPH, inputs: more }));
    expect(inputs.map(({ name }) => name)).toEqual(['x']);
  });

  test('of 16 MB costs a few windows: weights are passed over', async () => {
    const data = new Uint8Array(16 << 20);
    const tensors: OnnxTensor[] = [
      { name: 'w', type: 'int8', dims: [data.length], content: { data } },
      ...GRAPH.tensors.slice(1),
    ];
    const source = sourceOf(encodeModel({ ...GRAPH, tensors }));
    expect((await readOnnx(source)).tensors).toHaveLength(2);
    expect(source.asked.bytes).toBeLessThan(1 << 17);
  });

  test('in the layout of transformers.js lists as many initialisers as were written', async () => {
    const { text } = onnxPair('tiny-quickgelu-hf.safetensors');
    const { tensors, initialisers } = await read(text);
    expect(tensors).toHaveLength(initialisers);
    expect(tensors.some(({ name }) => name === 'text_model.final_layer_norm.bias')).toBe(true);
  });
});

/** A file with one graph of these fields. */
const withGraph = (...fields: Uint8Array[]) => bytesField(7, concatBytes(fields));
const tensor = (...fields: Uint8Array[]) => bytesField(5, concatBytes(fields));
const named = (name: string) => [intField(1, 4), intField(2, 1), stringField(8, name)];

test.each<[string, Uint8Array, RegExp, string?]>([
  ['nothing', new Uint8Array(), /holds no graph/],
  ['two graphs', concatBytes([withGraph(), withGraph()]), /more than one graph/],
  ['a graph that is a number', intField(7, 3), /more than one graph/],
  [
    'a length of ten thousand million',
    concatBytes([varint(58), varint(1e10)]),
    /10000000003 are needed|are needed/,
    'checkpoint-truncated',
  ],
  [
    'a field longer than its message',
    withGraph(varint(42), varint(3), varint(42), varint(30)),
    /longer than what it is in|are needed/,
    'checkpoint-truncated',
  ],
  ['a number without an end', new Uint8Array(40).fill(0xff), /does not end/],
  ['a group', Uint8Array.of(0x3b, 0x3c), /no longer written/],
  ['the field 0', Uint8Array.of(2, 0), /without a number/],
  [
    'too few bytes for a shape',
    withGraph(tensor(...named('w'), bytesField(9, new Uint8Array(8)))),
    /needs 16/,
  ],
  ['a name twice', withGraph(tensor(...named('w')), tensor(...named('w'))), /"w" twice/],
  ['a name of a megabyte', withGraph(tensor(stringField(8, 'n'.repeat(1 << 20)))), /too long/],
  ['too many axes', withGraph(tensor(bytesField(1, new Uint8Array(9).fill(1)))), /too many axes/],
  ['broken UTF-8', withGraph(tensor(bytesField(8, Uint8Array.of(0xff, 0xfe)))), /broken text/],
  [
    'weights in a second file',
    withGraph(tensor(...named('w'), intField(14, 1))),
    /second file/,
    'onnx-elsewhere',
  ],
])('%s is refused', async (_, bytes, message, code = 'checkpoint-header-invalid') => {
  const error = await errorOf(bytes);
  expect(error.message).toMatch(message);
  expect(error.code).toBe(code);
  expect(error.message).toMatch(/^The ONNX file .*\. [A-Z].*\.$/s);
});

test('a file that ends too early is refused wherever it ends', async () => {
  const bytes = encodeModel(GRAPH);
  const whole = (await read(bytes)).operators.length;
  // The last fields say which operator sets are used, and are not needed here.
  const graphEnd = bytes.length - 27;
  for (let length = 0; length < graphEnd; length += 3) {
    const found = await read(bytes.subarray(0, length)).catch((error: unknown) => error);
    expect(found).toBeInstanceOf(CodedError);
  }
  expect(whole).toBe(2);
});

const graph = fc
  .record({
    names: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { maxLength: 4 }),
    dims: fc.array(fc.nat(3), { maxLength: 3 }),
    operator: fc.constantFrom('MatMul', 'Add', 'Loop'),
  })
  .map(({ names, dims, operator }): OnnxGraph => {
    const count = dims.reduce((product, size) => product * size, 1);
    return {
      name: 'g',
      inputs: GRAPH.inputs,
      outputs: GRAPH.outputs,
      nodes: [
        {
          operator,
          domain: '',
          inputs: names.slice(0, 2),
          outputs: ['y'],
          attributes: { axis: 1 },
        },
      ],
      tensors: names.map((name) => ({
        name,
        type: 'float32',
        dims,
        content: { data: new Uint8Array(4 * count) },
      })),
    };
  })
  .map((made) => encodeModel(made));

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  byte: fc.nat(255),
  cut: fc.boolean(),
});

const hostile = fc.oneof(
  fc.tuple(graph, fc.array(change, { minLength: 1, maxLength: 3 })).map(([bytes, changes]) =>
    changes.reduce<Uint8Array>((changed, { at, byte, cut }) => {
      const place = Math.floor(at * Math.max(0, changed.length - 1));
      if (changed.length === 0) return changed;
      return cut ? changed.slice(0, place) : changed.with(place, byte);
    }, bytes),
  ),
  fc.uint8Array({ maxLength: 64 }),
);

describe('40,000 generated files', () => {
  test('10,000 valid ones are all read', async () => {
    await fc.assert(
      fc.asyncProperty(graph, async (bytes) => {
        const { tensors, operators } = await read(bytes);
        expect(operators).toHaveLength(1);
        expect(tensors.every(({ begin, end }) => begin <= end && end <= bytes.length)).toBe(true);
      }),
      { numRuns: 10_000, seed: 1 },
    );
  }, 120_000);

  test('30,000 hostile ones give initialisers within the file or a CodedError', async () => {
    let [accepted, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(hostile, async (bytes) => {
        try {
          const { tensors } = await read(bytes);
          accepted++;
          if (tensors.some(({ begin, end }) => begin > end || end > bytes.length)) {
            throw new Error('An initialiser lies outside the file.');
          }
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
          if (error.message.length > 600) throw new Error('Too long.', { cause: error });
          refused++;
        }
      }),
      { numRuns: 30_000, seed: 2 },
    );
    // The generator must reach both ends, or the property says nothing.
    expect(accepted).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(5000);
  }, 240_000);
});
