import { requireMatrix, type Matrix } from '../scoring/matrix.ts';
import { closings, type Closing } from './close-gap.ts';
import { cloudOf, productsOf, type Cloud } from './clouds.ts';
import { inner } from './leading-direction.ts';
import { meanCosines, type MeanCosines } from './mean-cosines.ts';
import { planesOf, type Planes } from './planes.ts';
import { winnerOfRow } from '../scoring/winners.ts';

export interface SpacesRequest {
  /** [N, D] vectors of any length. */
  readonly pictures: Matrix;
  /** [M, D] */
  readonly labels: Matrix;
  /** [N] the label of each picture, 0 to M - 1; -1 where nobody said. */
  readonly truths: Int32Array;
  /** The factor on cosines before the softmax. */
  readonly scale: number;
}

export interface TwoSpaces extends Planes {
  readonly kind: 'spaces';
  /** Distance between the means of both kinds of vectors, each of length 1: 0 to 2. */
  readonly gap: number;
  readonly cosines: MeanCosines;
  /** [N] the label with the highest cosine; -1 where a picture has no direction. */
  readonly winners: Int32Array;
  /** In equal steps from 0 to 1; empty where the label of no picture is known. */
  readonly closing: readonly Closing[];
  /** Pictures whose label is known, and that have a direction as it does. */
  readonly known: number;
  /** What was given and has no direction: zeros, or not a number. */
  readonly leftOut: { readonly pictures: number; readonly labels: number };
}

/** Fewer than two of a kind have no spread. */
export interface NoSpaces {
  readonly kind: 'too-few';
  /** That have a direction. */
  readonly pictures: number;
  readonly labels: number;
}

/** Points that are laid out together. */
export const MOST_POINTS = 2000;

/**
 * Where a model puts pictures and words: figures and two views in closed form, and what closing the gap costs, which takes
 * n m D multiplications for the products of all pairs and n m powers for each step.
 *
 * @throws RangeError where the numbers do not fit together, or there are more than {@link MOST_POINTS}
 */
export function twoSpaces(request: SpacesRequest): TwoSpaces | NoSpaces {
  requireFit(request);
  const pictures = cloudOf(request.pictures);
  const labels = cloudOf(request.labels);
  const [n, m] = [pictures.units.count, labels.units.count];
  if (n < 2 || m < 2) return { kind: 'too-few', pictures: n, labels: m };
  const truths = rowsOfTruths(request.truths, pictures, labels);
  const products = productsOf(pictures, labels);
  const gap = pictures.mean.map((value, i) => value - (labels.mean[i] as number));
  return {
    kind: 'spaces',
    gap: Math.sqrt(inner(gap, gap)),
    cosines: meanCosines(pictures, labels, truths),
    ...planesOf(pictures, labels, gap),
    winners: winnersOf(pictures, labels, products),
    closing: closings({ pictures, labels, products, truths }, gap, request.scale),
    known: truths.filter((truth) => truth >= 0).length,
    leftOut: { pictures: pictures.given - n, labels: labels.given - m },
  };
}

/** The rows of known labels among those that have a direction. */
function rowsOfTruths(truths: Int32Array, pictures: Cloud, labels: Cloud): readonly number[] {
  const rows = new Map(labels.places.map((place, row) => [place, row]));
  return pictures.places.map((place) => rows.get(truths[place] ?? -1) ?? -1);
}

function winnersOf(pictures: Cloud, labels: Cloud, products: Float64Array): Int32Array {
  const winners = new Int32Array(pictures.given).fill(-1);
  const width = labels.units.count;
  for (const [row, place] of pictures.places.entries()) {
    const winner = winnerOfRow(products.subarray(row * width, (row + 1) * width));
    winners[place] = labels.places[winner] ?? -1;
  }
  return winners;
}

function requireFit({ pictures, labels, truths, scale }: SpacesRequest): void {
  requireMatrix(pictures);
  requireMatrix(labels);
  const [count, width] = pictures.dims;
  const [words, wordWidth] = labels.dims;
  if (width !== wordWidth || width === 0)
    throw new RangeError(`Vectors of ${width} and of ${wordWidth} numbers cannot be compared.`);
  if (count + words > MOST_POINTS)
    throw new RangeError(`At most ${MOST_POINTS} points are laid out, not ${count + words}.`);
  if (truths.length !== count)
    throw new RangeError(`${count} pictures have ${truths.length} labels.`);
  if (truths.some((truth) => truth < -1 || truth >= words))
    throw new RangeError(`A label is not one of ${words}.`);
  if (!Number.isFinite(scale)) throw new RangeError(`The factor on cosines is ${scale}.`);
}
