import { wilsonInterval, type Interval } from './interval.ts';
import type { Tally } from './tally.ts';

/** How one class fares. */
export interface ClassResult {
  readonly index: number;
  readonly pictures: number;
  readonly right: number;
  /** Share of the class's pictures predicted rightly. */
  readonly accuracy: number;
  readonly interval: Interval;
  /** How often the class is predicted, rightly or not. */
  readonly predicted: number;
}

/** A label and how often it wins. */
export interface PredictedLabel {
  readonly index: number;
  readonly count: number;
  /** Share of all pictures. */
  readonly share: number;
}

/** The classes that have pictures, in their own order. */
export function classResults(tally: Tally): ClassResult[] {
  const results: ClassResult[] = [];
  tally.classTotals.forEach((pictures, index) => {
    if (pictures === 0) return;
    const right = tally.classRight[index] ?? 0;
    results.push({
      index,
      pictures,
      right,
      accuracy: right / pictures,
      interval: wilsonInterval(right, pictures),
      predicted: tally.predicted[index] ?? 0,
    });
  });
  return results;
}

/**
 * Mean of the classes' accuracies, each class counting once; classes without pictures are left out. `NaN` for none.
 * The balanced accuracy of K. H. Brodersen, C. S. Ong, K. E. Stephan, J. M. Buhmann, "The balanced accuracy and its
 * posterior distribution", ICPR 2010, for any number of classes.
 */
export function meanPerClassAccuracy(tally: Tally): number {
  const results = classResults(tally);
  return results.reduce((sum, { accuracy }) => sum + accuracy, 0) / results.length;
}

/** The classes from worst to best: by accuracy; of equal ones the larger class first, then the lower index. */
export function worstFirst(results: readonly ClassResult[]): ClassResult[] {
  return results.toSorted(
    (a, b) => a.accuracy - b.accuracy || b.pictures - a.pictures || a.index - b.index,
  );
}

/** The classes from best to worst: by accuracy; of equal ones the larger class first, then the lower index. */
export function bestFirst(results: readonly ClassResult[]): ClassResult[] {
  return results.toSorted(
    (a, b) => b.accuracy - a.accuracy || b.pictures - a.pictures || a.index - b.index,
  );
}

/** How often each label is predicted, most frequent first, labels that never win included; equal ones by index. */
export function predictedLabels(tally: Tally): PredictedLabel[] {
  const labels = Array.from(tally.predicted, (count, index) => ({
    index,
    count,
    share: tally.pictures === 0 ? 0 : count / tally.pictures,
  }));
  return labels.sort((a, b) => b.count - a.count || a.index - b.index);
}
