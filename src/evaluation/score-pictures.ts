import { scoreRows } from '../core/scoring/score-rows.ts';
import type { Evaluation } from './run.ts';

/** Multiplications between two breaths: a few milliseconds. */
const STEP = 2e6;

/**
 * Enters the pictures from `from` up to, not including, `to` into every column's outcomes.
 *
 * @param trueClasses [N]
 */
export async function scorePictures(
  { columns }: Pick<Evaluation, 'columns'>,
  trueClasses: Int32Array,
  from: number,
  to: number,
  breathe: () => Promise<void>,
): Promise<void> {
  for (const column of columns) {
    const rows = Math.max(1, Math.floor(STEP / column.classVectors.length));
    for (let at = from; at < to; at += rows) {
      await breathe();
      scoreRows(column, trueClasses, at, Math.min(to, at + rows));
    }
  }
}
