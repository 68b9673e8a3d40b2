import { averageDirection } from './average-direction.ts';
import { normaliseRows } from './normalise-rows.ts';
import type { Matrix } from './matrix.ts';

/** The vector scaled to length 1; zeros stay zeros. */
export function unit(vector: Float32Array): Float32Array {
  return normaliseRows({ data: vector, dims: [1, vector.length] }).data;
}

/** Mean direction of vectors of one width, by the rule of `averageDirection`. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const width = vectors[0]?.length ?? 0;
  const data = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) data.set(vector, row * width);
  return averageDirection(data, width, vectors.keys());
}

/** Inner product of two vectors; of two unit vectors it is their cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/**
 * Inner products of one vector with some of many, put where those stand in `into`. Each is what {@link dot} gives, to the
 * bit: four sums go on side by side, and each adds its products in the same order.
 *
 * @param vector [D]
 * @param others vectors of the same width
 * @param places which of `others`
 */
export function fillDots(
  vector: Float32Array,
  others: readonly Float32Array[],
  places: ArrayLike<number>,
  into: Float64Array,
): void {
  const at = (index: number): Float32Array => others[places[index] as number] as Float32Array;
  const whole = places.length - (places.length % 4);
  for (let index = 0; index < whole; index += 4) {
    const [a, b, c, d] = [at(index), at(index + 1), at(index + 2), at(index + 3)];
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      sumA += value * (a[i] as number);
      sumB += value * (b[i] as number);
      sumC += value * (c[i] as number);
      sumD += value * (d[i] as number);
    }
    into[places[index] as number] = sumA;
    into[places[index + 1] as number] = sumB;
    into[places[index + 2] as number] = sumC;
    into[places[index + 3] as number] = sumD;
  }
  for (let index = whole; index < places.length; index++)
    into[places[index] as number] = dot(vector, at(index));
}

/** One row of a matrix, in memory of its own. */
export function rowOf({ data, dims }: Matrix, row: number): Float32Array {
  return data.slice(row * dims[1], (row + 1) * dims[1]);
}
