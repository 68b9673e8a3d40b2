import { requireMatrix, type Matrix } from './matrix.ts';

/**
 * Columns of one row from the highest score to the lowest: of equal scores the lower column first, and those that are
 * not numbers last, so that every browser shows the same order.
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
  order.sort((a, b) => {
    const [scoreA, scoreB] = [scores[a] as number, scores[b] as number];
    const [missingA, missingB] = [Number.isNaN(scoreA), Number.isNaN(scoreB)];
    if (missingA || missingB) return missingA && missingB ? a - b : missingA ? 1 : -1;
    return scoreA === scoreB ? a - b : scoreB > scoreA ? 1 : -1;
  });
  return order.subarray(0, count);
}
