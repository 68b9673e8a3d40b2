import { type Pace, nextPace } from '../pace.ts';

/** How far shards are scored, in rows. */
export interface ShardProgress {
  readonly done: number;
  readonly total: number;
  /** `null` until some are through. */
  readonly pace: Pace | null;
}

/** Milliseconds between two words on how far the work is. */
const CALM = 500;

/** Counts rows that are done, and tells of them now and then. */
export function paced(
  total: number,
  onProgress: (progress: ShardProgress) => void,
): (rows: number) => void {
  let [done, told, at] = [0, 0, performance.now()];
  let pace: Pace | null = null;
  onProgress({ done, total, pace });
  return (rows) => {
    done += rows;
    const now = performance.now();
    if (now - at < CALM) return;
    pace = nextPace(pace, done - told, (now - at) / 1000, total - done);
    [told, at] = [done, now];
    onProgress({ done, total, pace });
  };
}
