/** Numbers in rows: row-major [rows, columns]. Embeddings are one, a row for each picture or prompt. */
export interface Matrix {
  readonly data: Float32Array;
  readonly dims: readonly [rows: number, columns: number];
}

/** @throws RangeError where there are not as many numbers as the dimensions say. */
export function requireMatrix({ data, dims: [rows, columns] }: Matrix): void {
  if (data.length !== rows * columns) {
    throw new RangeError(
      `${rows} x ${columns} needs ${rows * columns} numbers, not ${data.length}.`,
    );
  }
}
