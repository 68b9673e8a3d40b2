import { solvePositive } from '../numbers/solve.ts';
import { requireMatrix, type Matrix } from '../scoring/matrix.ts';

/** What is left to a bias, where the layer has one: mean target - mean feature · W, [D]. */
export function refitOffset(
  features: Matrix,
  targets: Matrix,
  weights: Float32Array,
): Float32Array {
  const means = columnMeans(features);
  return Float32Array.from(columnMeans(targets), (target, column) =>
    means.reduce(
      (rest, mean, d) => rest - mean * (weights[d * targets.dims[1] + column] as number),
      target,
    ),
  );
}

/** Mean of each column, float64. */
function columnMeans({ data, dims: [rows, columns] }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let index = 0; index < data.length; index++) {
    means[index % columns] = (means[index % columns] as number) + (data[index] as number) / rows;
  }
  return means;
}

function centred(matrix: Matrix): Float64Array {
  const means = columnMeans(matrix);
  const columns = matrix.dims[1];
  return Float64Array.from(
    matrix.data,
    (value, index) => value - (means[index % columns] as number),
  );
}

/** Aᵀ B of row-major [rows, m] and [rows, n]: [m, n]. */
function crossProduct(a: Float64Array, b: Float64Array, rows: number): Float64Array {
  const [m, n] = [a.length / rows, b.length / rows];
  const out = new Float64Array(m * n);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < m; i++) {
      const factor = a[row * m + i] as number;
      for (let j = 0; j < n; j++) {
        out[i * n + j] = (out[i * n + j] as number) + factor * (b[row * n + j] as number);
      }
    }
  }
  return out;
}

/** [rows, columns] with its axes changed. */
function turned(a: Float64Array, rows: number): Float64Array {
  const columns = a.length / rows;
  return Float64Array.from(
    { length: a.length },
    (_, index) => a[(index % rows) * columns + Math.floor(index / rows)] as number,
  );
}

/**
 * The projection that best maps `features` onto `targets`, by ridge regression on centred data:
 * W = (XᵀX + λ tr(XᵀX)/d I)⁻¹ XᵀY (Hoerl and Kennard 1970; the ridge is measured by the mean eigenvalue, so that λ means
 * the same for every tower). With fewer rows than features the equal form Xᵀ(XXᵀ + c I)⁻¹Y is solved, which is smaller.
 * @param features [N, d], one row for each pair.
 * @param lambda λ: about 1 behind a tower that was trained, 1e-3 behind a random one.
 * @param targets [N, D], un-normalised or unit, in the same order.
 * @returns [d, D], row-major float32: a projection without a bias, as CLIP's are.
 * @throws RangeError with fewer than two rows, rows that do not match, features that are all alike, or values that are not finite.
 */
export function refitProjection(features: Matrix, targets: Matrix, lambda: number): Float32Array {
  requireMatrix(features);
  requireMatrix(targets);
  const [rows, d] = features.dims;
  const columns = targets.dims[1];
  if (rows < 2 || targets.dims[0] !== rows) {
    throw new RangeError(`${rows} features and ${targets.dims[0]} targets fit no projection.`);
  }
  const [x, y] = [centred(features), centred(targets)];
  const trace = x.reduce((sum, value) => sum + value * value, 0);
  const ridge = (lambda * trace) / d;
  const addRidge = (a: Float64Array, n: number): Float64Array => {
    for (let i = 0; i < n; i++) a[i * n + i] = (a[i * n + i] as number) + ridge;
    return a;
  };
  if (rows >= d) {
    const w = crossProduct(x, y, rows);
    solvePositive(addRidge(crossProduct(x, x, rows), d), d, w, columns);
    return Float32Array.from(w);
  }
  const xt = turned(x, rows);
  const solved = y.slice();
  solvePositive(addRidge(crossProduct(xt, xt, d), rows), rows, solved, columns);
  return Float32Array.from(crossProduct(x, solved, rows));
}
