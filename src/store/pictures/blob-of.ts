import { EngineError } from '../../engine/errors.ts';
import { fetchSmall } from '../../engine/silence.ts';
import type { Picture } from '../types.ts';

/**
 * The bytes of a picture; a sample is fetched from beside the page.
 * @throws EngineError `download-failed`, `download-silent`, `download-status`
 */
export async function blobOf(
  picture: Pick<Picture, 'blob' | 'url'>,
  fetchBytes: typeof fetch,
  signal?: AbortSignal,
): Promise<Blob> {
  if (picture.blob) return picture.blob;
  try {
    return await fetchSmall(fetchBytes, picture.url, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EngineError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    const { url } = picture;
    throw new EngineError('download-failed', `The picture did not come: ${detail}`, {
      url,
      detail,
    });
  }
}
