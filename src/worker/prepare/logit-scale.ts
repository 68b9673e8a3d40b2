import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { scaleOrigin } from '../../core/checkpoint/told-report.ts';
import type { Architecture } from '../../core/model/architecture.ts';
import { STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { ModelInfo } from '../../engine/loading.ts';
import { readParameter, type SourcesByName } from './read-parameter.ts';

/** How a model's cosines are scored: the factor on them and, where it was trained with a sigmoid, the bias. */
type TrainedScoring = Pick<ModelInfo, 'logitScale' | 'scoring'>;

/**
 * Factor and bias of the files, or of what the report tells for them: the logarithm of the factor is stored. Where it is missing or left out, a stand-in; a bias
 * that is missing has none.
 */
export async function readScoring(
  report: LoadReport,
  { text }: Architecture,
  sources: SourcesByName,
): Promise<TrainedScoring> {
  const read = async (name: string): Promise<number | null> => {
    const own = report.parameters.find(({ parameter }) => parameter.name === name);
    if (own?.provenance.kind === 'told') return own.provenance.value;
    if (own?.provenance.kind !== 'loaded' && own?.provenance.kind !== 'trained') return null;
    const [value = 0] = await readParameter(own.provenance, sources);
    return value;
  };
  const from = scaleOrigin(report);
  const logarithm = await read('logit_scale');
  const logitScale =
    logarithm === null
      ? { value: STAND_IN_SCALE, trained: false }
      : { value: Math.exp(logarithm), trained: true, ...(from && { from }) };
  if (text.kind !== 'siglip') return { logitScale };
  return { logitScale, scoring: { kind: 'sigmoid', bias: await read('logit_bias') } };
}
