import { unlessAborted } from '../../core/waiting/unless-aborted.ts';
import type { CallOptions, Progress } from '../../engine/calls.ts';

/** Waits for what is being opened. @throws what opening it threw, and whatever `signal` was aborted with */
export type Opened = (options: CallOptions) => Promise<void>;

interface Opening {
  begin(): Opened;
  isRunning(): boolean;
}

/**
 * Something slow that several loads need, opened once while their files are still on their way. It goes on whatever becomes
 * of the load that began it: the next one needs it, too. Its progress is told to those who wait for nothing else.
 */
export function createOpening(open: (options: CallOptions) => Promise<void>): Opening {
  const waiting = new Set<(progress: Progress) => void>();
  let running: Promise<void> | null = null;
  let last: Progress | null = null;

  async function run(): Promise<void> {
    const onProgress = (progress: Progress): void => {
      last = progress;
      for (const tell of waiting) tell(progress);
    };
    try {
      await open({ onProgress });
    } finally {
      running = null;
      last = null;
    }
  }

  function begin(): Opened {
    const own = (running ??= run());
    // It may fail before anybody waits for it.
    own.catch(() => undefined);
    return async ({ signal, onProgress = () => undefined }) => {
      if (last) onProgress(last);
      waiting.add(onProgress);
      try {
        await unlessAborted(own, signal);
      } finally {
        waiting.delete(onProgress);
      }
    };
  }

  return { begin, isRunning: () => running !== null };
}
