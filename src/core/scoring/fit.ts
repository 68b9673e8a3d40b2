import { dot } from './vectors.ts';

/** Below this share a label has against the closest word of a vocabulary, it is said not to fit: nine to one against it. */
const FITTING_SHARE = 0.1;

/** Rows by how close they are to a picture. */
export interface RankedRows {
  /** Places of the rows, closest first; of equal ones the one that stands first. */
  readonly order: readonly number[];
  /** Cosine of each row, in the rows' own order. */
  readonly cosines: Float32Array;
}

/**
 * @param picture unit vector [D]
 * @param rows unit vectors [D]
 */
export function rankRows(picture: Float32Array, rows: readonly Float32Array[]): RankedRows {
  const cosines = Float32Array.from(rows, (row) => dot(picture, row));
  const order = Array.from(cosines.keys());
  order.sort((a, b) => (cosines[b] as number) - (cosines[a] as number) || a - b);
  return { order, cosines };
}

/**
 * Whether a label fits a picture: softmax of the label alone against the closest word of a vocabulary,
 * 1 / (1 + exp(scale (word - label))), is at least 0.1.
 * @param label highest cosine of the labels
 * @param word highest cosine of the vocabulary's words
 * @param scale what cosines are multiplied by before softmax
 */
export function labelFits(label: number, word: number, scale: number): boolean {
  return 1 / (1 + Math.exp(scale * (word - label))) >= FITTING_SHARE;
}
