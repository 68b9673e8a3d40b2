import { inner } from './leading-direction.ts';
import { along, rowOf, type Cloud } from './clouds.ts';

/** Mean cosines, -1 to 1; `null` where there is no such pair. */
export interface MeanCosines {
  /** Of two different pictures. */
  readonly pictures: number | null;
  /** Of two different labels. */
  readonly labels: number | null;
  /** Of a picture and the label that is true of it. */
  readonly matched: number | null;
  /** Of a picture whose label is known and any other label. */
  readonly unmatched: number | null;
}

/**
 * Each is a sum over all pairs, worked out from sums of vectors: Σᵢⱼ aᵢ·bⱼ = (Σ aᵢ)·(Σ bⱼ).
 *
 * @param truths [n] for each row of `pictures` the row of its label, or -1
 */
export function meanCosines(
  pictures: Cloud,
  labels: Cloud,
  truths: readonly number[],
): MeanCosines {
  const { width } = pictures.units;
  const known = new Float64Array(width);
  let [matched, pairs] = [0, 0];
  for (const [row, truth] of truths.entries()) {
    if (truth < 0) continue;
    pairs += 1;
    matched += along(labels.units, truth, rowOf(pictures.units, row));
    for (let i = 0; i < width; i++)
      known[i] = (known[i] as number) + (pictures.units.data[row * width + i] as number);
  }
  const { count } = labels.units;
  const all = inner(known, labels.mean) * count;
  return {
    pictures: amongThemselves(pictures),
    labels: amongThemselves(labels),
    matched: pairs > 0 ? matched / pairs : null,
    unmatched: pairs > 0 && count > 1 ? (all - matched) / (pairs * (count - 1)) : null,
  };
}

/** Rows have length 1: of n² products n are 1. */
function amongThemselves({ units: { count }, mean }: Cloud): number | null {
  return count > 1 ? (inner(mean, mean) * count - 1) / (count - 1) : null;
}
