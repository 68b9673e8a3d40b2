import {
  cannotBeToldFromChance,
  wilsonInterval,
  type Interval,
} from '../../core/evaluation/interval.ts';
import type { All } from '../all.ts';
import type { Column, Label, Picture } from '../types.ts';
import { winnerOf } from './scores.ts';

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
}

type Inputs = Pick<
  All,
  | 'labels'
  | 'templates'
  | 'vectors'
  | 'scale'
  | 'scoring'
  | 'pictures'
  | 'columns'
  | 'heads'
  | 'examples'
>;

/** How often each label wins in a column and how many known pictures it gets right, with a 95 % Wilson interval. */
export function columnSummary(all: Inputs, column: Column): ColumnSummary {
  const counts = new Map<Label, number>();
  const names = new Set(all.labels.map(({ text }) => text.toLowerCase()));
  let [known, right] = [0, 0];
  for (const picture of all.pictures) {
    const winner = winnerOf(all, column, picture.id);
    if (!winner) continue;
    counts.set(winner, (counts.get(winner) ?? 0) + 1);
    if (isExample(all, column, picture)) continue;
    if (!picture.known.some((name) => names.has(name))) continue;
    known += 1;
    if (isRight(picture, winner)) right += 1;
  }
  const wins = [...counts].map(([label, count]) => ({ label, count }));
  const interval = wilsonInterval(right, known);
  return {
    pictures: wins.reduce((sum, { count }) => sum + count, 0),
    wins: wins.toSorted((a, b) => b.count - a.count),
    known,
    right,
    interval,
    likeGuessing: known > 0 && cannotBeToldFromChance(interval, 1, Math.max(all.labels.length, 1)),
  };
}

/** Whether the column shows bars by pictures, and learned from this one: its bars then say nothing of what it knows. */
export function isExample(
  { heads, examples }: Pick<All, 'heads' | 'examples'>,
  column: Column,
  picture: Picture,
): boolean {
  return heads.get(column.id)?.kind === 'taught' && examples.has(picture.id);
}

/** Whether the label is one of the picture's known names. */
export function isRight(picture: Picture, label: Label): boolean {
  return picture.known.includes(label.text.toLowerCase());
}

export interface Agreement {
  readonly same: number;
  readonly pictures: number;
}

/** In how many pictures the first two columns name the same winner. */
export function agreement(all: Omit<Inputs, 'examples'>): Agreement {
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
