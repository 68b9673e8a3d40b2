import {
  axisOf,
  broadcastDims,
  type GraphValue,
  ofCount,
  ofDims,
  withSize,
} from './graph-value.ts';
import type { GraphStep, SmallTensor } from './read-steps.ts';
import type { StepRule } from './step-rule.ts';

const NONE = ofCount(0);

function numberOf({ attributes }: GraphStep, name: string, fallback: number): number {
  const value = attributes.get(name);
  return typeof value === 'number' ? value : fallback;
}

/** Numbers that newer operators take as an input and older ones as an attribute. */
function listOf(
  { attributes }: GraphStep,
  name: string,
  given: GraphValue | undefined,
): readonly number[] | null {
  if (given?.values) return given.values;
  const value = attributes.get(name);
  return Array.isArray(value) ? (value as readonly number[]) : null;
}

const constant: StepRule = ({ attributes }) => {
  const tensor = attributes.get('value');
  if (typeof tensor === 'object' && 'dims' in tensor) return [ofDims(tensor.dims, tensor.values)];
  const single = attributes.get('value_int') ?? attributes.get('value_float');
  if (typeof single === 'number') return [ofDims([], [single])];
  const list = attributes.get('value_ints');
  return [Array.isArray(list) ? ofDims([list.length], list as readonly number[]) : NONE];
};

const shape: StepRule = (step, [input = NONE]) => {
  if (!input.dims) return [ofCount(8)];
  const rank = input.dims.length;
  const part = input.dims.slice(
    axisOf(numberOf(step, 'start', 0), rank),
    axisOf(numberOf(step, 'end', rank), rank),
  );
  return [ofDims([part.length], part)];
};

/** The shape is not known: whoever asks for the value's size is told so. */
const UNTOLD = ofCount(Number.POSITIVE_INFINITY);

const constantOfShape: StepRule = ({ attributes }, [sizes = NONE]) => {
  if (!sizes.values) return [UNTOLD];
  const value = attributes.get('value') as SmallTensor | undefined;
  const fill = value?.values?.[0] ?? (value ? null : 0);
  const { count } = ofDims(sizes.values);
  const numbers = fill !== null && count <= 256 ? Array.from({ length: count }, () => fill) : null;
  return [ofDims(sizes.values, numbers)];
};

const expand: StepRule = (_, [input = NONE, sizes = NONE]) => {
  if (!sizes.values) return [UNTOLD];
  const dims = broadcastDims([input.dims, sizes.values]);
  if (!dims) return [ofCount(Math.max(1, input.count) * ofDims(sizes.values).count)];
  const [only] = input.values ?? [];
  const { count } = ofDims(dims);
  const filled = only !== undefined && input.count === 1 && count <= 256;
  const same = count === input.count ? input.values : null;
  return [ofDims(dims, filled ? Array.from({ length: count }, () => only) : same)];
};

const tile: StepRule = (_, [input = NONE, repeats = NONE]) => {
  if (!repeats.values) return [UNTOLD];
  const { values } = repeats;
  if (!input.dims) return [ofCount(input.count * ofDims(values).count)];
  return [ofDims(input.dims.map((size, axis) => size * (values[axis] ?? 1)))];
};

const range: StepRule = (_, [start = NONE, limit = NONE, delta = NONE]) => {
  const [from, to, by] = [start, limit, delta].map(({ values }) => values?.[0]);
  if (from === undefined || to === undefined || by === undefined) return [UNTOLD];
  const count = Math.max(0, Math.ceil((to - from) / by));
  const few = count <= 256 ? Array.from({ length: count }, (_unused, at) => from + at * by) : null;
  return [ofDims([count], few)];
};

const pad: StepRule = (step, [input = NONE, given, , axes]) => {
  const pads = listOf(step, 'pads', given);
  if (!pads || !input.dims || axes) return [UNTOLD];
  const rank = input.dims.length;
  return [
    ofDims(input.dims.map((size, axis) => size + (pads[axis] ?? 0) + (pads[axis + rank] ?? 0))),
  ];
};

const oneHot: StepRule = (step, [indices = NONE, depth = NONE]) => {
  const classes = depth.values?.[0];
  if (classes === undefined) return [UNTOLD];
  if (!indices.dims) return [ofCount(indices.count * classes)];
  const axis = axisOf(numberOf(step, 'axis', -1), indices.dims.length + 1);
  return [ofDims(indices.dims.toSpliced(axis, 0, classes))];
};

/** The same numbers in another shape. */
function reshaped(input: GraphValue, dims: readonly number[] | null): readonly GraphValue[] {
  if (!dims) return [{ ...input, dims: null }];
  return [{ dims, count: input.count, values: input.values }];
}

const reshape: StepRule = (step, [input = NONE, sizes = NONE]) => {
  if (!sizes.values) return reshaped(input, null);
  const keepZero = numberOf(step, 'allowzero', 0) === 1;
  const dims = sizes.values.map((size, axis) =>
    size === 0 && !keepZero ? (input.dims?.[axis] ?? Number.NaN) : size,
  );
  const rest = dims.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const whole = dims.map((size) => (size === -1 ? input.count / rest : size));
  return reshaped(input, whole.every((size) => Number.isInteger(size)) ? whole : null);
};

const flatten: StepRule = (step, [input = NONE]) => {
  const axis = numberOf(step, 'axis', 1);
  if (!input.dims) return reshaped(input, null);
  const sizes = [input.dims.slice(0, axis), input.dims.slice(axis)];
  return reshaped(
    input,
    sizes.map((part) => ofDims(part).count),
  );
};

const unsqueeze: StepRule = (step, [input = NONE, given]) => {
  const axes = listOf(step, 'axes', given);
  if (!axes || !input.dims) return reshaped(input, null);
  const rank = input.dims.length + axes.length;
  let dims = [...input.dims];
  for (const axis of axes.map((one) => axisOf(one, rank)).toSorted((a, b) => a - b)) {
    dims = dims.toSpliced(axis, 0, 1);
  }
  return reshaped(input, dims);
};

const squeeze: StepRule = (step, [input = NONE, given]) => {
  const axes = listOf(step, 'axes', given);
  const { dims } = input;
  if (!dims) return reshaped(input, null);
  const gone = new Set(axes?.map((axis) => axisOf(axis, dims.length)));
  return reshaped(
    input,
    dims.filter((size, axis) => (axes ? !gone.has(axis) : size !== 1)),
  );
};

const transpose: StepRule = (step, [input = NONE]) => {
  const { dims } = input;
  if (!dims) return reshaped(input, null);
  const order = listOf(step, 'perm', undefined) ?? [...dims.keys()].toReversed();
  return [
    ofDims(
      order.map((axis) => dims[axis] ?? 1),
      dims.length < 2 ? input.values : null,
    ),
  ];
};

const concat: StepRule = (step, inputs) => {
  const count = inputs.reduce((sum, input) => sum + input.count, 0);
  const [first] = inputs;
  if (!first?.dims || inputs.some(({ dims }) => dims?.length !== first.dims?.length)) {
    return [ofCount(count)];
  }
  const axis = axisOf(numberOf(step, 'axis', 0), first.dims.length);
  const along = inputs.reduce((sum, { dims }) => sum + (dims?.[axis] ?? 0), 0);
  const all = inputs.map(({ values }) => values);
  const values = axis === 0 && all.every((one) => one !== null) ? all.flat() : null;
  return [ofDims(withSize(first.dims, axis, along), values)];
};

const gather: StepRule = (step, [data = NONE, indices = NONE]) => {
  if (!data.dims || !indices.dims)
    return [ofCount(Math.max(1, data.count) * Math.max(1, indices.count))];
  const axis = axisOf(numberOf(step, 'axis', 0), data.dims.length);
  const dims = data.dims.toSpliced(axis, 1, ...indices.dims);
  const { values } = data;
  const size = data.dims[0] ?? 1;
  const flat = values && data.dims.length === 1 ? indices.values : null;
  return [ofDims(dims, flat ? flat.map((at) => values?.[axisOf(at, size)] ?? Number.NaN) : null)];
};

const gatherAt: StepRule = (step, [data = NONE, indices = NONE]) => {
  if (step.operator === 'GatherElements') return [{ ...indices, values: null }];
  const last = indices.dims?.at(-1);
  if (!data.dims || !indices.dims || last === undefined) {
    return [ofCount(Math.max(1, data.count) * Math.max(1, indices.count))];
  }
  const skipped = numberOf(step, 'batch_dims', 0) + last;
  return [ofDims([...indices.dims.slice(0, -1), ...data.dims.slice(skipped)])];
};

const slice: StepRule = (step, [input = NONE, ...given]) => {
  const [starts, ends, axes, by] = ['starts', 'ends', 'axes', 'steps'].map((name, at) =>
    listOf(step, name, given[at]),
  );
  const { dims } = input;
  if (!dims || !starts || !ends) return [ofCount(input.count)];
  let result = [...dims];
  let values: readonly number[] | null = input.values;
  for (const [at, start] of starts.entries()) {
    const axis = axisOf(axes?.[at] ?? at, dims.length);
    const [size, stride] = [dims[axis] ?? 0, by?.[at] ?? 1];
    if (stride < 1) return [ofCount(input.count)];
    const clamp = (place: number): number => Math.min(size, Math.max(0, axisOf(place, size)));
    const [from, to] = [clamp(start), clamp(ends[at] ?? size)];
    result = withSize(result, axis, Math.max(0, Math.ceil((to - from) / stride)));
    values =
      dims.length === 1
        ? (values?.slice(from, to).filter((_, i) => i % stride === 0) ?? null)
        : null;
  }
  return [ofDims(result, values)];
};

const split: StepRule = (step, [input = NONE, given]) => {
  const { outputs } = step;
  const sizes = listOf(step, 'split', given);
  const { dims } = input;
  if (!dims) return outputs.map(() => ofCount(input.count));
  const axis = axisOf(numberOf(step, 'axis', 0), dims.length);
  const even = Math.ceil((dims[axis] ?? 0) / outputs.length);
  let begin = 0;
  return outputs.map((_, at) => {
    const size = sizes?.[at] ?? even;
    const values = dims.length === 1 ? (input.values?.slice(begin, begin + size) ?? null) : null;
    begin += size;
    return ofDims(withSize(dims, axis, size), values);
  });
};

const topK: StepRule = (step, [input = NONE, k = NONE]) => {
  const count = k.values?.[0];
  if (!input.dims || count === undefined) return step.outputs.map(() => ofCount(input.count));
  const axis = axisOf(numberOf(step, 'axis', -1), input.dims.length);
  const dims = withSize(input.dims, axis, Math.min(count, input.dims[axis] ?? 0));
  return step.outputs.map(() => ofDims(dims));
};

/** Operators that lay numbers out anew, or repeat them. */
export const MOVES: readonly (readonly [string, StepRule])[] = [
  ['Constant', constant],
  ['ConstantOfShape', constantOfShape],
  ['Shape', shape],
  ['Size', (_, [input = NONE]) => [ofDims([], [input.count])]],
  ['Expand', expand],
  ['Tile', tile],
  ['Range', range],
  ['Pad', pad],
  ['OneHot', oneHot],
  ['Reshape', reshape],
  ['Flatten', flatten],
  ['Unsqueeze', unsqueeze],
  ['Squeeze', squeeze],
  ['Transpose', transpose],
  ['Concat', concat],
  ['Gather', gather],
  ['GatherElements', gatherAt],
  ['GatherND', gatherAt],
  ['Slice', slice],
  ['Split', split],
  ['TopK', topK],
];
