import type { CallOptions } from './calls.ts';

/** Work on what a file brings that nothing can interrupt: its tokenizer, its graph. */
export interface GuardedStep {
  /** The file that is to blame when the step does not end. */
  readonly file: string;
  /** How long it may take on the slowest device that the page is for. */
  readonly seconds: number;
}

/** What the server adds to the options of every call. */
export interface WatchedOptions extends CallOptions {
  /** Called before a guarded step, and with `null` behind it. */
  readonly onStep?: (step: GuardedStep | null) => void;
}

/** Does `work` while the page watches whether it ends: from outside, since a thread that computes hears nothing. */
export async function guarded<T>(
  { onStep }: WatchedOptions,
  step: GuardedStep,
  work: () => Promise<T> | T,
): Promise<T> {
  onStep?.(step);
  try {
    return await work();
  } finally {
    onStep?.(null);
  }
}
