import type { EngineErrorData } from './contract.ts';

/** Any failure as data: the engine's own code where there is one, else `internal`. */
export function toErrorData(error: unknown): EngineErrorData {
  if (error instanceof Error) {
    const { code, details } = error as Partial<EngineErrorData>;
    return typeof code === 'string'
      ? { code, message: error.message, details: details ?? {} }
      : { code: 'internal', message: error.message, details: { reason: error.message } };
  }
  return { code: 'internal', message: String(error), details: { reason: String(error) } };
}

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
    if (!isAbort(error)) onError(toErrorData(error));
    return undefined;
  }
}
