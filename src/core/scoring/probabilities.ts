import { requireMatrix, type Matrix } from './matrix.ts';

/** What CLIP's towers are compared by: cosine times logit scale. */
export function logits({ data, dims }: Matrix, scale: number): Matrix {
  return { data: data.map((cosine) => cosine * scale), dims };
}

/**
 * Probability of each column of a row among the row's columns; rows add up to 1.
 * The largest value is taken off first, so that no scale overflows. A row with a value that is not a number is all NaN.
 */
export function softmax(matrix: Matrix): Matrix {
  requireMatrix(matrix);
  const { data, dims } = matrix;
  const [rows, columns] = dims;
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let largest = Number.NEGATIVE_INFINITY;
    // Math.max keeps NaN, which then reaches the whole row.
    for (let i = start; i < start + columns; i++) largest = Math.max(largest, data[i] as number);
    let sum = 0;
    for (let i = start; i < start + columns; i++) sum += Math.exp((data[i] as number) - largest);
    for (let i = start; i < start + columns; i++) {
      out[i] = Math.exp((data[i] as number) - largest) / sum;
    }
  }
  return { data: out, dims };
}

/** Probability of each value by itself, `1 / (1 + exp(-x))`: columns do not compete, rows add up to anything. */
export function sigmoid({ data, dims }: Matrix): Matrix {
  return { data: data.map((value) => 1 / (1 + Math.exp(-value))), dims };
}
