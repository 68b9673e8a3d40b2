import { CodedError } from '../../core/errors.ts';

/** Pieces are handed to the browser in blobs of this size, which it may keep on disk. */
const BLOB_BYTES = 32 * 2 ** 20;

/**
 * Unpacked pieces as a Blob that the browser may keep outside the page's memory.
 *
 * @throws CodedError `archive-too-large` as soon as there are more bytes than `most`
 */
export async function collectBlob(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
  signal?: AbortSignal,
): Promise<Blob> {
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let [pending, total] = [0, 0];
  const hand = (): void => {
    blobs.push(new Blob(pieces));
    pieces = [];
    pending = 0;
  };
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    total += chunk.length;
    if (total > most) {
      throw new CodedError(
        'archive-too-large',
        `The archive unpacks to more than ${most} bytes. Unpack it first, or split it.`,
        { size: total, limit: most },
      );
    }
    pieces.push(chunk as Uint8Array<ArrayBuffer>);
    pending += chunk.length;
    if (pending >= BLOB_BYTES) hand();
  }
  hand();
  return new Blob(blobs);
}
