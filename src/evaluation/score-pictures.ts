import { scoreInSlices } from '../core/scoring/score-rows.ts';
import type { Evaluation } from './run.ts';

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
  for (const column of columns) await scoreInSlices(column, trueClasses, from, to, breathe);
}
