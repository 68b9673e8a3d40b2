import type { ScoringRule } from './probabilities.ts';
import { NOT_READABLE, type Outcomes } from '../evaluation/outcomes.ts';
import type { Judgement } from '../evaluation/tally.ts';
import { fillProducts } from './fill-products.ts';
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
  const cosines = new Float64Array(classVectors.length / dimensions);
  for (let picture = from; picture < to; picture++) {
    const row = embeddings.subarray(picture * dimensions, (picture + 1) * dimensions);
    const judgement = judgeRow(row, classVectors, rule, trueClasses[picture] ?? -1, cosines);
    outcomes.predicted[picture] = judgement?.predicted ?? NOT_READABLE;
    if (!judgement) continue;
    outcomes.rank[picture] = judgement.rank;
    outcomes.confidence[picture] = judgement.confidence;
  }
}

/** Multiplications between two breaths: a few milliseconds. */
const STEP = 2e6;

/**
 * The same in slices, however many rows and classes there are: no more than one row of cosines is held.
 * @param breathe a pause that is asked for between two slices
 */
export async function scoreInSlices(
  column: Scorable,
  trueClasses: ArrayLike<number>,
  from: number,
  to: number,
  breathe: () => Promise<void>,
): Promise<void> {
  const rows = Math.max(1, Math.floor(STEP / column.classVectors.length));
  for (let at = from; at < to; at += rows) {
    await breathe();
    scoreRows(column, trueClasses, at, Math.min(to, at + rows));
  }
}

/**
 * What the class vectors say of one row.
 *
 * @param row [D] of any length
 * @param classVectors [C, D] unit vectors
 * @param trueClass `null` where nobody told it: then the rank is 0
 * @param cosines [C], written over
 * @returns `null` where a cosine is not finite
 */
export function judgeRow(
  row: Float32Array,
  classVectors: Float32Array,
  rule: ScoringRule,
  trueClass: number | null,
  cosines: Float64Array,
): Judgement | null {
  if (!fillCosines(cosines, row, classVectors)) return null;
  const predicted = topClasses(cosines, 0, cosines.length, 1)[0] ?? 0;
  return {
    predicted,
    rank: trueClass === null ? 0 : rankOf(cosines, 0, cosines.length, trueClass),
    confidence: winnerProbability(cosines, predicted, rule),
  };
}

/** False where a cosine is not finite. */
function fillCosines(cosines: Float64Array, row: Float32Array, vectors: Float32Array): boolean {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  fillProducts(cosines, row, vectors);
  for (let c = 0; c < cosines.length; c++) cosines[c] = (cosines[c] as number) / length;
  return cosines.every(Number.isFinite);
}
