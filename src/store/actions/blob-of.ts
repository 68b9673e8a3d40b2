import type { Picture } from '../types.ts';

/** The bytes of a picture; a sample is fetched from beside the page. A failed fetch gives an empty blob, which the engine refuses in words. */
export async function blobOf(
  picture: Picture,
  fetchBytes: typeof fetch,
  signal: AbortSignal,
): Promise<Blob> {
  if (picture.blob) return picture.blob;
  const response = await fetchBytes(picture.url, { signal });
  return response.ok ? response.blob() : new Blob();
}
