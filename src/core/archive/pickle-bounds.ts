import { createWorkMeter, type WorkMeter } from '../bounds/work-meter.ts';

/** What one pickle may cost. */
export const PICKLE_BOUNDS = {
  /**
   * Instructions, each of which makes one thing at most, and for a call the items that it is given. A tensor takes some 35, so that this is 57,000 of them; the
   * largest CLIP has 1,500, a training run of it three times as many. Two million nested tuples fill some 200 MB.
   */
  steps: 2_000_000,
  /** Bytes of a whole number. The longest that training programs write, states of generators, have 17. */
  integerBytes: 32,
  /** Characters of a key or a name in Python. */
  nameBytes: 1024,
  /** Dicts in dicts down to the tensors, for those who look for them. */
  depth: 32,
} as const;

/** Counts a pickle's instructions. */
export function pickleMeter(): WorkMeter {
  return createWorkMeter('instructions of its pickle', PICKLE_BOUNDS.steps);
}
