import { rankRow } from '../../core/scoring/rank-row.ts';
import type { LabelScore, PictureScores } from './scores.ts';
import type { ValueAxis } from './value-axis.ts';
import type { BarOrder, Shown } from '../types.ts';

/** The winner and two runners-up: what can be read from the last row of a room. */
const SORTED = 3;
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
  if (order === 'sorted' || (order !== 'labels' && !lead)) return byRank(own).slice(0, most);
  const mine = new Map(own.scores.map((score) => [score.label.id, score]));
  const listed = order === 'labels' || !lead ? own.scores : byRank(lead);
  const rows = listed
    .map(({ label }) => mine.get(label.id))
    .filter((score) => score !== undefined)
    .slice(0, most);
  // Whatever the order, the column's own winner is among them.
  const winner = own.scores[own.winner];
  return !winner || rows.includes(winner) ? rows : [...rows.slice(0, -1), winner];
}

/** By the scores that they are the order of: every column asks for the first one's. */
const orders = new WeakMap<PictureScores['scores'], readonly LabelScore[]>();

/** In float32, as winners are found: the first bar is the winner's. */
function byRank({ scores }: PictureScores): readonly LabelScore[] {
  const known = orders.get(scores);
  if (known) return known;
  const data = Float32Array.from(scores, ({ rank }) => rank);
  const order = rankRow({ data, dims: [1, scores.length] }, 0);
  const ranked = Array.from(order, (place) => scores[place]).filter((score) => score !== undefined);
  orders.set(scores, ranked);
  return ranked;
}

interface Scale {
  /** Place of a value along the track, 0 to 1. */
  readonly length: (score: LabelScore) => number;
  /** Place of zero, where bars begin: those of negative values go to the left. */
  readonly zero: number;
  /** Where chance lies on the same scale, or `null` where there is no such place. */
  readonly chance: number | null;
}

/**
 * How long bars are. Probabilities stand on 0 to 1, with chance where they compete; cosines and logits on the one axis of all
 * columns, so that what is small in one looks small beside another.
 */
export function barScale(labels: number, shown: Shown, sigmoid: boolean, axis: ValueAxis): Scale {
  if (shown === 'probability') {
    const chance = sigmoid || labels < 2 ? null : 1 / labels;
    return { length: ({ probability }) => probability, zero: 0, chance };
  }
  const { low, high } = axis;
  // Bars that stay on show from before may lie beyond the axis of those that are there now.
  const length = (score: LabelScore): number =>
    Math.min(Math.max((score[shown] - low) / (high - low), 0), 1);
  return { length, zero: -low / (high - low), chance: null };
}
