import type { Matrix } from './matrix.ts';
import { normaliseRows } from './normalise-rows.ts';

/**
 * Cosine of the angle between every row of one matrix and every row of another, -1 to 1.
 *
 * @param rows [N, D], such as picture embeddings; need not be normalised
 * @param others [L, D], such as class vectors; need not be normalised
 * @returns [N, L]; a row that is not a number gives a row (or column) that is not
 * @throws RangeError where the vectors have different lengths
 */
export function cosines(rows: Matrix, others: Matrix): Matrix {
  const [count, width] = rows.dims;
  const [otherCount, otherWidth] = others.dims;
  if (width !== otherWidth) {
    throw new RangeError(`Vectors of ${width} and of ${otherWidth} numbers cannot be compared.`);
  }
  const a = normaliseRows(rows).data;
  const b = normaliseRows(others).data;
  const data = new Float32Array(count * otherCount);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < otherCount; j++) {
      data[i * otherCount + j] = dot(a, i * width, b, j * width, width);
    }
  }
  return { data, dims: [count, otherCount] };
}

function dot(
  a: Float32Array,
  startA: number,
  b: Float32Array,
  startB: number,
  length: number,
): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (a[startA + i] as number) * (b[startB + i] as number);
  return sum;
}
