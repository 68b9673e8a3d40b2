import { addPair } from '../../core/evaluation/mcnemar.ts';
import type { Outcomes } from '../../core/evaluation/outcomes.ts';
import { scoreRows } from '../../core/evaluation/score-rows.ts';
import { addToTally } from '../../core/evaluation/tally.ts';
import type { Evaluation } from './run.ts';

/** Multiplications between two breaths: a few milliseconds. */
const STEP = 2e6;

/**
 * Enters the pictures from `from` up to, not including, `to` into every column's outcomes and counts.
 *
 * @param trueClasses [N]
 * @param failed places of pictures that could not be read; they are in no count
 */
export async function scorePictures(
  { columns, pairs }: Pick<Evaluation, 'columns' | 'pairs'>,
  trueClasses: Int32Array,
  from: number,
  to: number,
  failed: ReadonlySet<number>,
  breathe: () => Promise<void>,
): Promise<void> {
  for (const column of columns) {
    const rows = Math.max(1, Math.floor(STEP / column.classVectors.length));
    for (let at = from; at < to; at += rows) {
      await breathe();
      scoreRows(column, trueClasses, at, Math.min(to, at + rows));
    }
  }
  for (let picture = from; picture < to; picture++) {
    if (failed.has(picture)) continue;
    const trueClass = trueClasses[picture] ?? 0;
    for (const { tally, outcomes } of columns) {
      addToTally(tally, trueClass, judgementOf(outcomes, picture));
    }
    const [first, second] = columns.map(
      ({ outcomes }) => outcomes.predicted[picture] === trueClass,
    );
    if (first !== undefined && second !== undefined) addPair(pairs, first, second);
  }
}

function judgementOf({ predicted, rank, confidence }: Outcomes, at: number) {
  const winner = predicted[at] ?? -1;
  if (winner < 0) return null;
  return { predicted: winner, rank: rank[at] ?? 0, confidence: confidence[at] ?? 0 };
}
