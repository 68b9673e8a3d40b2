import { requireMatrix, type Matrix } from './matrix.ts';
import { rankedPlaces } from './ranked-places.ts';

/**
 * Columns of one row in the order of `standsBefore`.
 *
 * @param count how many columns to give at most; all where it is left out
 * @throws RangeError where there is no such row, or it is longer than 1,048,576
 */
export function rankRow(matrix: Matrix, row: number, count?: number): Uint32Array {
  const { data, dims } = matrix;
  const [rows, columns] = dims;
  requireMatrix(matrix);
  if (!Number.isInteger(row) || row < 0 || row >= rows) {
    throw new RangeError(`There is no row ${row} among ${rows}.`);
  }
  const scores = data.subarray(row * columns, (row + 1) * columns);
  return rankedPlaces(scores).subarray(0, count);
}
