import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { elementCount } from '../../core/model/parameters.ts';
import type { ParameterNumbers } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';

/** The fake engine's account of a parameter: as many zeros as its shape says. */
export function describeNumbers({ parameters }: LoadReport, name: string): ParameterNumbers {
  const found = parameters.find(({ parameter }) => parameter.name === name);
  if (!found) {
    throw new EngineError('unknown-parameter', `There is no parameter ${name}.`, { name });
  }
  const count = elementCount(found.parameter.shape);
  const moments = { mean: 0, deviation: 0, smallest: 0, largest: 0 };
  return {
    name,
    summary: { count, finite: count, nan: 0, infinite: 0, ...moments },
    histogram: { from: -1, to: 1, counts: [0, count], below: 0, above: 0 },
    law: { kind: 'constant', value: 0 },
  };
}
