import { requireMatrix, type Matrix } from './matrix.ts';
import { standsBefore } from './stands-before.ts';

/**
 * Columns of one row in the order of {@link standsBefore}.
 *
 * @param count how many columns to give at most; all where it is left out
 * @throws RangeError where there is no such row
 */
export function rankRow(matrix: Matrix, row: number, count?: number): Uint32Array {
  const { data, dims } = matrix;
  const [rows, columns] = dims;
  requireMatrix(matrix);
  if (!Number.isInteger(row) || row < 0 || row >= rows) {
    throw new RangeError(`There is no row ${row} among ${rows}.`);
  }
  const scores = data.subarray(row * columns, (row + 1) * columns);
  const order = Uint32Array.from(scores, (_, column) => column);
  order.sort((a, b) => (standsBefore(scores[a] as number, a, scores[b] as number, b) ? -1 : 1));
  return order.subarray(0, count);
}
