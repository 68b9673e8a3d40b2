import type { InitLaw } from '../init/init-law.ts';
import { lawDeviation, lawMean } from '../init/law-facts.ts';
import type { Summary } from './summary.ts';

/** Bins of equal width over [from, to]; numbers outside are counted apart, NaN nowhere. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

/** So many deviations are shown on each side of a mean; what lies farther out is counted. */
const REACH = 4;

/** A range that shows the numbers and the law they are held against, and is never empty. */
export function histogramRange(
  { mean, deviation, smallest, largest, finite }: Summary,
  law: InitLaw,
): { readonly from: number; readonly to: number } {
  const [lawFrom, lawTo] = reach(lawMean(law), lawDeviation(law));
  const [ownFrom, ownTo] = finite > 0 ? reach(mean, deviation) : [lawFrom, lawTo];
  const from = Math.min(lawFrom, Math.max(ownFrom, finite > 0 ? smallest : ownFrom));
  const to = Math.max(lawTo, Math.min(ownTo, finite > 0 ? largest : ownTo));
  if (to > from) return { from, to };
  const margin = Math.abs(from) > 0 ? Math.abs(from) / 2 : 1;
  return { from: from - margin, to: to + margin };
}

function reach(mean: number, deviation: number): readonly [number, number] {
  return [mean - REACH * deviation, mean + REACH * deviation];
}

/** Counts numbers that come piece by piece into `bins` bins of equal width; `to` itself belongs to the last one. */
export function createHistogram(from: number, to: number, bins: number) {
  const counts = new Float64Array(bins);
  let [below, above] = [0, 0];
  const scale = bins / (to - from);
  return {
    add(values: Float32Array): void {
      for (const value of values) {
        if (value < from) below++;
        else if (value > to) above++;
        else if (!Number.isNaN(value)) {
          const bin = Math.min(Math.floor((value - from) * scale), bins - 1);
          counts[bin] = (counts[bin] ?? 0) + 1;
        }
      }
    },
    result: (): Histogram => ({ from, to, counts: [...counts], below, above }),
  };
}
