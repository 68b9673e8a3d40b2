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
import { graphTensors, type GraphTensors } from './graph-tensors.ts';
import type { GraphWeight, TowerGraph } from './tower-graph.ts';

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
  /** Ends the graph with those values [N, ..., width] as its outputs, of which `patch_embeds` is read where it is there. */
  readonly finish: (
    input: Pick<OnnxValue, 'type' | 'dims'> & { readonly name: TowerGraph['input'] },
    values: Readonly<Partial<Record<TowerGraph['output'], string>>>,
    width: number,
    beside?: BesideTower,
  ) => TowerGraph;
}

/** What a graph takes and gives beside what a tower's graph does. */
export interface BesideTower {
  readonly inputs: readonly OnnxValue[];
  /** Each with the name under which it was drawn. */
  readonly outputs: readonly (OnnxValue & { readonly value: string })[];
}

/** Adds an operator behind `nodes`, and names those of its outputs that are wanted. */
function addTo(
  nodes: OnnxNode[],
  operator: Omit<OnnxNode, 'outputs'>,
  wanted: readonly boolean[],
): readonly string[] {
  const index = nodes.length;
  const outputs = wanted.map((want, output) =>
    want ? `${operator.operator}_${index}.${output}` : '',
  );
  nodes.push({ ...operator, outputs });
  return outputs;
}

function nameOutput(value: string, name: string): OnnxNode {
  return { operator: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} };
}

/** Rows that are smaller than this are zeros: 127 over them would leave float32. */
const SMALLEST_ROW = 1e-30;
const ZERO_POINT = 128;

/**
 * `x` [..., inputs] times quantised weights, each row in whole numbers of -127 to 127 times a scale of its own: what else is in the
 * batch changes no bit of it. (The runtime's own DynamicQuantizeMatMul takes one scale for all.)
 * Numbers are shifted by 128, since the runtime multiplies unsigned bytes by signed ones.
 */
function rowsInBytes(
  { addOne, tensors }: { readonly addOne: AddOne; readonly tensors: GraphTensors },
  x: string,
  [weight, scales]: readonly [string, string],
): string {
  const number = (value: number) => tensors.addFloats(Float32Array.of(value), []);
  const one = number(1);
  const zeroPoint = tensors.addByte(ZERO_POINT);
  const axis = tensors.addIntegers([-1], [1]);
  const largest = addOne('', 'ReduceMax', [addOne('', 'Abs', [x]), axis], { keepdims: 1 });
  const bounded = addOne('', 'Max', [largest, number(SMALLEST_ROW)]);
  const steps = addOne('', 'Mul', [x, addOne('', 'Div', [number(127), bounded])]);
  const bytes = addOne('', 'QuantizeLinear', [steps, one, zeroPoint]);
  const inputs = [bytes, weight, one, scales, zeroPoint];
  const products = addOne(MICROSOFT, 'MatMulIntegerToFloat', inputs);
  return addOne('', 'Mul', [products, addOne('', 'Div', [bounded, number(127)])]);
}

type AddOne = (
  domain: OnnxNode['domain'],
  operator: string,
  inputs: readonly string[],
  attributes?: Attributes,
) => string;

/** An empty graph whose weights are kept in that precision. */
export function graphBuilder(precision: Precision): GraphBuilder {
  const nodes: OnnxNode[] = [];
  const drawnTensors = graphTensors(precision);
  const { tensors, weights, byteLength, addWeight, addIntegers, addFloats } = drawnTensors;

  const addOne = (
    domain: OnnxNode['domain'],
    operator: string,
    inputs: readonly string[],
    attributes: Attributes = {},
  ): string => addTo(nodes, { domain, operator, inputs, attributes }, [true])[0] ?? '';

  function linear(x: string, name: string, outputs: number, inputs: number): string {
    if (precision !== 'int8') {
      const inputsWeight = [x, addWeight(name, 'transposed', [inputs, outputs])];
      return addOne('', 'MatMul', inputsWeight);
    }
    const weight = addWeight(name, 'quantised', [inputs, outputs], 'int8');
    const scales = addWeight(name, 'scales', [outputs]);
    return rowsInBytes({ addOne, tensors: drawnTensors }, x, [weight, scales]);
  }

  const cast = (value: string, to: 'float32' | 'float16'): string =>
    precision === 'fp16' ? addOne('', 'Cast', [value], { to: ELEMENT_TYPES[to] }) : value;

  return {
    node: (operator, inputs, attributes) => addOne('', operator, inputs, attributes),
    fused: (operator, inputs, attributes) => addOne(MICROSOFT, operator, inputs, attributes),
    nodeOf: ({ domain = '', outputs, ...operator }) =>
      addTo(nodes, { domain, ...operator }, outputs),
    parameter: (name, shape) => addWeight(name, 'as-is', shape),
    linear,
    pixels: (name) => cast(name, 'float16'),
    integers: (values) => addIntegers(values, [values.length]),
    integer: (value) => addIntegers([value], []),
    floats: addFloats,
    drawn: () => ({ nodes: [...nodes], tensors: [...tensors], weights: [...weights] }),
    finish: (input, values, width, beside) => {
      const outputs: OnnxValue[] = [];
      for (const [name, value] of Object.entries(values)) {
        nodes.push(nameOutput(cast(value, 'float32'), name));
        const dims = name === 'embeds' ? ['N', width] : ['N', 'places', width];
        outputs.push({ name, type: 'float32', dims });
      }
      for (const { value, ...output } of beside?.outputs ?? []) {
        nodes.push(nameOutput(value, output.name));
        outputs.push(output);
      }
      const inputs = [input, ...(beside?.inputs ?? [])];
      return {
        model: encodeModel({ name: 'tower', nodes, tensors, inputs, outputs }),
        weights,
        weightsByteLength: byteLength(),
        input: input.name,
        output: 'patch_embeds' in values ? 'patch_embeds' : 'embeds',
        precision,
      };
    },
  };
}
