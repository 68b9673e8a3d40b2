/**
 * Mean direction of some rows: each row divided by its length, averaged, divided by its length again. So OpenAI's and
 * OpenCLIP's evaluations make one class embedding of many prompts.
 *
 * @param embeddings [N, D], row-major
 * @param rows which rows; a row of zeros, or one that is not finite, takes no part
 * @returns [D], of length 1; not a number where the rows cancel or none takes part, so that nothing is compared with it
 */
export function averageDirection(
  embeddings: Float32Array,
  dimensions: number,
  rows: Iterable<number>,
): Float32Array {
  const sum = new Float64Array(dimensions);
  for (const row of rows) {
    const values = embeddings.subarray(row * dimensions, (row + 1) * dimensions);
    if (values.length < dimensions) throw new RangeError(`There is no row ${row}.`);
    const length = euclideanLength(values);
    if (!(length > 0 && Number.isFinite(length))) continue;
    for (let d = 0; d < dimensions; d++) sum[d] = (sum[d] ?? 0) + (values[d] ?? 0) / length;
  }
  const length = euclideanLength(sum);
  return Float32Array.from(sum, (value) => (length > 0 ? value / length : Number.NaN));
}

function euclideanLength(values: ArrayLike<number>): number {
  let square = 0;
  for (let i = 0; i < values.length; i++) square += (values[i] ?? 0) ** 2;
  return Math.sqrt(square);
}
