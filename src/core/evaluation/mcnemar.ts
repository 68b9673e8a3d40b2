import { erfc } from '../numbers/erfc.ts';

/** Below this many discordant pictures the exact test is used: the usual bound for the chi-square approximation. */
const EXACT_BELOW = 25;

export interface McNemarResult {
  readonly method: 'exact' | 'chi-square';
  /** Chi-square with one degree of freedom, corrected for continuity; `null` for the exact test. */
  readonly statistic: number | null;
  /** Two-sided. 1 where the columns never differ. */
  readonly pValue: number;
}

/** How two columns do on the same pictures. */
export interface PairedCounts {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/** Counts that no picture has entered yet. */
export function createPairedCounts(): PairedCounts {
  return { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
}

/** Enters one picture that both columns have judged. */
export function addPair(counts: PairedCounts, firstRight: boolean, secondRight: boolean): void {
  if (firstRight) counts[secondRight ? 'both' : 'onlyFirst']++;
  else counts[secondRight ? 'onlySecond' : 'neither']++;
}

/**
 * McNemar's test of whether two columns get the same share right, from the pictures on which exactly one of them is right.
 * Fewer than 25 of those: exact, twice the smaller tail of Binomial(b + c, 1/2), at most 1.
 * Otherwise: (|b - c| - 1)^2 / (b + c) against chi-square with one degree of freedom.
 * Q. McNemar, Psychometrika 12 (1947); the correction by A. L. Edwards, Psychometrika 13 (1948).
 *
 * @throws RangeError where a count is not a whole number from 0
 */
export function mcnemarTest(onlyFirst: number, onlySecond: number): McNemarResult {
  for (const count of [onlyFirst, onlySecond]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${count} is no count.`);
  }
  const discordant = onlyFirst + onlySecond;
  if (discordant < EXACT_BELOW) {
    const tail = binomialTail(Math.min(onlyFirst, onlySecond), discordant);
    return { method: 'exact', statistic: null, pValue: Math.min(1, 2 * tail) };
  }
  // Equal counts differ by nothing: the correction must not turn that into a difference of one.
  const difference = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
  const statistic = difference ** 2 / discordant;
  return { method: 'chi-square', statistic, pValue: erfc(Math.sqrt(statistic / 2)) };
}

/** Probability of at most `count` heads in `tosses` of a fair coin. */
function binomialTail(count: number, tosses: number): number {
  let term = 0.5 ** tosses;
  let sum = term;
  for (let heads = 1; heads <= count; heads++) {
    term *= (tosses - heads + 1) / heads;
    sum += term;
  }
  return sum;
}
