import {
  classMeans,
  countNearest,
  NO_CLASS,
  nearestMeanSplits,
  type LabelledEmbeddings,
} from '../core/evaluation/nearest-class-mean.ts';
import { shuffledIndices } from '../core/evaluation/shuffle.ts';
import type { NearestMean } from './run.ts';

const ROUNDS = 5;
const SEED = 0;
/** Multiplications of all rounds together: a few seconds. Of larger sets a sample is tested. */
const BUDGET = 4e9;
/** Multiplications between two breaths. */
const STEP = 2e6;

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
  signal?: AbortSignal,
): Promise<NearestMean | null> {
  const classes = data.classes.map((own, picture) => (failed.has(picture) ? NO_CLASS : own));
  const readable = { ...data, classes };
  let right = 0;
  let tested = 0;
  let most = 0;
  for (const split of nearestMeanSplits(classes, data.classCount, k, ROUNDS, SEED)) {
    await breathe();
    const means = await classMeans(readable, split, breathe);
    if (means.length < 2) return null;
    await breathe();
    const cost = means.length * data.dimensions;
    const chosen = sample(split.tested, Math.max(1, Math.floor(BUDGET / ROUNDS / cost)));
    const step = Math.max(1, Math.floor(STEP / cost));
    for (let at = 0; at < chosen.length; at += step) {
      await breathe();
      signal?.throwIfAborted();
      right += countNearest(readable, means, chosen.slice(at, at + step));
    }
    tested += chosen.length;
    most = split.support.reduce((size, pictures) => Math.max(size, pictures.length), most);
  }
  return { k: most, right: Math.round(right / ROUNDS), pictures: Math.round(tested / ROUNDS) };
}

function sample(pictures: readonly number[], most: number): readonly number[] {
  if (pictures.length <= most) return pictures;
  const order = shuffledIndices(pictures.length, SEED).subarray(0, most);
  return Array.from(order, (index) => pictures[index] ?? 0);
}
