import { CodedError } from '../errors.ts';

/** Bytes that can be read in ranges: a file's slices, or a server's. Nothing is ever read as a whole. */
export interface ByteSource {
  /** Length in bytes; `Infinity` for a stream whose end is not known. */
  readonly size: number;
  /** The bytes from `begin` up to, not including, `end`. Fewer only where the source ends. */
  readonly read: (begin: number, end: number) => Promise<Uint8Array>;
}

/** A file on disk, or any other Blob. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (begin, end) => new Uint8Array(await blob.slice(begin, end).arrayBuffer()),
  };
}

/** Bytes in memory. The ranges share their memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (begin, end) => Promise.resolve(bytes.subarray(begin, end)),
  };
}

/** The bytes of a range that must be there in full; throws `archive-truncated` where the source ends before. */
export async function readExactly(
  source: ByteSource,
  begin: number,
  end: number,
): Promise<Uint8Array> {
  if (end > source.size) throw truncated(end, source.size);
  if (begin === end) return new Uint8Array();
  const bytes = await source.read(begin, end);
  if (bytes.length !== end - begin) throw truncated(end, begin + bytes.length);
  return bytes;
}

/** The parts one after the other in new memory; a single part as it is. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function truncated(expected: number, actual: number): CodedError {
  return new CodedError(
    'archive-truncated',
    `The archive is cut off: ${actual} bytes are there, ${expected} are needed. Copy or download it again.`,
    { expected, actual },
  );
}
