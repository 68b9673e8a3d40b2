import { rankRow } from '../../core/scoring/rank-row.ts';
import type { LabelScore, PictureScores } from './scores.ts';
import type { BarOrder, Shown } from '../types.ts';

const SORTED = 4;
const LISTED = 8;

/** Bars in each row of the list; the rest is seen when the picture is opened. */
export function barCount(labels: number, order: BarOrder): number {
  return Math.min(labels, order === 'labels' ? LISTED : SORTED);
}

/** The bars of one column in the chosen order, at most `most` of them. `lead` is the first column's scores. */
export function barRows(
  own: PictureScores,
  lead: PictureScores | null,
  order: BarOrder,
  most: number,
): LabelScore[] {
  if (order === 'labels') return own.scores.slice(0, most);
  if (order === 'sorted' || !lead) return byRank(own).slice(0, most);
  const mine = new Map(own.scores.map((score) => [score.label.id, score]));
  return byRank(lead)
    .map(({ label }) => mine.get(label.id))
    .filter((score) => score !== undefined)
    .slice(0, most);
}

/** In float32, as winners are found: the first bar is the winner's. */
function byRank({ scores }: PictureScores): LabelScore[] {
  const data = Float32Array.from(scores, ({ rank }) => rank);
  const order = rankRow({ data, dims: [1, scores.length] }, 0);
  return Array.from(order, (place) => scores[place]).filter((score) => score !== undefined);
}

interface Scale {
  /** Length of a bar, 0 to 1. */
  readonly length: (score: LabelScore) => number;
  /** Where chance lies on the same scale, or `null` where there is no such place. */
  readonly chance: number | null;
}

/**
 * How a number becomes a length. Probabilities fill the bar at 1. Cosines and logits have no natural end: the
 * picture's smallest and largest span the bar, so that differences are seen; the numbers stand beside them.
 */
export function barScale(scores: readonly LabelScore[], shown: Shown, sigmoid: boolean): Scale {
  if (shown === 'probability') {
    const chance = sigmoid || scores.length < 2 ? null : 1 / scores.length;
    return { length: ({ probability }) => probability, chance };
  }
  const values = scores.map((score) => score[shown]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  return { length: (score) => 0.06 + (0.94 * (score[shown] - low)) / span, chance: null };
}
