import { requireMatrix, type Matrix } from '../scoring/matrix.ts';
import { closings, type Closing } from './close-gap.ts';
import { along, centredTogether, cloudOf, productsOf, type Cloud } from './clouds.ts';
import { inner, leadingDirection } from './leading-direction.ts';
import { meanCosines, type MeanCosines } from './mean-cosines.ts';
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

/** Places in a plane: inner products of vectors of length 1 (or of what is left of them less their mean) with two directions. */
export interface Plane {
  /** [N, 2]; not a number for a picture that has no direction. */
  readonly pictures: Float32Array;
  /** [M, 2] */
  readonly labels: Float32Array;
}

export interface TwoSpaces {
  readonly kind: 'spaces';
  /** Distance between the means of both kinds of vectors, each of length 1: 0 to 2. */
  readonly gap: number;
  readonly cosines: MeanCosines;
  /**
   * x: along the axis from the labels' mean to the pictures'; y: along the first component of what is at right angles to it.
   * Not centred, so that moving the pictures moves them here too ({@link moved}).
   */
  readonly apart: Plane;
  /** Both kinds less their own means, along the first two components of all of them. */
  readonly centred: Plane;
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
 * Where a model puts pictures and words: figures and two views in closed form. Some 40 ms for 1,000 vectors of 512 numbers,
 * beside n m D multiplications for the products of all pairs.
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
  const size = Math.sqrt(inner(gap, gap));
  return {
    kind: 'spaces',
    gap: size,
    cosines: meanCosines(pictures, labels, truths),
    ...planesOf(request, pictures, labels, gap, size),
    winners: winnersOf(request.pictures.dims[0], pictures, labels, products),
    closing: closings({ pictures, labels, products, truths }, gap, request.scale),
    known: truths.filter((truth) => truth >= 0).length,
    leftOut: { pictures: request.pictures.dims[0] - n, labels: request.labels.dims[0] - m },
  };
}

function planesOf(
  { pictures: given, labels: words }: SpacesRequest,
  pictures: Cloud,
  labels: Cloud,
  gap: Float64Array,
  size: number,
): Pick<TwoSpaces, 'apart' | 'centred'> {
  const together = centredTogether([pictures, labels]);
  const first = leadingDirection(together, []);
  const second = leadingDirection(together, [first.direction]);
  // Where both means are in one place no axis leads from one to the other: then it is the first component.
  const axis = size > 1e-9 ? gap.map((value) => value / size) : first.direction;
  const beside = leadingDirection(
    together,
    [axis],
    size > 1e-9 ? first.direction : second.direction,
  );
  const place = (less: boolean, x: Float64Array, y: Float64Array): Plane => ({
    pictures: placed(given.dims[0], pictures, less, x, y),
    labels: placed(words.dims[0], labels, less, x, y),
  });
  return {
    apart: place(false, axis, beside.direction),
    centred: place(true, first.direction, second.direction),
  };
}

function placed(
  count: number,
  { units, places, mean }: Cloud,
  less: boolean,
  x: Float64Array,
  y: Float64Array,
): Float32Array {
  const out = new Float32Array(count * 2).fill(Number.NaN);
  const middle = less ? [inner(mean, x), inner(mean, y)] : [0, 0];
  for (const [row, place] of places.entries()) {
    out[place * 2] = along(units, row, x) - (middle[0] as number);
    out[place * 2 + 1] = along(units, row, y) - (middle[1] as number);
  }
  return out;
}

/**
 * A picture's place in the view with the gap, after a share of the gap was closed: it is moved along x and scaled to length
 * 1 again, as {@link closings} does it.
 *
 * @param x its place along the axis, which is its inner product with the axis
 */
export function moved(x: number, y: number, gap: number, share: number): readonly [number, number] {
  const length = Math.sqrt(1 - 2 * share * gap * x + (share * gap) ** 2);
  return [(x - share * gap) / length, y / length];
}

/** The rows of known labels among those that have a direction. */
function rowsOfTruths(truths: Int32Array, pictures: Cloud, labels: Cloud): readonly number[] {
  const rows = new Map(labels.places.map((place, row) => [place, row]));
  return pictures.places.map((place) => rows.get(truths[place] ?? -1) ?? -1);
}

function winnersOf(
  count: number,
  pictures: Cloud,
  labels: Cloud,
  products: Float64Array,
): Int32Array {
  const winners = new Int32Array(count).fill(-1);
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
