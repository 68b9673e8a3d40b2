import { elementCount } from '../model/parameters.ts';
import {
  encodeModel,
  MICROSOFT,
  type Attribute,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
} from './onnx.ts';
import { WEIGHTS_PATH, type GraphWeight, type TowerGraph } from './tower-graph.ts';

/** Every weight starts at a multiple of this many bytes, a cache line, so that it can be read in place. */
const ALIGNMENT = 64;

const OUTPUT = 'embeds';

type Attributes = Readonly<Record<string, Attribute>>;

/** Collects the nodes and tensors of one tower. Values are known by the names that these functions return. */
export interface GraphBuilder {
  /** Adds an operator of ONNX's standard set with one output. */
  readonly node: (operator: string, inputs: readonly string[], attributes?: Attributes) => string;
  /** Adds an operator of ONNX Runtime's own set with one output. */
  readonly fused: (operator: string, inputs: readonly string[], attributes?: Attributes) => string;
  /** Adds an operator with several outputs; one of which nothing is wanted is `false` and has the name ''. */
  readonly nodeOf: (node: {
    readonly domain?: OnnxNode['domain'];
    readonly operator: string;
    readonly inputs: readonly string[];
    readonly attributes: Attributes;
    readonly outputs: readonly boolean[];
  }) => readonly string[];
  /** A parameter in its own shape. */
  readonly parameter: (name: string, shape: readonly number[]) => string;
  /** A parameter of shape [outputs, inputs] as [inputs, outputs], the way round that MatMul wants it. */
  readonly transposed: (name: string, outputs: number, inputs: number) => string;
  /** A short list of int64 inside the model: a shape, axes, bounds. */
  readonly integers: (values: readonly number[]) => string;
  /** One int64 without dimensions. */
  readonly integer: (value: number) => string;
  /** A small float32 tensor inside the model. */
  readonly floats: (values: Float32Array, dims: readonly number[]) => string;
  /** Ends the graph with `value` [N, width] as its output. */
  readonly finish: (
    input: Pick<OnnxValue, 'type' | 'dims'> & { readonly name: TowerGraph['input'] },
    value: string,
    width: number,
  ) => TowerGraph;
}

/** Bytes of signed 64-bit integers, little-endian. */
function int64Bytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, index) => view.setBigInt64(8 * index, BigInt(value), true));
  return new Uint8Array(view.buffer);
}

/** Bytes of 32-bit floats, little-endian. */
function float32Bytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return new Uint8Array(view.buffer);
}

/** An empty graph. */
export function graphBuilder(): GraphBuilder {
  const nodes: OnnxNode[] = [];
  const tensors: OnnxTensor[] = [];
  const weights: GraphWeight[] = [];
  let end = 0;

  function addNode(
    domain: OnnxNode['domain'],
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    wanted: readonly boolean[],
  ): readonly string[] {
    const index = nodes.length;
    const outputs = wanted.map((want, output) => (want ? `${operator}_${index}.${output}` : ''));
    nodes.push({ operator, domain, inputs, outputs, attributes });
    return outputs;
  }

  function addWeight(parameter: string, form: GraphWeight['form'], dims: readonly number[]) {
    const byteLength = 4 * elementCount(dims);
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    end = offset + byteLength;
    weights.push({ name: parameter, parameter, form, dims, offset, byteLength });
    const content = { path: WEIGHTS_PATH, offset, byteLength };
    tensors.push({ name: parameter, type: 'float32', dims, content });
    return parameter;
  }

  function addConstant(type: OnnxTensor['type'], dims: readonly number[], data: Uint8Array) {
    const name = `constant_${tensors.length}`;
    tensors.push({ name, type, dims, content: { data } });
    return name;
  }

  return {
    node: (operator, inputs, attributes = {}) =>
      addNode('', operator, inputs, attributes, [true])[0] ?? '',
    fused: (operator, inputs, attributes = {}) =>
      addNode(MICROSOFT, operator, inputs, attributes, [true])[0] ?? '',
    nodeOf: ({ domain = '', operator, inputs, attributes, outputs }) =>
      addNode(domain, operator, inputs, attributes, outputs),
    parameter: (name, shape) => addWeight(name, 'as-is', shape),
    transposed: (name, outputs, inputs) => addWeight(name, 'transposed', [inputs, outputs]),
    integers: (values) => addConstant('int64', [values.length], int64Bytes(values)),
    integer: (value) => addConstant('int64', [], int64Bytes([value])),
    floats: (values, dims) => addConstant('float32', dims, float32Bytes(values)),
    finish: (input, value, width) => {
      nodes.push({
        operator: 'Identity',
        domain: '',
        inputs: [value],
        outputs: [OUTPUT],
        attributes: {},
      });
      const output: OnnxValue = { name: OUTPUT, type: 'float32', dims: ['N', width] };
      return {
        model: encodeModel({ name: 'tower', nodes, tensors, inputs: [input], outputs: [output] }),
        weights,
        weightsByteLength: end,
        input: input.name,
        output: OUTPUT,
      };
    },
  };
}
