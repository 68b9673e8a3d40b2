import type { ScoreInputs } from '../../store/selectors/scores.ts';
import { usePage } from '../../store/StoreContext.tsx';

/** What scores are derived from, each part subscribed to on its own. */
export function useScoreInputs(): ScoreInputs {
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const scale = usePage((all) => all.scale);
  const scoring = usePage((all) => all.scoring);
  const heads = usePage((all) => all.heads);
  return { labels, templates, vectors, scale, scoring, heads };
}
