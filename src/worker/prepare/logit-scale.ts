import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { ModelInfo } from '../../engine/loading.ts';
import { readParameter, type SourcesByName } from './read-parameter.ts';

/** The factor on cosines: the file's, whose logarithm is stored, or its stand-in where that is missing or left out. */
export async function readLogitScale(
  report: LoadReport,
  sources: SourcesByName,
): Promise<ModelInfo['logitScale']> {
  const own = report.parameters.find(({ parameter }) => parameter.part === 'logit-scale');
  if (own?.provenance.kind !== 'loaded' && own?.provenance.kind !== 'trained')
    return { value: STAND_IN_SCALE, trained: false };
  const [logarithm = 0] = await readParameter(own.provenance, sources);
  return { value: Math.exp(logarithm), trained: true };
}
