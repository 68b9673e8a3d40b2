import { CodedError, isArchiveError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';
import { collectBlob } from './collect-blob.ts';

/**
 * What a `.gz` or `.tgz` file holds, unpacked to a Blob of at most `most` bytes.
 *
 * @throws CodedError `archive-too-large`; `archive-invalid` where it is cut off or damaged
 */
export async function unpackGzip(
  file: Blob,
  name: string,
  most: number,
  signal: AbortSignal,
): Promise<Blob> {
  try {
    return await collectBlob(inflated(file), most, signal);
  } catch (error) {
    signal.throwIfAborted();
    // The platform says no more than that it failed; a file that is gone says so.
    if (isArchiveError(error) || error instanceof DOMException) throw error;
    throw new CodedError(
      'archive-invalid',
      `${quote(name)} cannot be unpacked: it is cut off or damaged. Copy or download it again.`,
      { name: quote(name), fault: 'cannot be unpacked' },
    );
  }
}

async function* inflated(file: Blob): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = file.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
