import { standsBefore } from '../scoring/stands-before.ts';

/**
 * What every place of a picture says of each label: the cosine of its vector with the label's, minus the mean of its cosines
 * over all labels. Places that are near to everything, such as grounds, say nothing then; with one label all are 0.
 *
 * @param places [P, D] vectors, normalised or not
 * @param labels [D] each, normalised or not
 * @returns [P] for each label; NaN where a vector is no direction
 */
export function placeScores(
  places: Float32Array,
  labels: readonly Float32Array[],
): readonly Float32Array[] {
  const width = labels[0]?.length ?? 1;
  const count = places.length / width;
  const lengths = labels.map((label) => lengthOf(label));
  const scores = labels.map(() => new Float32Array(count));
  for (let place = 0; place < count; place++) {
    const vector = places.subarray(place * width, (place + 1) * width);
    const length = lengthOf(vector);
    const cosines = labels.map((label, i) => product(vector, label) / length / (lengths[i] ?? 0));
    const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / labels.length;
    for (const [i, cosine] of cosines.entries()) (scores[i] as Float32Array)[place] = cosine - mean;
  }
  return scores;
}

/** Labels by their scores at one place, the best first, in the page's one order; at most `count`. */
export function bestLabels(scores: readonly number[], count: number): readonly number[] {
  return scores
    .map((_, label) => label)
    .toSorted((a, b) => (standsBefore(scores[a] ?? 0, a, scores[b] ?? 0, b) ? -1 : 1))
    .slice(0, count);
}

function lengthOf(vector: Float32Array): number {
  return Math.sqrt(product(vector, vector));
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
