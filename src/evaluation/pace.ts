/** How fast pictures go through, and how long the rest takes. */
export interface Pace {
  readonly perSecond: number;
  readonly secondsLeft: number;
}

/** Weight of the newest pictures: the pace follows a change within a few batches and does not jump. */
const NEWEST = 0.3;
/** Pictures of a batch: few at first, so that something is seen soon. */
export const FIRST_BATCH = 8;
const MOST_BATCH = 128;
/** Bytes of pictures that are held at a time. */
const MOST_BATCH_BYTES = 64 * 2 ** 20;
/** A batch takes about a second, so that progress moves and a pause is heard. */
const SHORT_SECONDS = 0.7;
const LONG_SECONDS = 2;

/** The pace after `pictures` more took `seconds`, with `left` pictures to come. */
export function nextPace(
  before: Pace | null,
  pictures: number,
  seconds: number,
  left: number,
): Pace {
  const newest = Math.max(seconds, 1e-3) / pictures;
  const each = before ? (1 - NEWEST) / before.perSecond + NEWEST * newest : newest;
  return { perSecond: 1 / each, secondsLeft: left * each };
}

/** Pictures of the next batch, when one of `size` took `seconds`. */
export function nextBatchSize(size: number, seconds: number): number {
  if (seconds < SHORT_SECONDS) return Math.min(MOST_BATCH, size * 2);
  return seconds > LONG_SECONDS ? Math.max(1, Math.floor(size / 2)) : size;
}

/** End of a batch that begins at `from`: at most `size` pictures and not many bytes, but one picture at least. */
export function batchEnd(
  pictures: readonly { readonly bytes: number }[],
  from: number,
  size: number,
): number {
  let bytes = 0;
  let to = from;
  while (to < pictures.length && to < from + size) {
    bytes += pictures[to]?.bytes ?? 0;
    if (to > from && bytes > MOST_BATCH_BYTES) break;
    to++;
  }
  return to;
}
