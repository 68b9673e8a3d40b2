import { requireMatrix, type Matrix } from './matrix.ts';

/** How logits become probabilities: among the labels of a row, or each by itself. */
export type Scoring = 'softmax' | 'sigmoid';

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
    const own = data.subarray(row * columns, (row + 1) * columns);
    out.set(shares(own, 1), row * columns);
  }
  return { data: out, dims };
}

/** Softmax of `scale` times a row's values, in float64. */
function shares(values: ArrayLike<number>, scale: number): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  // Math.max keeps NaN, which then reaches the whole row.
  for (let i = 0; i < values.length; i++)
    largest = Math.max(largest, scale * (values[i] as number));
  const powers = new Float64Array(values.length);
  let sum = 0;
  for (let i = 0; i < powers.length; i++) {
    const power = Math.exp(scale * (values[i] as number) - largest);
    powers[i] = power;
    sum += power;
  }
  for (let i = 0; i < powers.length; i++) powers[i] = (powers[i] as number) / sum;
  return powers;
}

/** Probabilities of one row of cosines under a factor: what every bar of the page shows. */
export function rowProbabilities(
  cosines: ArrayLike<number>,
  scale: number,
  scoring: Scoring,
): Float64Array {
  if (scoring === 'softmax') return shares(cosines, scale);
  return Float64Array.from(cosines, (cosine) => logistic(scale * cosine));
}

/** The winner's share of the softmax: the sum alone, for evaluations that ask it of every picture. */
export function winnerShare(cosines: ArrayLike<number>, winner: number, scale: number): number {
  const highest = cosines[winner] as number;
  let sum = 0;
  for (let i = 0; i < cosines.length; i++)
    sum += Math.exp(scale * ((cosines[i] as number) - highest));
  return 1 / sum;
}

/** Probability by itself, `1 / (1 + exp(-x))`: labels do not compete. */
function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
