import type { State } from '../state.ts';
import type { Picture, Vectors } from '../types.ts';
import { type ScoreInputs, valueRange } from './scores.ts';

/** One axis for every bar of the page: cosines or logits of all columns lie on the same one. */
export interface ValueAxis {
  /** Ends of the axis: the lowest value or 0, and the highest or 0. */
  readonly low: number;
  readonly high: number;
  /** Evenly between `low` and `high`, 0 among them. */
  readonly ticks: readonly number[];
  /** Digits behind the point that tell the ticks apart. */
  readonly digits: number;
}

type Inputs = ScoreInputs & Pick<State, 'pictures' | 'columns'>;

/** Spaces between ticks, at most about. */
const SPACES = 6;

interface Last {
  readonly inputs: Inputs;
  readonly shown: 'cosine' | 'logit';
  readonly extra: Picture | null;
  readonly axis: ValueAxis;
}

/** By the vectors, so that an axis goes with them, and two pages have two. */
const lasts = new WeakMap<Vectors, Last>();

/** The axis of what all columns say of all pictures, and of one that is not among them, such as the camera's. */
export function valueAxis(
  inputs: Inputs,
  shown: 'cosine' | 'logit',
  extra: Picture | null = null,
): ValueAxis {
  const last = lasts.get(inputs.vectors);
  if (last && last.shown === shown && last.extra === extra && isSame(last.inputs, inputs))
    return last.axis;
  const pictures = extra ? [...inputs.pictures, extra] : inputs.pictures;
  let [low, high] = [0, 0];
  for (const column of inputs.columns)
    for (const picture of pictures)
      // A head without a vector for any label has no cosine.
      for (const end of valueRange(inputs, column, picture.id, shown)?.filter(Number.isFinite) ??
        []) {
        low = Math.min(low, end);
        high = Math.max(high, end);
      }
  const axis = axisOver(low, high);
  lasts.set(inputs.vectors, { inputs, shown, extra, axis });
  return axis;
}

function isSame(a: Inputs, b: Inputs): boolean {
  const keys = [
    'labels',
    'templates',
    'vectors',
    'scale',
    'scoring',
    'heads',
    'pictures',
    'columns',
  ] as const;
  return keys.every((key) => a[key] === b[key]);
}

/** An axis from `low` (at most 0) to `high` (at least 0), with ticks at 1, 2 or 5 times a power of ten. */
export function axisOver(low: number, high: number): ValueAxis {
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / SPACES));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each * SPACES >= span) ?? 1;
  const first = Math.ceil(low / step);
  const count = Math.floor((low + span) / step) - first + 1;
  return {
    low,
    high: low + span,
    ticks: Array.from({ length: count }, (_, i) => (first + i) * step),
    digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}
