import { unlessAborted } from './unless-aborted.ts';

/**
 * Waits for something that may never answer: a browser's database that another tab blocks, a service worker that does
 * not come up, a driver that sleeps. Gives the task's outcome, or after `ms` milliseconds what `late` gives or throws;
 * what the task was doing goes on unheard, and its failure then is nobody's. Rejects at once where `signal` fires.
 */
export async function within<T, U>(
  ms: number,
  task: Promise<T>,
  late: () => U,
  signal?: AbortSignal,
): Promise<T | U> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<U>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    }, ms);
  });
  try {
    return await unlessAborted(Promise.race([task, limit]), signal);
  } finally {
    clearTimeout(timer);
  }
}

/** For an answer of the browser itself, which takes milliseconds where all is well. */
export const BROWSER_MS = 5000;
