import type { LoadReport, ParameterReport } from '../../core/checkpoint/load-report.ts';
import { transpose } from '../../core/checkpoint/tensor-values.ts';
import type { GraphWeight, TowerGraph } from '../../core/graph/tower-graph.ts';
import { drawParameters } from '../../core/init/draw-parameters.ts';
import type { Architecture } from '../../core/model/architecture.ts';
import { elementCount } from '../../core/model/parameters.ts';
import type { CallOptions } from '../../engine/contract.ts';
import { nextTask } from '../runtime/next-task.ts';
import { readParameter, type SourcesByName } from './read-parameter.ts';

export interface FillRequest extends CallOptions {
  readonly architecture: Architecture;
  readonly report: LoadReport;
  readonly sources: SourcesByName;
}

/**
 * The weights of one tower in one block, as its graph wants them: read from the files, or drawn from the seed.
 * One parameter at a time is held beside the block.
 */
export async function fillWeights(
  graph: TowerGraph,
  request: FillRequest,
): Promise<Uint8Array<ArrayBuffer>> {
  const { report, sources, signal } = request;
  const block = new Uint8Array(graph.weightsByteLength);
  const uses = usesOf(graph);
  const own = report.parameters.filter(({ parameter }) => uses.has(parameter.name));
  const progress = counter(own, request);
  for (const { parameter, provenance } of own) {
    if (provenance.kind !== 'loaded') continue;
    signal?.throwIfAborted();
    const values = await readParameter(provenance, sources);
    place(block, uses, parameter.name, values);
    progress(values.length);
  }
  const random = own.filter(({ provenance }) => provenance.kind !== 'loaded');
  await draw(random, request, (name, values) => {
    place(block, uses, name, values);
    progress(values.length);
  });
  return block;
}

type Uses = ReadonlyMap<string, readonly GraphWeight[]>;

function usesOf({ weights }: TowerGraph): Uses {
  const uses = new Map<string, GraphWeight[]>();
  for (const weight of weights) {
    uses.set(weight.parameter, [...(uses.get(weight.parameter) ?? []), weight]);
  }
  return uses;
}

/** Draws the random parameters in the generator's own order; the worker answers aborts and progress between two of them. */
async function draw(
  random: readonly ParameterReport[],
  { architecture, report, signal }: FillRequest,
  take: (name: string, values: Float32Array) => void,
): Promise<void> {
  if (random.length === 0) return;
  const wanted = new Set(random.map(({ parameter }) => parameter.name));
  const { imageProjection } = report.rule;
  for (const [name, values] of drawParameters(architecture, report.seed, {
    wanted,
    imageProjection,
  })) {
    take(name, values);
    await nextTask();
    signal?.throwIfAborted();
  }
}

function place(
  block: Uint8Array<ArrayBuffer>,
  uses: Uses,
  name: string,
  values: Float32Array,
): void {
  for (const { form, dims, offset, byteLength } of uses.get(name) ?? []) {
    const target = new Float32Array(block.buffer, offset, byteLength / 4);
    const [rows = 1, columns = 1] = dims;
    target.set(form === 'transposed' ? transpose(values, columns, rows) : values);
  }
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
