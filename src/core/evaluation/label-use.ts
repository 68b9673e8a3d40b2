import type { Tally } from './tally.ts';

/** How a column spreads its predictions over the labels. */
export interface LabelUse {
  /** Labels that win at least once. */
  readonly used: number;
  /** Fewest labels that together win at least half of the pictures; 0 where there are none. */
  readonly forHalf: number;
  /**
   * How many labels, used equally often, would be as spread out: the exponential of the entropy of the shares, from 1
   * (one label takes everything) to N. `NaN` for no pictures.
   * M. O. Hill, "Diversity and evenness: a unifying notation and its consequences", Ecology 54 (1973), order 1.
   */
  readonly effective: number;
}

/** How many of the labels a column uses. A random text tower shows itself here: one or two labels take everything. */
export function labelUse(tally: Tally): LabelUse {
  const counts = Array.from(tally.predicted)
    .filter((count) => count > 0)
    .sort((a, b) => b - a);
  let taken = 0;
  let forHalf = 0;
  while (taken * 2 < tally.pictures) taken += counts[forHalf++] ?? 0;
  const entropy = counts.reduce((sum, count) => {
    const share = count / tally.pictures;
    return sum - share * Math.log(share);
  }, 0);
  return {
    used: counts.length,
    forHalf,
    effective: tally.pictures === 0 ? Number.NaN : Math.exp(entropy),
  };
}
