/** Embeddings as they leave a tower: row-major [N, D], not normalised. */
export interface Embeddings {
  readonly data: Float32Array;
  readonly dims: readonly [number, number];
}
