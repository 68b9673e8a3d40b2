import type { LoadReport, ParameterReport } from '../../core/checkpoint/load-report.ts';
import { drawParameters } from '../../core/init/draw-parameters.ts';
import type { Architecture } from '../../core/model/architecture.ts';
import type { Parameter } from '../../core/model/parameters.ts';
import { nextTask } from '../../engine/next-task.ts';
import { readParameter, type SourcesByName } from './read-parameter.ts';

/** What the numbers of a model's parameters are made from. */
export interface ParameterSources {
  readonly architecture: Architecture;
  readonly report: LoadReport;
  readonly sources: SourcesByName;
  readonly signal?: AbortSignal;
}

/**
 * The numbers of the wanted parameters in OpenCLIP's shapes, one parameter at a time: first those that files give, then those
 * that chance gives, in the generator's own order. The worker answers aborts and progress between two of them.
 */
export async function* parameterValues(
  wanted: readonly ParameterReport[],
  { architecture, report, sources, signal }: ParameterSources,
): AsyncGenerator<readonly [parameter: Parameter, values: Float32Array], void, undefined> {
  const random = new Map<string, Parameter>();
  for (const { parameter, provenance } of wanted) {
    signal?.throwIfAborted();
    if (provenance.kind === 'loaded' || provenance.kind === 'trained')
      yield [parameter, await readParameter(provenance, sources)];
    else if (provenance.kind === 'told') yield [parameter, Float32Array.of(provenance.value)];
    else random.set(parameter.name, parameter);
  }
  if (random.size === 0) return;
  const { order } = report.rule;
  const names = new Set(random.keys());
  for (const drawn of drawParameters(architecture, report.seed, { wanted: names, order })) {
    const parameter = drawn && random.get(drawn[0]);
    if (parameter) yield [parameter, drawn[1]];
    await nextTask();
    signal?.throwIfAborted();
  }
}
