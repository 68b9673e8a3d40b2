import { shuffledIndices } from './shuffle.ts';
import { averageDirection } from '../scoring/average-direction.ts';
import { fillProducts } from '../scoring/fill-products.ts';

/** The class of a picture that takes no part, such as one that could not be read. */
export const NO_CLASS = -1;

/** Which pictures make the means, and which are tested, in one fold. */
export interface NearestMeanSplit {
  /** For each class the pictures that make its mean; empty for a class that has fewer than two pictures. */
  readonly support: readonly (readonly number[])[];
  /** All other pictures of classes that have a mean. */
  readonly tested: readonly number[];
}

/** Pictures as their embeddings, with their classes. */
export interface LabelledEmbeddings {
  /** [N, D], rows of any length: only their direction counts. */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [N], each below `classCount`, or {@link NO_CLASS}. */
  readonly classes: ArrayLike<number>;
  readonly classCount: number;
}

/**
 * Splits for `folds` rounds, each made when it is asked for. Each class is shuffled once by the seed; round f takes its next `k` pictures, going round
 * where the class runs out, so that the rounds overlap as little as the class allows.
 */
export function* nearestMeanSplits(
  classes: ArrayLike<number>,
  classCount: number,
  k: number,
  folds: number,
  seed: number,
): Generator<NearestMeanSplit> {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`${k} pictures a class make no mean.`);
  const members = shuffledMembers(classes, classCount, seed);
  for (let fold = 0; fold < folds; fold++) yield splitOf(members, k, fold);
}

function splitOf(members: readonly number[][], k: number, fold: number): NearestMeanSplit {
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
    // One by one: a class may have more pictures than a call takes arguments.
    for (const picture of turned.slice(size)) tested.push(picture);
  }
  return { support, tested: tested.sort((a, b) => a - b) };
}

function shuffledMembers(classes: ArrayLike<number>, classCount: number, seed: number) {
  const members: number[][] = Array.from({ length: classCount }, () => []);
  for (const picture of shuffledIndices(classes.length, seed)) {
    if (classes[picture] === NO_CLASS) continue;
    const owner = members[classes[picture] ?? -1];
    if (!owner) throw new RangeError(`Picture ${picture} has no class below ${classCount}.`);
    owner.push(picture);
  }
  return members;
}

/** Mean directions of M classes, in the order of the classes. */
export interface ClassMeans {
  /** [M] */
  readonly classes: Int32Array;
  /** [M, D] */
  readonly vectors: Float32Array;
}

/**
 * The means of the classes that have a support.
 *
 * @param breathe a pause that is asked for between two classes
 */
export async function classMeans(
  { embeddings, dimensions }: LabelledEmbeddings,
  { support }: NearestMeanSplit,
  breathe: () => Promise<void>,
): Promise<ClassMeans> {
  const classes = Int32Array.from(
    support.flatMap((pictures, index) => (pictures.length > 0 ? [index] : [])),
  );
  const vectors = new Float32Array(classes.length * dimensions);
  for (const [place, index] of classes.entries()) {
    await breathe();
    const mean = averageDirection(embeddings, dimensions, support[index] ?? []);
    vectors.set(mean, place * dimensions);
  }
  return { classes, vectors };
}

/**
 * How many pictures are right: those whose class's mean has the largest cosine, the lower index of equal ones.
 * Takes C·D multiplications a picture.
 */
export function countNearest(
  { embeddings, dimensions, classes }: LabelledEmbeddings,
  means: ClassMeans,
  tested: ArrayLike<number>,
): number {
  const products = new Float64Array(means.classes.length);
  let right = 0;
  for (let at = 0; at < tested.length; at++) {
    const picture = tested[at] as number;
    const row = embeddings.subarray(picture * dimensions, (picture + 1) * dimensions);
    fillProducts(products, row, means.vectors);
    if (means.classes[largest(products)] === classes[picture]) right++;
  }
  return right;
}

/** Place of the largest number, the first of equal ones; -1 where none is a number. */
function largest(values: Float64Array): number {
  let best = -1;
  let highest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (value <= highest || Number.isNaN(value)) continue;
    highest = value;
    best = at;
  }
  return best;
}
