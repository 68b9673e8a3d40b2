import type { ScoringRule } from '../core/scoring/probabilities.ts';
import type { ModelInfo } from './loading.ts';

/** The rule that a checkpoint was trained with, whatever is chosen on the page. */
export function ownRule({ logitScale, scoring }: ModelInfo): ScoringRule {
  return { kind: scoring?.kind ?? 'softmax', scale: logitScale.value, bias: scoring?.bias ?? 0 };
}
