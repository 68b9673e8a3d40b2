import { encodeHalf } from '../checkpoint/half.ts';
import { elementCount } from '../model/parameters.ts';
import type { Precision } from '../model/precision.ts';
import {
  ELEMENT_TYPES,
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

/** What was drawn so far: the operators in an order in which they can run, and what they read. */
export interface Drawing {
  readonly nodes: readonly OnnxNode[];
  /** Constants, and parameters as external data. */
  readonly tensors: readonly OnnxTensor[];
  readonly weights: readonly GraphWeight[];
}

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
  /** `x` [..., inputs] through the linear layer with the weight `name` [outputs, inputs], without a bias. */
  readonly linear: (x: string, name: string, outputs: number, inputs: number) => string;
  /** The graph's float32 input in the precision of its weights. */
  readonly pixels: (name: string) => string;
  /** A short list of int64 inside the model: a shape, axes, bounds. */
  readonly integers: (values: readonly number[]) => string;
  /** One int64 without dimensions. */
  readonly integer: (value: number) => string;
  /** A small tensor inside the model, in the precision of the weights. */
  readonly floats: (values: Float32Array, dims: readonly number[]) => string;
  /** What was drawn so far, to be read or to be taken on by another graph. */
  readonly drawn: () => Drawing;
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

const BYTES = { float32: 4, float16: 2, int8: 1 } as const;

/** An empty graph whose weights are kept in that precision. */
export function graphBuilder(precision: Precision): GraphBuilder {
  const float = precision === 'fp16' ? 'float16' : 'float32';
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

  function addWeight(
    parameter: string,
    form: GraphWeight['form'],
    dims: readonly number[],
    type: GraphWeight['type'] = float,
  ): string {
    const byteLength = BYTES[type] * elementCount(dims);
    const offset = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    end = offset + byteLength;
    const name = form === 'scales' ? `${parameter}.scales` : parameter;
    weights.push({ name, parameter, form, type, dims, offset, byteLength });
    tensors.push({ name, type, dims, content: { path: WEIGHTS_PATH, offset, byteLength } });
    return name;
  }

  function linear(x: string, name: string, outputs: number, inputs: number): string {
    if (precision !== 'int8') {
      const inputsWeight = [x, addWeight(name, 'transposed', [inputs, outputs])];
      return addNode('', 'MatMul', inputsWeight, {}, [true])[0] ?? '';
    }
    const weight = addWeight(name, 'quantised', [inputs, outputs], 'int8');
    const all = [x, weight, addWeight(name, 'scales', [outputs])];
    return addNode(MICROSOFT, 'DynamicQuantizeMatMul', all, {}, [true])[0] ?? '';
  }

  const cast = (value: string, to: 'float32' | 'float16'): string =>
    precision === 'fp16'
      ? (addNode('', 'Cast', [value], { to: ELEMENT_TYPES[to] }, [true])[0] ?? '')
      : value;

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
    linear,
    pixels: (name) => cast(name, 'float16'),
    integers: (values) => addConstant('int64', [values.length], int64Bytes(values)),
    integer: (value) => addConstant('int64', [], int64Bytes([value])),
    floats: (values, dims) => {
      const half = float === 'float16';
      const bytes = half ? new Uint8Array(encodeHalf(values).buffer) : float32Bytes(values);
      return addConstant(float, dims, bytes);
    },
    drawn: () => ({ nodes: [...nodes], tensors: [...tensors], weights: [...weights] }),
    finish: (input, value, width) => {
      const embeds = cast(value, 'float32');
      nodes.push({
        operator: 'Identity',
        domain: '',
        inputs: [embeds],
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
        precision,
      };
    },
  };
}
