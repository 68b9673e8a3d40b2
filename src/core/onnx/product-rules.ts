import { broadcastDims, type GraphValue, ofCount, ofDims } from './graph-value.ts';
import type { GraphStep } from './read-steps.ts';
import type { StepRule } from './step-rule.ts';

const NONE = ofCount(0);

/** As much as each number with each: what a product of unknown shapes cannot exceed. */
function outer(a: GraphValue, b: GraphValue): GraphValue {
  return ofCount(Math.max(1, a.count) * Math.max(1, b.count));
}

function matMul(a: GraphValue, b: GraphValue): GraphValue {
  if (!a.dims || !b.dims || a.dims.length === 0 || b.dims.length === 0) return outer(a, b);
  const batch = broadcastDims([a.dims.slice(0, -2), b.dims.slice(0, -2)]);
  if (!batch) return outer(a, b);
  const rows = a.dims.length > 1 ? [a.dims.at(-2) ?? 1] : [];
  const columns = b.dims.length > 1 ? [b.dims.at(-1) ?? 1] : [];
  return ofDims([...batch, ...rows, ...columns]);
}

function gemm({ attributes }: GraphStep, a: GraphValue, b: GraphValue): GraphValue {
  const rows = a.dims?.[attributes.get('transA') === 1 ? 1 : 0];
  const columns = b.dims?.[attributes.get('transB') === 1 ? 0 : 1];
  return rows === undefined || columns === undefined ? outer(a, b) : ofDims([rows, columns]);
}

const product =
  (at: number): StepRule =>
  (_, inputs) => [matMul(inputs[0] ?? NONE, inputs[at] ?? NONE)];

/** Its matrices may lie turned in their last two places. */
const fusedMatMul: StepRule = ({ attributes }, [a = NONE, b = NONE]) => {
  const turned = (value: GraphValue, flag: string): GraphValue => {
    if (attributes.get(flag) !== 1 || !value.dims) return value;
    return ofDims([...value.dims.slice(0, -2), ...value.dims.slice(-2).toReversed()]);
  };
  return [matMul(turned(a, 'transA'), turned(b, 'transB'))];
};

/** Weights in four bits or in blocks: the attribute says how many columns there are. */
const packed: StepRule = ({ attributes }, [a = NONE, b = NONE]) => {
  const columns = attributes.get('N');
  if (!a.dims || typeof columns !== 'number') return [outer(a, b)];
  return [ofDims([...a.dims.slice(0, -1), columns])];
};

const conv: StepRule = (step, inputs) => {
  const [x = NONE, w = NONE] =
    step.operator === 'QLinearConv' ? [inputs[0], inputs[3]] : [inputs[0], inputs[1]];
  if (!x.dims || !w.dims) return [outer(x, w)];
  const places = windows(step, x.dims.slice(2), w.dims.slice(2));
  return [ofDims([x.dims[0] ?? 1, w.dims[0] ?? 1, ...places])];
};

const pool: StepRule = (step, [x = NONE]) => {
  const kernel = numbers(step, 'kernel_shape');
  if (!x.dims) return step.outputs.map(() => x);
  const places = kernel ? windows(step, x.dims.slice(2), kernel) : x.dims.slice(2).map(() => 1);
  return step.outputs.map(() => ofDims([...(x.dims ?? []).slice(0, 2), ...places]));
};

function numbers({ attributes }: GraphStep, name: string): readonly number[] | null {
  const value = attributes.get(name);
  return Array.isArray(value) ? (value as readonly number[]) : null;
}

function windows(step: GraphStep, sizes: readonly number[], kernel: readonly number[]): number[] {
  const [strides, pads, dilations] = ['strides', 'pads', 'dilations'].map((one) =>
    numbers(step, one),
  );
  const padded = textOf(step, 'auto_pad').startsWith('SAME');
  return sizes.map((size, axis) => {
    const stride = Math.max(1, strides?.[axis] ?? 1);
    if (padded) return Math.ceil(size / stride);
    const around = (pads?.[axis] ?? 0) + (pads?.[axis + sizes.length] ?? 0);
    const reach = (dilations?.[axis] ?? 1) * ((kernel[axis] ?? 1) - 1) + 1;
    return Math.max(0, Math.floor((size + around - reach) / stride) + 1);
  });
}

function textOf({ attributes }: GraphStep, name: string): string {
  const value = attributes.get(name);
  return typeof value === 'string' ? value : '';
}

/** The size of each letter of `bij,bjk->bik`, and the letters of the result; `null` where they do not fit the shapes. */
export function einsumSizes(step: GraphStep, inputs: readonly GraphValue[]) {
  const [left = '', result] = textOf(step, 'equation').replaceAll(' ', '').split('->');
  const sizes = new Map<string, number>();
  for (const [at, letters] of left.split(',').entries()) {
    const dims = inputs[at]?.dims;
    if (dims?.length !== letters.length) return null;
    for (const [axis, size] of dims.entries()) sizes.set(letters.charAt(axis), size);
  }
  return result === undefined ? null : { sizes, result };
}

const einsum: StepRule = (step, inputs) => {
  const found = einsumSizes(step, inputs);
  if (!found) return [outerAll(inputs)];
  return [ofDims(Array.from(found.result, (letter) => found.sizes.get(letter) ?? 1))];
};

export function outerAll(inputs: readonly GraphValue[]): GraphValue {
  return inputs.reduce(outer, ofCount(1));
}

/** Queries, keys and values in one: [batch, places, three widths] times its weights; a mask of places by places inside. */
const attention: StepRule = ({ attributes, outputs }, [x = NONE, w = NONE]) => {
  const width = (w.dims?.[1] ?? 3) / 3;
  const places = x.dims?.[1] ?? 1;
  const heads = Number(attributes.get('num_heads') ?? 1);
  const scores = ofCount((x.dims?.[0] ?? 1) * heads * places * places);
  if (!x.dims || !w.dims) return outputs.map(() => outer(x, w));
  const result = ofDims([...x.dims.slice(0, -1), width]);
  return [result, ...outputs.slice(1).map(() => scores)];
};

/** Two numbers may share a byte. */
const gatherBlocks: StepRule = (_, [data = NONE, indices = NONE]) => {
  if (!data.dims || !indices.dims) return [outer(data, indices)];
  return [ofDims([...indices.dims, ...data.dims.slice(1).map((size) => 2 * size)])];
};

/** Operators that multiply and add up. */
export const PRODUCTS: readonly (readonly [string, StepRule])[] = [
  ['MatMul', product(1)],
  ['MatMulInteger', product(1)],
  ['QLinearMatMul', product(3)],
  ['com.microsoft.MatMulIntegerToFloat', product(1)],
  ['com.microsoft.DynamicQuantizeMatMul', product(1)],
  ['com.microsoft.FusedMatMul', fusedMatMul],
  ['com.microsoft.MatMulNBits', packed],
  ['com.microsoft.MatMulBnb4', packed],
  ['Gemm', (step, [a = NONE, b = NONE]) => [gemm(step, a, b)]],
  ['com.microsoft.FusedGemm', (step, [a = NONE, b = NONE]) => [gemm(step, a, b)]],
  ['com.microsoft.QGemm', (step, [a = NONE, , , b = NONE]) => [gemm(step, a, b)]],
  ['Conv', conv],
  ['ConvInteger', conv],
  ['QLinearConv', conv],
  ['com.microsoft.FusedConv', conv],
  ['AveragePool', pool],
  ['MaxPool', pool],
  ['GlobalAveragePool', pool],
  ['Einsum', einsum],
  ['com.microsoft.Attention', attention],
  ['com.microsoft.QAttention', attention],
  ['com.microsoft.GatherBlockQuantized', gatherBlocks],
];
