/** Plain facts about a set of numbers; mean, deviation, smallest and largest are of the finite ones, NaN where there are none. */
export interface Summary {
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  /** Infinite ones of both signs. */
  readonly infinite: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  readonly smallest: number;
  readonly largest: number;
}

/** What has been seen so far; `squares` is the sum of squared distances from the mean. */
interface Running {
  readonly count: number;
  readonly finite: number;
  readonly nan: number;
  readonly mean: number;
  readonly squares: number;
  readonly smallest: number;
  readonly largest: number;
}

const NOTHING: Running = {
  count: 0,
  finite: 0,
  nan: 0,
  mean: 0,
  squares: 0,
  smallest: Number.POSITIVE_INFINITY,
  largest: Number.NEGATIVE_INFINITY,
};

/** Sums up numbers that come piece by piece; no piece is kept. */
export function createSummary() {
  let all = NOTHING;
  return {
    add(values: Float32Array): void {
      all = join(all, summariseOnce(values));
    },
    result(): Summary {
      const { count, finite, nan, mean, squares, smallest, largest } = all;
      const known = (value: number): number => (finite > 0 ? value : Number.NaN);
      return {
        count,
        finite,
        nan,
        infinite: count - finite - nan,
        mean: known(mean),
        deviation: known(Math.sqrt(squares / finite)),
        smallest: known(smallest),
        largest: known(largest),
      };
    },
  };
}

/** Two passes over one piece: the distances are taken from its own mean, so that nothing cancels. */
function summariseOnce(values: Float32Array): Running {
  let [sum, finite, nan] = [0, 0, 0];
  let { smallest, largest } = NOTHING;
  for (const value of values) {
    if (Number.isFinite(value)) {
      finite++;
      sum += value;
      if (value < smallest) smallest = value;
      if (value > largest) largest = value;
    } else if (Number.isNaN(value)) nan++;
  }
  const mean = finite > 0 ? sum / finite : 0;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return { count: values.length, finite, nan, mean, squares, smallest, largest };
}

/** Chan, Golub and LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979), (2.1). */
function join(a: Running, b: Running): Running {
  const finite = a.finite + b.finite;
  const gap = b.mean - a.mean;
  const share = finite > 0 ? b.finite / finite : 0;
  return {
    count: a.count + b.count,
    finite,
    nan: a.nan + b.nan,
    mean: a.mean + gap * share,
    squares: a.squares + b.squares + gap * gap * a.finite * share,
    smallest: Math.min(a.smallest, b.smallest),
    largest: Math.max(a.largest, b.largest),
  };
}
