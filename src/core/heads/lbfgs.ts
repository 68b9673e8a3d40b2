/** A smooth function of many numbers: its value, and its gradient written into the second array. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Largest entry of the gradient at the end. */
  readonly slope: number;
}

/** Pairs of steps and gradient changes that are remembered. */
const MEMORY = 10;
/** A step must win this share of what the slope promises (Armijo), */
const SUFFICIENT = 1e-4;
/** and leave at most this share of the slope (Wolfe). */
const CURVATURE = 0.9;
const MOST_TRIALS = 40;

/**
 * Limited-memory BFGS (Liu and Nocedal 1989; two-loop recursion, and bisection to the weak Wolfe conditions as in Lewis and
 * Overton 2013). For convex functions it ends where no entry of the gradient is larger than `tolerance`.
 * @param start Is not changed.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-7, most = 500 }: { readonly tolerance?: number; readonly most?: number } = {},
): Minimum {
  let point = start.slice();
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  const memory: Pair[] = [];
  let iterations = 0;
  while (iterations < most && largest(gradient) > tolerance) {
    const direction = descent(gradient, memory);
    const slope = dot(direction, gradient);
    const first = memory.length === 0 ? Math.min(1, 1 / largest(gradient)) : 1;
    const next = search(objective, { point, value, direction, slope, first });
    if (!next) break;
    const step = subtract(next.point, point);
    const change = subtract(next.gradient, gradient);
    const curvature = dot(step, change);
    if (curvature > 1e-300) memory.push({ step, change, curvature });
    if (memory.length > MEMORY) memory.shift();
    ({ point, value, gradient } = next);
    iterations++;
  }
  return { point, value, iterations, slope: largest(gradient) };
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** -H g, with H the inverse Hessian that the pairs stand for. */
function descent(gradient: Float64Array, memory: readonly Pair[]): Float64Array {
  const q = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { step, change, curvature } of memory.toReversed()) {
    const share = dot(step, q) / curvature;
    shares.push(share);
    addScaled(q, change, -share);
  }
  const last = memory.at(-1);
  if (last) {
    const factor = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < q.length; i++) q[i] = (q[i] as number) * factor;
  }
  memory.forEach(({ step, change, curvature }, index) => {
    const share = shares[memory.length - 1 - index] as number;
    addScaled(q, step, share - dot(change, q) / curvature);
  });
  return q;
}

interface Line {
  readonly point: Float64Array;
  readonly value: number;
  readonly direction: Float64Array;
  readonly slope: number;
  readonly first: number;
}

function search(objective: Objective, { point, value, direction, slope, first }: Line) {
  let [low, high, size] = [0, Number.POSITIVE_INFINITY, first];
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const next = point.map((x, index) => x + size * (direction[index] as number));
    const gradient = new Float64Array(point.length);
    const reached = objective(next, gradient);
    if (!(reached <= value + SUFFICIENT * size * slope)) high = size;
    else if (dot(gradient, direction) < CURVATURE * slope) low = size;
    else return { point: next, value: reached, gradient };
    size = Number.isFinite(high) ? (low + high) / 2 : 2 * low;
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function largest(a: Float64Array): number {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  return most;
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - (b[index] as number));
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) {
    target[i] = (target[i] as number) + factor * (other[i] as number);
  }
}
