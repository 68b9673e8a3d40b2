/** What one column says of every picture of a set, in the set's order; flat arrays of N pictures. */
export interface Outcomes {
  /** [N] class index, or {@link NOT_SCORED} or {@link NOT_READABLE}. */
  readonly predicted: Int32Array;
  /** [N] rank of the true class, from 0. */
  readonly rank: Int32Array;
  /** [N] probability of the predicted class. */
  readonly confidence: Float32Array;
}

/** A picture whose turn has not come. */
export const NOT_SCORED = -1;
/** A picture that could not be read, or whose scores were not finite. */
export const NOT_READABLE = -2;

/** Outcomes of `pictures` pictures, none of them scored yet. */
export function createOutcomes(pictures: number): Outcomes {
  return {
    predicted: new Int32Array(pictures).fill(NOT_SCORED),
    rank: new Int32Array(pictures),
    confidence: new Float32Array(pictures),
  };
}
