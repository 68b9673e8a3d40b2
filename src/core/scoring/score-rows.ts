import type { ScoringRule } from './probabilities.ts';
import { NOT_READABLE, type Outcomes } from '../evaluation/outcomes.ts';
import { rankOf, topClasses } from './rank.ts';
import { winnerProbability } from './winner-probability.ts';

/** What the scores of a column are computed from. */
export interface Scorable {
  /** [N, D] rows of any length: only their direction counts. */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [C, D] unit vectors. */
  readonly classVectors: Float32Array;
  /** How the winner's cosine becomes its probability. */
  readonly rule: ScoringRule;
  readonly outcomes: Outcomes;
}

/**
 * Fills in the outcomes of the pictures from `from` up to, not including, `to`: cosines, rank of the true class among
 * them, and the winner's probability by the model's own rule. Ranks are taken before probabilities, where the
 * smallest shares would all round to nothing. A row that is not finite becomes {@link NOT_READABLE}.
 * Takes C·D multiplications a picture.
 *
 * @param trueClasses [N]
 */
export function scoreRows(
  { embeddings, dimensions, classVectors, rule, outcomes }: Scorable,
  trueClasses: ArrayLike<number>,
  from: number,
  to: number,
): void {
  const classCount = classVectors.length / dimensions;
  const cosines = new Float64Array(classCount);
  for (let picture = from; picture < to; picture++) {
    const row = embeddings.subarray(picture * dimensions, (picture + 1) * dimensions);
    if (!fillCosines(cosines, row, classVectors)) {
      outcomes.predicted[picture] = NOT_READABLE;
      continue;
    }
    const best = topClasses(cosines, 0, classCount, 1)[0] ?? 0;
    outcomes.predicted[picture] = best;
    outcomes.rank[picture] = rankOf(cosines, 0, classCount, trueClasses[picture] ?? -1);
    outcomes.confidence[picture] = winnerProbability(cosines, best, rule);
  }
}

/** False where a cosine is not finite. */
function fillCosines(cosines: Float64Array, row: Float32Array, vectors: Float32Array): boolean {
  const dimensions = row.length;
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  for (let c = 0; c < cosines.length; c++) {
    let product = 0;
    for (let d = 0; d < dimensions; d++) {
      product += (row[d] as number) * (vectors[c * dimensions + d] as number);
    }
    const cosine = product / length;
    if (!Number.isFinite(cosine)) return false;
    cosines[c] = cosine;
  }
  return true;
}
