import type { ParameterReport } from '../../core/checkpoint/load-report.ts';
import { encodeHalf } from '../../core/checkpoint/half.ts';
import { outputScales, quantiseTransposed } from '../../core/checkpoint/quantise.ts';
import { transpose } from '../../core/checkpoint/tensor-values.ts';
import type { GraphWeight, TowerGraph } from '../../core/graph/tower-graph.ts';
import { elementCount } from '../../core/model/parameters.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { parameterValues, type ParameterSources } from './parameter-values.ts';

export type FillRequest = ParameterSources & Pick<CallOptions, 'onProgress'>;

/**
 * The weights of one tower as its graph wants them, in its order and each in memory of its own: read from the files, or
 * drawn from the seed, and brought to the graph's precision. One parameter at a time is held beside them.
 */
export async function fillWeights(
  graph: TowerGraph,
  request: FillRequest,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const { report } = request;
  const pieces = graph.weights.map(() => new Uint8Array());
  const uses = usesOf(graph);
  const own = report.parameters.filter(({ parameter }) => uses.has(parameter.name));
  const progress = counter(own, request);
  for await (const [{ name }, values] of parameterValues(own, request)) {
    place(pieces, uses, name, values);
    progress(values.length);
  }
  return pieces;
}

interface Use {
  readonly weight: GraphWeight;
  /** Place among the graph's weights. */
  readonly index: number;
}

type Uses = ReadonlyMap<string, readonly Use[]>;

function usesOf({ weights }: TowerGraph): Uses {
  const uses = new Map<string, Use[]>();
  for (const [index, weight] of weights.entries()) {
    uses.set(weight.parameter, [...(uses.get(weight.parameter) ?? []), { weight, index }]);
  }
  return uses;
}

function place(
  pieces: Uint8Array<ArrayBuffer>[],
  uses: Uses,
  name: string,
  values: Float32Array,
): void {
  for (const [nth, { weight, index }] of (uses.get(name) ?? []).entries()) {
    const content = contentOf(weight, values);
    // The values may lie in memory with others, or be wanted in two places.
    const own = content === values ? (nth === 0 ? alone(values) : values.slice()) : content;
    if (own.byteLength !== weight.byteLength) {
      throw new RangeError(`${name} has ${own.byteLength} bytes, not ${weight.byteLength}.`);
    }
    pieces[index] = new Uint8Array(own.buffer as ArrayBuffer);
  }
}

/** A parameter in the form that the graph wants: the very values, or new memory that holds nothing else. */
function contentOf({ form, type, dims }: GraphWeight, values: Float32Array) {
  const [rows = 1, columns = 1] = dims;
  if (form === 'scales') return outputScales(values, rows);
  if (form === 'quantised') return quantiseTransposed(values, outputScales(values, columns));
  const turned = form === 'transposed' ? transpose(values, columns, rows) : values;
  return type === 'float16' ? encodeHalf(turned) : turned;
}

/** The values in memory that holds nothing else: as they are where that is so, else copied. */
function alone(values: Float32Array): Float32Array {
  const { buffer, byteLength } = values;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? values
    : values.slice();
}

function counter(own: readonly ParameterReport[], { onProgress }: CallOptions) {
  const total = own.reduce((sum, { parameter }) => sum + elementCount(parameter.shape), 0);
  let done = 0;
  onProgress?.({ stage: 'prepare', done, total, unit: 'parameters' });
  return (count: number): void => {
    done += count;
    onProgress?.({ stage: 'prepare', done, total, unit: 'parameters' });
  };
}
