import {
  classMeans,
  NO_CLASS,
  nearestMeanSplits,
  type LabelledEmbeddings,
} from '../core/evaluation/nearest-class-mean.ts';
import { shuffledIndices } from '../core/evaluation/shuffle.ts';
import type { NearestMean } from './run.ts';
import type { Scoring } from './scoring/scoring-messages.ts';

const ROUNDS = 5;
const SEED = 0;
/** Multiplications of all rounds together: a few seconds. Of larger sets a sample is tested. */
const BUDGET = 4e9;
/** Multiplications of all rounds together, for `openScoring`. */
export function nearestMeanWork(pictures: number, classCount: number, dimensions: number): number {
  return Math.min(BUDGET, ROUNDS * pictures * classCount * dimensions);
}

/**
 * Accuracy of the nearest class mean with `k` pictures a class over five rounds, each with other pictures as the means;
 * of many pictures each round tests as many as fit into a few seconds, drawn by a fixed seed.
 *
 * @param failed places of pictures that take no part
 * @returns `null` where no two classes have two pictures
 */
export async function nearestMean(
  data: LabelledEmbeddings & { readonly classes: Int32Array },
  failed: ReadonlySet<number>,
  k: number,
  breathe: () => Promise<void>,
  scoring: Pick<Scoring, 'nearest'>,
): Promise<NearestMean | null> {
  const classes = data.classes.map((own, picture) => (failed.has(picture) ? NO_CLASS : own));
  const readable = { ...data, classes };
  let right = 0;
  let tested = 0;
  let size = 0;
  for (const split of nearestMeanSplits(classes, data.classCount, k, ROUNDS, SEED)) {
    await breathe();
    const means = await classMeans(readable, split, breathe);
    if (means.classes.length < 2) return null;
    const most = Math.max(1, Math.floor(BUDGET / ROUNDS / means.vectors.length));
    const chosen = sample(split.tested, most);
    right += await scoring.nearest(readable, means, chosen);
    tested += chosen.length;
    size = split.support.reduce((most, pictures) => Math.max(most, pictures.length), size);
  }
  return { k: size, right: Math.round(right / ROUNDS), pictures: Math.round(tested / ROUNDS) };
}

function sample(pictures: readonly number[], most: number): readonly number[] {
  if (pictures.length <= most) return pictures;
  const order = shuffledIndices(pictures.length, SEED).subarray(0, most);
  return Array.from(order, (index) => pictures[index] ?? 0);
}
