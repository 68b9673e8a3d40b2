import type { Progress } from './calls.ts';

/** Ten bars a second are drawn; a download of 600 MB tells of ten thousand pieces. */
const EVERY_MS = 50;

/**
 * Passes on what changes, and of counts that run on one in so many milliseconds: each message costs both threads more than most of
 * what it tells of. The first of a stage or file and the last of a count always pass, and so does what carries more than a count.
 */
export function sparseProgress(
  tell: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): (progress: Progress) => void {
  let last = { about: '', at: Number.NEGATIVE_INFINITY };
  return (progress) => {
    const { stage, file = '', unit, waitingFor = '', total, done, training } = progress;
    const about = [stage, file, unit, waitingFor, total].join('\n');
    const counts = unit === 'bytes' || unit === 'parameters';
    const at = now();
    const isSoon = about === last.about && at - last.at < EVERY_MS;
    if (counts && isSoon && done !== total && !training) return;
    last = { about, at };
    tell(progress);
  };
}
