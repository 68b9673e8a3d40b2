import type { ScoreInputs } from '../../store/selectors/scores.ts';
import { useParts } from '../../store/use-parts.ts';

const SCORED = ['labels', 'templates', 'vectors', 'scale', 'scoring', 'heads'] as const;

/** What scores are derived from; another object only when a part of it is another one. */
export function useScoreInputs(): ScoreInputs {
  return useParts(SCORED);
}
