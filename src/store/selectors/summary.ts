import {
  cannotBeToldFromChance,
  wilsonInterval,
  type Interval,
} from '../../core/evaluation/interval.ts';
import type { State } from '../state.ts';
import type { Column, Label, Picture } from '../types.ts';
import { type ScoreInputs, tiedWinners, winnerOf } from './scores.ts';
import { hasTruth, isRight, labelNames } from './truth.ts';

/** One column over all pictures. */
export interface ColumnSummary {
  /** Pictures with a winner. */
  readonly pictures: number;
  /** Labels that win at all, most wins first. */
  readonly wins: readonly { readonly label: Label; readonly count: number }[];
  /** Pictures that are no examples of what the column was taught, whose known name is among the labels, and how many of them the column names right. */
  readonly known: number;
  readonly right: number;
  readonly interval: Interval;
  readonly likeGuessing: boolean;
  /** So few pictures that even all right could not be told from guessing. */
  readonly tooFew: boolean;
  /** Pictures whose known name is among the labels and that have no answer yet. */
  readonly waiting: number;
}

/** What a column is summed up from; a part of the whole state. */
export type SummaryInputs = ScoreInputs &
  Pick<State, 'pictures' | 'columns' | 'examples' | 'failures'>;

/**
 * How often each label wins in a column and how many known pictures it gets right, with a 95 % Wilson interval. A tie is
 * nobody's win and not right. Pictures that have no answer yet are told apart, so that a part is never taken for the whole.
 */
export function columnSummary(all: SummaryInputs, column: Column): ColumnSummary {
  const counts = new Map<Label, number>();
  const names = labelNames(all.labels);
  let [known, right, waiting] = [0, 0, 0];
  for (const picture of all.pictures) {
    const winners = tiedWinners(all, column, picture.id);
    const [winner] = winners;
    // What a head learned from says nothing of what it knows.
    const counted = hasTruth(picture, names) && !isExample(all, column, picture);
    if (!winner) {
      if (counted && !all.failures.has(picture.id)) waiting += 1;
      continue;
    }
    if (winners.length === 1) counts.set(winner, (counts.get(winner) ?? 0) + 1);
    if (!counted) continue;
    known += 1;
    if (winners.length === 1 && isRight(picture, winner)) right += 1;
  }
  const wins = [...counts].map(([label, count]) => ({ label, count }));
  const interval = wilsonInterval(right, known);
  const labels = Math.max(all.labels.length, 1);
  return {
    pictures: wins.reduce((sum, { count }) => sum + count, 0),
    wins: wins.toSorted((a, b) => b.count - a.count),
    known,
    right,
    waiting,
    interval,
    likeGuessing: known > 0 && cannotBeToldFromChance(interval, 1, labels),
    tooFew: known > 0 && cannotBeToldFromChance(wilsonInterval(known, known), 1, labels),
  };
}

/** Whether the column shows bars by pictures, and learned from this one: its bars then say nothing of what it knows. */
export function isExample(
  { heads, examples }: Pick<State, 'heads' | 'examples'>,
  column: Column,
  picture: Picture,
): boolean {
  return heads.get(column.id)?.kind === 'taught' && examples.has(picture.id);
}

export interface Agreement {
  readonly same: number;
  readonly pictures: number;
}

/** In how many pictures the first two columns name the same winner. */
export function agreement(all: Omit<SummaryInputs, 'examples' | 'failures'>): Agreement {
  const [first, second] = all.columns;
  let [same, pictures] = [0, 0];
  for (const { id } of all.pictures) {
    const a = first && winnerOf(all, first, id);
    const b = second && winnerOf(all, second, id);
    if (!a || !b) continue;
    pictures += 1;
    if (a === b) same += 1;
  }
  return { same, pictures };
}
