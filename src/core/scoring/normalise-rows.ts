import { requireMatrix, type Matrix } from './matrix.ts';

/** What PyTorch's `F.normalize` divides by at least: a row of zeros stays a row of zeros. */
const SMALLEST_NORM = 1e-12;

/** Rows divided by their Euclidean length, as `F.normalize(dim=-1)` does; a row that is not a number stays so. */
export function normaliseRows(matrix: Matrix): Matrix {
  requireMatrix(matrix);
  const { data, dims } = matrix;
  const [rows, columns] = dims;
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let squares = 0;
    for (let i = start; i < start + columns; i++) squares += (data[i] as number) ** 2;
    const norm = Math.max(Math.sqrt(squares), SMALLEST_NORM);
    for (let i = start; i < start + columns; i++) out[i] = (data[i] as number) / norm;
  }
  return { data: out, dims };
}
