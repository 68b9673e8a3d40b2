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

/** One row of a matrix, in memory of its own. */
export function rowOf({ data, dims }: Matrix, row: number): Float32Array {
  return data.slice(row * dims[1], (row + 1) * dims[1]);
}
