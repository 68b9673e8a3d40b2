/**
 * Solves A X = B for a symmetric positive definite A by Cholesky's factorisation (Golub and Van Loan, Matrix
 * Computations, section 4.2), in float64. Both arrays are overwritten; `b` holds X afterwards.
 * @param a [n, n], row-major.
 * @param b [n, columns], row-major.
 * @throws RangeError where A is not positive definite, or not finite.
 */
export function solvePositive(a: Float64Array, n: number, b: Float64Array, columns: number): void {
  factorise(a, n);
  // L Y = B, row by row, then Lᵀ X = Y from the last row.
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) subtractRow(b, row, k, a[row * n + k] as number, columns);
    divideRow(b, row, a[row * n + row] as number, columns);
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) subtractRow(b, row, k, a[k * n + row] as number, columns);
    divideRow(b, row, a[row * n + row] as number, columns);
  }
}

/** The lower triangle becomes L with A = L Lᵀ. */
function factorise(a: Float64Array, n: number): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row * n + column] as number;
      for (let k = 0; k < column; k++) {
        sum -= (a[row * n + k] as number) * (a[column * n + k] as number);
      }
      if (row !== column) {
        a[row * n + column] = sum / (a[column * n + column] as number);
      } else if (sum > 0 && Number.isFinite(sum)) {
        a[row * n + row] = Math.sqrt(sum);
      } else {
        throw new RangeError('The matrix is not positive definite.');
      }
    }
  }
}

function subtractRow(b: Float64Array, row: number, other: number, factor: number, columns: number) {
  for (let column = 0; column < columns; column++) {
    b[row * columns + column] =
      (b[row * columns + column] as number) - factor * (b[other * columns + column] as number);
  }
}

function divideRow(b: Float64Array, row: number, divisor: number, columns: number): void {
  for (let column = 0; column < columns; column++) {
    b[row * columns + column] = (b[row * columns + column] as number) / divisor;
  }
}
