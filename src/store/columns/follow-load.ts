import type { Progress } from '../../engine/calls.ts';

/** A file on its way: bytes, and how fast they come. */
export interface Download {
  readonly file: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly total: number;
  /** Bytes a second over the last few seconds, 0 where nothing came in them; `null` until enough was seen. */
  readonly rate: number | null;
  /** Seconds until the file is here at that rate; `null` where that cannot be said. */
  readonly left: number | null;
}

/** What a column shows while it loads: the stage it is in, and each file that was asked for, in order. */
export interface LoadProgress {
  readonly progress: Progress;
  readonly downloads: readonly Download[];
}

/** The rate is that of the last this many milliseconds. */
const WINDOW_MS = 5000;
/** A rate over less than that says nothing. */
const LEAST_MS = 500;
/** That nothing comes is said only after so long: a server takes a moment to answer. */
const STILL_MS = 2000;
/** A page that changed more often would only flicker. */
export const SHOW_EVERY_MS = 100;

interface Moment {
  readonly at: number;
  readonly done: number;
}

/**
 * Follows the progress of one load. Each call takes what the engine says and returns what is worth showing, or `null`
 * where it is too soon after the last. `now` gives milliseconds.
 */
export function followLoad(now: () => number): (progress: Progress) => LoadProgress | null {
  const downloads = new Map<string, Download>();
  const moments = new Map<string, readonly Moment[]>();
  let shown = { at: Number.NEGATIVE_INFINITY, what: '' };

  function measure({ file = '', done, total }: Progress, at: number): void {
    const recent = (moments.get(file) ?? []).filter((moment) => at - moment.at <= WINDOW_MS);
    moments.set(file, [...recent, { at, done }]);
    const [first] = recent;
    const time = first ? at - first.at : 0;
    const came = first ? done - first.done : 0;
    const rate = time >= (came > 0 ? LEAST_MS : STILL_MS) ? (came / time) * 1000 : null;
    const left = rate !== null && rate > 0 && total > 0 ? (total - done) / rate : null;
    downloads.set(file, { file, done, total, rate, left });
  }

  return (progress) => {
    const at = now();
    const { stage, file, done, total } = progress;
    if (stage === 'download' && file !== undefined) measure(progress, at);
    const what = `${stage} ${file ?? ''}`;
    const isNews = what !== shown.what || (total > 0 && done >= total);
    if (!isNews && at - shown.at < SHOW_EVERY_MS) return null;
    shown = { at, what };
    return { progress, downloads: [...downloads.values()] };
  };
}
