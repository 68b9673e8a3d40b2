import { axisOf, broadcastDims, mapValues, ofCount, ofDims } from './graph-value.ts';
import { MOVES } from './move-rules.ts';
import { PRODUCTS } from './product-rules.ts';
import type { StepRule } from './step-rule.ts';

const elementwise =
  (work: ((...numbers: number[]) => number) | null = null): StepRule =>
  (_, inputs) => {
    const dims = broadcastDims(inputs.map((input) => input.dims));
    // Where shapes are not known, each number of one may meet each of the others.
    if (!dims)
      return [ofCount(inputs.reduce((product, { count }) => product * Math.max(1, count), 1))];
    return [ofDims(dims, work && mapValues(inputs, dims, work))];
  };

const same =
  (work: ((number: number) => number) | null = null): StepRule =>
  ({ outputs }, [input = ofCount(0)]) => {
    const values = work && input.values ? input.values.map(work) : null;
    return outputs.map(() => ({ ...input, values }));
  };

const flag = (value: boolean): number => (value ? 1 : 0);

const reduce: StepRule = ({ operator, attributes, outputs }, [input = ofCount(0), given]) => {
  const { dims } = input;
  if (!dims) return [ofCount(input.count)];
  const axis = attributes.get('axis');
  const listed =
    given?.values ?? attributes.get('axes') ?? (typeof axis === 'number' ? [axis] : null);
  const axes = new Set(
    Array.isArray(listed) ? listed.map((one: number) => axisOf(one, dims.length)) : dims.keys(),
  );
  const kept = attributes.get('keepdims') !== 0;
  const shape = dims.flatMap((size, at) => (!axes.has(at) ? [size] : kept ? [1] : []));
  const fold = FOLDS[operator];
  const whole = fold && axes.size === dims.length && input.values?.length ? input.values : null;
  const folded = whole && fold ? [whole.reduce(fold)] : null;
  return outputs.map(() => ofDims(shape, folded));
};

/** Codes of the formats of whole numbers. */
const WHOLE: ReadonlySet<unknown> = new Set([2, 3, 4, 5, 6, 7, 12, 13]);

const cast: StepRule = (step, inputs) =>
  same(WHOLE.has(step.attributes.get('to')) ? Math.trunc : (number) => number)(step, inputs);

const FOLDS: Readonly<Record<string, (a: number, b: number) => number>> = {
  ReduceMax: Math.max,
  ReduceMin: Math.min,
  ReduceProd: (a, b) => a * b,
  ReduceSum: (a, b) => a + b,
};

const words = (text: string): string[] => text.trim().split(/\s+/);

const UNARY: Readonly<Record<string, (number: number) => number>> = {
  Abs: Math.abs,
  Ceil: Math.ceil,
  Floor: Math.floor,
  Identity: (number) => number,
  Neg: (number) => -number,
  Not: (number) => flag(number === 0),
  Sqrt: Math.sqrt,
};

const BINARY: Readonly<Record<string, (...numbers: number[]) => number>> = {
  Add: (a = 0, b = 0) => a + b,
  And: (a = 0, b = 0) => flag(a !== 0 && b !== 0),
  Div: (a = 0, b = 1) => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b),
  Equal: (a, b) => flag(a === b),
  Greater: (a = 0, b = 0) => flag(a > b),
  GreaterOrEqual: (a = 0, b = 0) => flag(a >= b),
  Less: (a = 0, b = 0) => flag(a < b),
  LessOrEqual: (a = 0, b = 0) => flag(a <= b),
  Max: (...all) => Math.max(...all),
  Min: (...all) => Math.min(...all),
  Mod: (a = 0, b = 1) => a % b,
  Mul: (a = 0, b = 0) => a * b,
  Or: (a = 0, b = 0) => flag(a !== 0 || b !== 0),
  Pow: (a = 0, b = 0) => a ** b,
  Sub: (a = 0, b = 0) => a - b,
  Sum: (...all) => all.reduce((sum, one) => sum + one, 0),
  Where: (condition = 0, a = 0, b = 0) => (condition === 0 ? b : a),
};

/** Their first input's shape is that of every output, which for some second ones is rather too large. */
const SAME = words(`
BatchNormalization CastLike Clip CumSum DequantizeLinear Dropout Erf Exp Gelu IsInf IsNaN
LayerNormalization Log QuantizeLinear Reciprocal Relu ScatterElements ScatterND Sigmoid Softmax Tanh Trilu
com.microsoft.BiasGelu com.microsoft.FastGelu com.microsoft.Gelu com.microsoft.QLinearSoftmax com.microsoft.QuickGelu
com.microsoft.SkipLayerNormalization com.microsoft.MultiHeadAttention`);

const REDUCTIONS = words(
  'ArgMax ArgMin ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum',
);

/** One rule for each operator that a tower may use. */
export const STEP_RULES: ReadonlyMap<string, StepRule> = new Map<string, StepRule>([
  ...Object.entries(UNARY).map(([name, work]) => [name, same(work)] as const),
  ...SAME.map((name) => [name, same()] as const),
  ...Object.entries(BINARY).map(([name, work]) => [name, elementwise(work)] as const),
  [
    'com.microsoft.QLinearAdd',
    (step, [a, , , b]) => elementwise()(step, [a ?? ofCount(0), b ?? ofCount(0)]),
  ],
  [
    'DynamicQuantizeLinear',
    (_, [input = ofCount(0)]) => [{ ...input, values: null }, ofDims([]), ofDims([])],
  ],
  ['Cast', cast],
  ...REDUCTIONS.map((name) => [name, reduce] as const),
  ...MOVES,
  ...PRODUCTS,
]);
