import { shuffledIndices } from './shuffle.ts';
import { averageDirection } from './average-direction.ts';

/** Which pictures make the means, and which are tested, in one fold. */
export interface NearestMeanSplit {
  /** For each class the pictures that make its mean; empty for a class that has fewer than two pictures. */
  readonly support: readonly (readonly number[])[];
  /** All other pictures of classes that have a mean. */
  readonly tested: readonly number[];
}

export interface NearestMeanFold {
  readonly right: number;
  readonly tested: number;
}

export interface NearestMeanResult {
  readonly folds: readonly NearestMeanFold[];
  /** Mean of the folds' accuracies, 0 to 1; `NaN` where nothing could be tested. */
  readonly accuracy: number;
  /** Classes with no more than `k` pictures: they gave one picture less than they have. */
  readonly shortClasses: readonly number[];
  /** Classes with fewer than two pictures, which take no part. */
  readonly leftOut: readonly number[];
}

/** Pictures as their embeddings, with their classes. */
export interface LabelledEmbeddings {
  /** [N, D], rows of any length: only their direction counts. */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [N], each below `classCount`. */
  readonly classes: ArrayLike<number>;
  readonly classCount: number;
}

/**
 * Splits for `folds` rounds. Each class is shuffled once by the seed; round f takes its next `k` pictures, going round
 * where the class runs out, so that the rounds overlap as little as the class allows.
 */
export function nearestMeanSplits(
  classes: ArrayLike<number>,
  classCount: number,
  k: number,
  folds: number,
  seed: number,
): NearestMeanSplit[] {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`${k} pictures a class make no mean.`);
  const members = shuffledMembers(classes, classCount, seed);
  return Array.from({ length: folds }, (_, fold) => {
    const support: number[][] = [];
    const tested: number[] = [];
    for (const pictures of members) {
      const size = Math.min(k, pictures.length - 1);
      if (size < 1) {
        support.push([]);
        continue;
      }
      const turn = (fold * size) % pictures.length;
      const turned = [...pictures.slice(turn), ...pictures.slice(0, turn)];
      support.push(turned.slice(0, size));
      tested.push(...turned.slice(size));
    }
    return { support, tested: tested.sort((a, b) => a - b) };
  });
}

function shuffledMembers(classes: ArrayLike<number>, classCount: number, seed: number) {
  const members: number[][] = Array.from({ length: classCount }, () => []);
  for (const picture of shuffledIndices(classes.length, seed)) {
    const owner = members[classes[picture] ?? -1];
    if (!owner) throw new RangeError(`Picture ${picture} has no class below ${classCount}.`);
    owner.push(picture);
  }
  return members;
}

/** Tests one split: a picture is right where its class's mean direction has the largest cosine, the lower index of equal ones. */
export function nearestMeanFold(
  data: LabelledEmbeddings,
  split: NearestMeanSplit,
): NearestMeanFold {
  const { embeddings, dimensions, classes } = data;
  const candidates = split.support.flatMap((pictures, index) =>
    pictures.length === 0
      ? []
      : [{ index, mean: averageDirection(embeddings, dimensions, pictures) }],
  );
  let right = 0;
  for (const picture of split.tested) {
    let best = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const { index, mean } of candidates) {
      let product = 0;
      for (let d = 0; d < dimensions; d++) {
        product += (embeddings[picture * dimensions + d] ?? 0) * (mean[d] ?? 0);
      }
      if (product > highest) {
        highest = product;
        best = index;
      }
    }
    if (best === classes[picture]) right++;
  }
  return { right, tested: split.tested.length };
}

/**
 * What the image side alone knows: accuracy of the nearest class mean with `k` pictures a class, over several rounds.
 * Text plays no part, so a model with a random text tower does as well as the complete one.
 * Takes N·C·D multiplications a round; use {@link nearestMeanSplits} and {@link nearestMeanFold} to pause between rounds.
 */
export function nearestClassMean(
  data: LabelledEmbeddings,
  k: number,
  folds: number,
  seed: number,
): NearestMeanResult {
  const splits = nearestMeanSplits(data.classes, data.classCount, k, folds, seed);
  const results = splits.map((split) => nearestMeanFold(data, split));
  const tested = results.filter((fold) => fold.tested > 0);
  const sizes = new Uint32Array(data.classCount);
  for (let i = 0; i < data.classes.length; i++) {
    const index = data.classes[i] ?? 0;
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  const where = (test: (size: number) => boolean) =>
    Array.from(sizes, (size, index) => (test(size) ? index : -1)).filter((index) => index >= 0);
  return {
    folds: results,
    accuracy: tested.reduce((sum, fold) => sum + fold.right / fold.tested, 0) / tested.length,
    shortClasses: where((size) => size >= 2 && size <= k),
    leftOut: where((size) => size < 2),
  };
}
