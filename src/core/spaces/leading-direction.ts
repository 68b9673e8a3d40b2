/** Rows of one width in float64: row-major [rows, width]. */
export interface Rows {
  readonly data: Float64Array;
  readonly count: number;
  readonly width: number;
}

/** A direction and how much of the rows lies along it. */
export interface Component {
  /** [D], of length 1; zeros where the rows have nothing left. */
  readonly direction: Float64Array;
  /** Sum over the rows of the squared inner products with it: a squared singular value. */
  readonly energy: number;
}

/** Multiplications that the passes over the rows may take for one component, some 15 ms of one thread. */
const MOST_WORK = 12e6;
/** So many passes are taken in any case, and more than the most say nothing new. */
const [FEWEST_PASSES, MOST_PASSES] = [12, 256];
/** The error of the eigenvalue equation, relative to the eigenvalue, at which a component is taken as found. */
const TOLERANCE = 1e-5;
/** Below this share of all energy a direction is rounding. */
const NOTHING = 1e-20;

/**
 * The direction along which rows spread most: the first right singular vector of the rows as they stand (they are not centred
 * here) among the directions at right angles to those in `avoid`.
 *
 * Power iteration that keeps every power: among the start and its images under AᵀA the best combination is taken, which is
 * Lanczos's method with full orthogonalisation (Golub and Van Loan, Matrix Computations, section 10.1 and 10.3) and needs a
 * tenth of the passes. The sign is fixed: the number of largest size, the first of equals, is positive. Everything is
 * deterministic.
 *
 * @param avoid unit vectors [D] at right angles to each other
 * @param near a direction [D] that is probably close: it saves passes, and changes nothing beyond rounding
 */
export function leadingDirection(
  rows: Rows,
  avoid: readonly Float64Array[],
  near?: Float64Array,
): Component {
  const { width } = rows;
  const total = energyOf(rows);
  const nothing = { direction: new Float64Array(width), energy: 0 };
  if (total === 0) return nothing;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let next = startOf(width, avoid.length, near);
  let best: Ritz | null = null;
  const passes = Math.min(passesFor(rows), width - avoid.length);
  for (let pass = 0; pass < passes; pass++) {
    if (!unitBeside(next, [...avoid, ...basis])) break;
    basis.push(next);
    const image = timesGram(rows, next);
    removeAll(image, avoid);
    diagonal.push(inner(image, next));
    removeAll(image, basis);
    removeAll(image, basis);
    const left = Math.sqrt(inner(image, image));
    best = topOfTridiagonal(diagonal, beside);
    if (left * Math.abs(best.vector.at(-1) ?? 0) <= TOLERANCE * best.value) break;
    if (left * left <= NOTHING * total * total) break;
    beside.push(left);
    next = image;
  }
  if (!best || best.value <= NOTHING * total) return nothing;
  return { direction: withSign(combined(basis, best.vector)), energy: best.value };
}

/** AᵀA v in one pass over the rows of A. Four sums side by side, since each waits for its last addition. */
function timesGram({ data, count, width }: Rows, vector: Float64Array): Float64Array {
  const out = new Float64Array(width);
  const whole = width - (width % 4);
  for (let start = 0; start < count * width; start += width) {
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let i = 0; i < whole; i += 4) {
      const at = start + i;
      a += (data[at] as number) * (vector[i] as number);
      b += (data[at + 1] as number) * (vector[i + 1] as number);
      c += (data[at + 2] as number) * (vector[i + 2] as number);
      d += (data[at + 3] as number) * (vector[i + 3] as number);
    }
    for (let i = whole; i < width; i++) a += (data[start + i] as number) * (vector[i] as number);
    const product = a + b + (c + d);
    for (let i = 0; i < width; i++)
      out[i] = (out[i] as number) + product * (data[start + i] as number);
  }
  return out;
}

function passesFor({ count, width }: Rows): number {
  const affordable = Math.floor(MOST_WORK / (2 * count * width));
  return Math.min(Math.max(affordable, FEWEST_PASSES), MOST_PASSES);
}

function energyOf({ data }: Rows): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i] as number) ** 2;
  return sum;
}

/**
 * No direction of the data, and the same one everywhere: Knuth's multiplicative hash of the place, between -0.5 and 0.5.
 * Another one for each component: what one start leaves of a plane in which rows spread alike, it has nothing of beside it.
 */
function startOf(width: number, turn: number, near: Float64Array | undefined): Float64Array {
  const own = near ? 1e-3 / Math.sqrt(width) : 1;
  const hash = (i: number): number =>
    (Math.imul(turn * width + i + 1, 2654435761) >>> 0) / 2 ** 32 - 0.5;
  return Float64Array.from({ length: width }, (_, i) => (near?.[i] ?? 0) + own * hash(i));
}

/** Scales to length 1 what is left beside unit vectors; false where nothing is. */
function unitBeside(vector: Float64Array, others: readonly Float64Array[]): boolean {
  const before = Math.sqrt(inner(vector, vector));
  removeAll(vector, others);
  removeAll(vector, others);
  const length = Math.sqrt(inner(vector, vector));
  if (!(length > 1e-12 * before)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
  return true;
}

function removeAll(vector: Float64Array, units: readonly Float64Array[]): void {
  for (const unit of units) {
    const along = inner(vector, unit);
    for (let i = 0; i < vector.length; i++)
      vector[i] = (vector[i] as number) - along * (unit[i] as number);
  }
}

function combined(basis: readonly Float64Array[], factors: Float64Array): Float64Array {
  const out = new Float64Array(basis[0]?.length ?? 0);
  for (const [j, vector] of basis.entries()) {
    const factor = factors[j] as number;
    for (let i = 0; i < out.length; i++)
      out[i] = (out[i] as number) + factor * (vector[i] as number);
  }
  unitBeside(out, []);
  return out;
}

function withSign(direction: Float64Array): Float64Array {
  let largest = 0;
  for (const value of direction) if (Math.abs(value) > Math.abs(largest)) largest = value;
  return largest < 0 ? direction.map((value) => -value) : direction;
}

/** Inner product of two vectors. */
export function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

interface Ritz {
  readonly value: number;
  /** Of length 1. */
  readonly vector: Float64Array;
}

/**
 * The largest eigenvalue of a symmetric tridiagonal matrix T and its vector. A number m lies above all eigenvalues where
 * every pivot of m - T is positive: halving finds the least such one, and two solves with it give the vector.
 */
function topOfTridiagonal(diagonal: readonly number[], beside: readonly number[]): Ritz {
  const around = (i: number): number => Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0);
  let high = Math.max(...diagonal.map((value, i) => value + around(i)));
  let low = Math.max(...diagonal);
  high += 1e-12 * Math.abs(high) + Number.MIN_VALUE;
  for (let halving = 0; halving < 60 && high - low > 1e-13 * Math.abs(high); halving++) {
    const middle = (low + high) / 2;
    if (pivotsOf(diagonal, beside, middle)) high = middle;
    else low = middle;
  }
  const pivots = pivotsOf(diagonal, beside, high);
  let vector = new Float64Array(diagonal.length).fill(1);
  if (!pivots) return { value: high, vector };
  for (let turn = 0; turn < 3; turn++) {
    vector = solved(pivots, beside, vector);
    unitBeside(vector, []);
  }
  return { value: high, vector };
}

/** Pivots of `shift - T`, or `null` where one is not positive. */
function pivotsOf(
  diagonal: readonly number[],
  beside: readonly number[],
  shift: number,
): number[] | null {
  const pivots: number[] = [];
  for (const [i, value] of diagonal.entries()) {
    const before = pivots[i - 1];
    const pivot = shift - value - (before === undefined ? 0 : (beside[i - 1] ?? 0) ** 2 / before);
    if (!(pivot > 0)) return null;
    pivots.push(pivot);
  }
  return pivots;
}

/** Thomas's algorithm; stable, as all pivots are positive. */
function solved(pivots: readonly number[], beside: readonly number[], right: Float64Array) {
  const out = Float64Array.from(right);
  for (let i = 1; i < out.length; i++)
    out[i] =
      (out[i] as number) + ((beside[i - 1] ?? 0) / (pivots[i - 1] ?? 1)) * (out[i - 1] as number);
  for (let i = out.length - 1; i >= 0; i--)
    out[i] = ((out[i] as number) + (beside[i] ?? 0) * (out[i + 1] ?? 0)) / (pivots[i] ?? 1);
  return out;
}
