/** Two-sided 95 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/** Bounds of a share, both from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Score interval for a binomial share, without continuity correction.
 * E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927);
 * method 3 in R. G. Newcombe, Statistics in Medicine 17 (1998).
 *
 * @param z normal quantile; 95 % two-sided unless given
 * @returns the whole range 0 to 1 where there are no trials
 * @throws RangeError unless 0 <= successes <= trials
 */
export function wilsonInterval(successes: number, trials: number, z: number = Z_95): Interval {
  if (!(successes >= 0 && successes <= trials && Number.isFinite(trials))) {
    throw new RangeError(`${successes} of ${trials} is not a share.`);
  }
  if (trials === 0) return { low: 0, high: 1 };
  const square = z * z;
  const centre = 2 * successes + square;
  const half = z * Math.sqrt(square + 4 * successes * (1 - successes / trials));
  const scale = 2 * (trials + square);
  // At the ends the formula gives exactly 0 and 1 on paper; rounding must not show otherwise.
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes === trials ? 1 : Math.min(1, (centre + half) / scale),
  };
}

/** Share of top-k hits that guessing among `classCount` classes gets: k/N, at most 1. */
export function chanceOf(k: number, classCount: number): number {
  return Math.min(1, k / classCount);
}

/** Whether the interval of a top-k share holds chance, so that the result cannot be told from guessing. */
export function cannotBeToldFromChance(interval: Interval, k: number, classCount: number): boolean {
  const chance = chanceOf(k, classCount);
  return interval.low <= chance && chance <= interval.high;
}
