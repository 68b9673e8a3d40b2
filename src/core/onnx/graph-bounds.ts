import { BoundError } from '../bounds/bound-error.ts';
import { quote } from '../quote.ts';
import { type GraphValue, ofCount, ofDims, ofTensor } from './graph-value.ts';
import { einsumSizes, outerAll } from './product-rules.ts';
import { brokenOnnx } from './proto-walker.ts';
import { type GraphStep, type GraphSteps, readSteps } from './read-steps.ts';
import { STEP_RULES } from './step-rules.ts';

/** What one row through a graph that a file brings may cost. */
export const GRAPH_BOUNDS = {
  /** Numbers in one value: 256 MB in float32. The largest of CLIP at 336 pixels has 5 million. */
  value: 1 << 26,
  /** Numbers that are held at one time, beside the weights. */
  held: 1 << 27,
  /** Steps that any graph may take: some seconds. */
  steps: 4e9,
  /** Steps for each weight: a place in the picture or text uses it once, and no CLIP has as many places. */
  stepsPerWeight: 8192,
} as const;

/** What a row costs. */
export interface GraphCost {
  /** Numbers in the largest value. */
  readonly largest: number;
  readonly held: number;
  readonly steps: number;
}

/** Sizes of the inputs for one row. */
export type InputDims = Readonly<Record<string, readonly number[]>>;

/**
 * Follows the shapes of a graph from one row of input, and the numbers that shapes are computed from, before anything of it
 * runs. What is made of nothing but constants counts as held to the end: the runtime computes it when it makes the graph ready.
 * @param file the whole ONNX file, which `readOnnx` has taken
 * @throws BoundError by the name of the operator; CodedError where the graph makes no sense
 */
export async function boundGraph(file: Uint8Array, inputs: InputDims): Promise<GraphCost> {
  const graph = await readSteps(file);
  const values = new Map<string, Held>();
  for (const [name, tensor] of graph.initialisers) {
    values.set(name, { value: ofTensor(tensor), constant: true });
  }
  for (const [name, dims] of Object.entries(inputs)) {
    values.set(name, { value: ofDims(dims), constant: false });
  }
  const weights = [...values.values()].reduce((sum, { value }) => sum + value.count, 0);
  const limit = GRAPH_BOUNDS.steps + GRAPH_BOUNDS.stepsPerWeight * weights;
  return follow(graph, values, limit);
}

interface Held {
  readonly value: GraphValue;
  readonly constant: boolean;
}

function follow({ steps }: GraphSteps, values: Map<string, Held>, limit: number): GraphCost {
  const lastUses = new Map<string, number>();
  for (const [at, { inputs }] of steps.entries()) for (const name of inputs) lastUses.set(name, at);
  const known = new Set(values.keys());
  const cost = { largest: 0, held: 0, steps: 0 };
  let held = 0;
  for (const [at, step] of steps.entries()) {
    const given = step.inputs.map((name) => heldOf(values, name));
    const results =
      STEP_RULES.get(step.operator)?.(
        step,
        given.map(({ value }) => value),
      ) ?? [];
    const constant = given.every((one) => one.constant);
    cost.steps += workOf(
      step,
      given.map(({ value }) => value),
      results,
    );
    require(cost.steps, limit, 'steps in its graph', step);
    for (const [index, name] of step.outputs.entries()) {
      const value = results[index] ?? results[0] ?? ofCount(0);
      require(value.count, GRAPH_BOUNDS.value, 'numbers in one value of its graph', step);
      values.set(name, { value, constant });
      held += value.count;
      cost.largest = Math.max(cost.largest, value.count);
    }
    cost.held = Math.max(cost.held, held);
    require(held, GRAPH_BOUNDS.held, 'numbers at one time in its graph', step);
    for (const name of new Set(step.inputs)) {
      const value = values.get(name);
      if (value && !value.constant && !known.has(name) && lastUses.get(name) === at) {
        held -= value.value.count;
      }
    }
  }
  return cost;
}

/** An input that is left out has no name, and is as good as a constant. */
function heldOf(values: ReadonlyMap<string, Held>, name: string): Held {
  if (name === '') return { value: ofCount(0), constant: true };
  const found = values.get(name);
  if (!found) throw brokenOnnx(`uses ${quote(name)} before it is made`);
  return found;
}

/** Not a number, where sizes contradict each other beyond telling, is beyond every bound. */
function require(count: number, limit: number, what: string, { operator }: GraphStep): void {
  if (!(count <= limit)) throw new BoundError(`${what} (at its operator ${operator})`, limit);
}

const PRODUCTS =
  /^(Conv|ConvInteger|QLinearConv|Gemm|MatMul|MatMulInteger|QLinearMatMul|com\.microsoft\.(Attention|DynamicQuantizeMatMul|FusedConv|FusedGemm|FusedMatMul|MatMul.*|MultiHeadAttention|QAttention|QGemm))$/;

/** Multiplications, or numbers that are touched. */
function workOf(
  step: GraphStep,
  inputs: readonly GraphValue[],
  results: readonly GraphValue[],
): number {
  const { operator } = step;
  const made = results.reduce((most, { count }) => Math.max(most, count), 0);
  const taken = inputs.reduce((most, { count }) => Math.max(most, count), 0);
  if (operator === 'Einsum') return lettersOf(step, inputs);
  if (!PRODUCTS.test(operator)) return Math.max(made, taken);
  return made * innerOf(operator, inputs);
}

/** Each letter of the equation is a loop. */
function lettersOf(step: GraphStep, inputs: readonly GraphValue[]): number {
  const found = einsumSizes(step, inputs);
  if (!found) return outerAll(inputs).count;
  return [...found.sizes.values()].reduce((product, size) => product * size, 1);
}

/** How many products are added up for one number. */
function innerOf(operator: string, [a, b, , w]: readonly GraphValue[]): number {
  if (!a || !b) return 1;
  if (operator.includes('Conv')) {
    const kernel = operator === 'QLinearConv' ? (w ?? b) : b;
    return kernel.dims ? kernel.count / Math.max(1, kernel.dims[0] ?? 1) : kernel.count;
  }
  const places = a.dims?.[1] ?? a.count;
  const width = a.dims?.at(-1) ?? a.count;
  if (operator.includes('Attention')) return 3 * width + 2 * places;
  // A turned matrix has its rows where others have their columns.
  return operator.includes('Gemm') || operator.includes('Fused')
    ? Math.max(width, a.dims?.at(-2) ?? 1)
    : width;
}
