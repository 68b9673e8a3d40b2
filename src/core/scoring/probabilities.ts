import { requireMatrix, type Matrix } from './matrix.ts';

/** How logits become probabilities: among the labels of a row, or each by itself. */
export type Scoring = 'softmax' | 'sigmoid';

/** How one model's cosines become probabilities. */
export interface ScoringRule {
  readonly kind: Scoring;
  /** The factor on cosines. */
  readonly scale: number;
  /** What a sigmoid's logits have added, SigLIP's `logit_bias`; a softmax does not see it. */
  readonly bias: number;
}

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

/**
 * Probabilities of one row of cosines: what every bar of the page shows. Softmax of `scale`·cos among the row's labels
 * (Radford et al. 2021), or of each label by itself sigmoid(`scale`·cos + `bias`) (Zhai et al. 2023, SigLIP).
 */
export function rowProbabilities(
  cosines: ArrayLike<number>,
  { kind, scale, bias }: ScoringRule,
): Float64Array {
  if (kind === 'softmax') return shares(cosines, scale);
  return Float64Array.from(cosines, (cosine) => logistic(scale * cosine + bias));
}

/** Probability by itself, `1 / (1 + exp(-x))`: labels do not compete. */
function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
