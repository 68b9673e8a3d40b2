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
  const { labels, at, winner } = own;
  const listed =
    order === 'labels' ? labels.keys() : byRank(order === 'sorted' || !lead ? own : lead);
  const places: number[] = [];
  for (const place of listed) {
    if (places.length === most) break;
    // Another column may have other labels.
    const id = order === 'first-column' && lead ? lead.labels[place]?.id : labels[place]?.id;
    const here = labels[place]?.id === id ? place : labels.findIndex((label) => label.id === id);
    if (here >= 0) places.push(here);
  }
  // Whatever the order, the column's own winner is among them.
  if (winner >= 0 && !places.includes(winner)) places.splice(-1, 1, winner);
  return places.flatMap((place) => at(place) ?? []);
}

/** By the scores that they are the order of: every column asks for the first one's. */
const orders = new WeakMap<PictureScores, Uint32Array>();

/** Best first, in float32, as winners are found: the first bar is the winner's. */
function byRank(scores: PictureScores): Uint32Array {
  const known = orders.get(scores);
  if (known) return known;
  const data = Float32Array.from(scores.ranks);
  const order = rankRow({ data, dims: [1, data.length] }, 0);
  orders.set(scores, order);
  return order;
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
