import { type EngineErrorData, engineErrorData } from './errors.ts';

/** True for the rejection of a call that somebody gave up on purpose. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/**
 * The one place that catches: runs slow work; an abort is silent, everything else goes to `onError` as data.
 * Resolves to what the work gave, or `undefined` when it failed or was given up.
 */
export async function attempt<T>(
  work: () => Promise<T>,
  onError: (error: EngineErrorData) => void,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!isAbort(error)) onError(engineErrorData(error));
    return undefined;
  }
}
