import type { Backend, BackendOpener } from './backend.ts';

/** When several threads are tried again, each time after a longer pause and with more time to start, in seconds. */
export const LATER_TRIES = [
  { pause: 30, limit: 30 },
  { pause: 120, limit: 60 },
  { pause: 300, limit: 90 },
] as const;

/**
 * Waits for a machine that was too busy to start several threads; `null` where it stays so, or they fail.
 * @param wanted asked before each try, and whether its outcome is still of use
 */
export async function tryThreadsLater(
  opener: BackendOpener,
  wanted: () => boolean,
): Promise<Backend | null> {
  for (const { pause, limit } of LATER_TRIES) {
    await new Promise((resolve) => setTimeout(resolve, pause * 1000));
    if (!wanted()) return null;
    const opened = await opener.openThreads(limit).catch(() => null);
    if (opened) return opened;
  }
  return null;
}
