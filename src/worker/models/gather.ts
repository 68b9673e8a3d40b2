import type { Embeddings } from '../../engine/embeddings.ts';

/** Vectors as the rows of one new array [N, D]; a missing one leaves a row of NaN. */
export function gather(
  vectors: readonly (Float32Array | undefined)[],
  embedDim: number,
): Embeddings {
  const data = new Float32Array(vectors.length * embedDim);
  for (const [row, vector] of vectors.entries()) {
    if (vector) data.set(vector, row * embedDim);
    else data.fill(Number.NaN, row * embedDim, (row + 1) * embedDim);
  }
  return { data, dims: [vectors.length, embedDim] };
}
