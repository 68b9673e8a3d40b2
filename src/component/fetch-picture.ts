import { EngineError, engineErrorData } from '../engine/errors.ts';
import { fetchSmall } from '../engine/silence.ts';
import type { ArrivedPicture } from './compare-column.ts';

/** The picture at an address, or why it did not come. Never rejects. */
export async function fetchPicture(
  fetch: typeof globalThis.fetch,
  url: string,
  signal: AbortSignal,
): Promise<ArrivedPicture> {
  try {
    return await fetchSmall(fetch, url, signal);
  } catch (error) {
    if (error instanceof EngineError) return engineErrorData(error);
    // A browser says no more than that: no network, no such host, or one that does not allow it.
    return engineErrorData(
      new EngineError('download-failed', `The picture at ${url} could not be downloaded.`, { url }),
    );
  }
}
