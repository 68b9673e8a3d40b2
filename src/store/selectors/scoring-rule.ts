import type { Scoring, ScoringRule } from '../../core/scoring/probabilities.ts';
import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Settings } from '../types.ts';

/** The factor on cosines: the visitor's, else the checkpoint's own; where that one is missing 100, or a fresh model's. */
export function scaleOf({ model }: LoadedModel, scale: Settings['scale']): number {
  const { value, trained } = model.logitScale;
  if (scale === 'fresh') return trained ? value : FRESH_SCALE;
  return scale ?? value;
}

/** The way from cosines to probabilities that is chosen, or that the checkpoint was trained with. */
export function scoringOf(
  { model }: Pick<LoadedModel, 'model'>,
  scoring: Settings['scoring'],
): Scoring {
  return scoring === 'own' ? (model.scoring?.kind ?? 'softmax') : scoring;
}

/** How a model's cosines become probabilities under the visitor's choices. */
export function ruleOf(
  loaded: LoadedModel,
  { scale, scoring }: Pick<Settings, 'scale' | 'scoring'>,
): ScoringRule {
  return {
    kind: scoringOf(loaded, scoring),
    scale: scaleOf(loaded, scale),
    bias: loaded.model.scoring?.bias ?? 0,
  };
}

/**
 * What a model's values are, when probabilities are asked for: `probability`; `no-probability`, a sigmoid without a trained
 * bias; `cosines`, where scale or bias that the checkpoint was trained with are not at hand and nothing else was chosen.
 */
export function meaningOf(
  { model }: LoadedModel,
  scoring: Settings['scoring'],
): 'probability' | 'no-probability' | 'cosines' {
  const kind = scoringOf({ model }, scoring);
  if (kind === 'softmax') return 'probability';
  const bias = model.scoring?.bias ?? null;
  if (bias !== null && model.logitScale.trained) return 'probability';
  return scoring === 'own' ? 'cosines' : 'no-probability';
}

/** What a column's bars show: probabilities only where it has some. */
export function shownOf(
  model: LoadedModel,
  shown: Settings['shown'],
  scoring: Settings['scoring'],
): Settings['shown'] {
  const none = shown === 'probability' && meaningOf(model, scoring) === 'cosines';
  return none ? 'cosine' : shown;
}
