import { classVectors } from '../../core/scoring/class-vectors.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';

/** The vector scaled to length 1. */
export function unit(vector: Float32Array): Float32Array {
  return normaliseRows({ data: vector, dims: [1, vector.length] }).data;
}

/** One label's class vector: the unit mean of its prompts' unit embeddings. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  const width = vectors[0]?.length ?? 0;
  const data = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) data.set(vector, row * width);
  return classVectors({ data, dims: [vectors.length, width] }, [vectors.length]).data;
}

/** Inner product of two unit vectors, which is their cosine. Both are normalised once and compared many times. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** One row of a matrix, in memory of its own. */
export function rowOf(
  { data, dims }: { readonly data: Float32Array; readonly dims: readonly [number, number] },
  row: number,
): Float32Array {
  return data.slice(row * dims[1], (row + 1) * dims[1]);
}
