import { quote } from '../model/quote.ts';
import { ArchiveError } from './archive-error.ts';
import { type ByteSource, joined, readExactly } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER_BYTES = 30;
/** How much of an entry is read at a time. */
const CHUNK_BYTES = 1024 * 1024;

/**
 * Where an entry's bytes lie in the archive, by the header before them, which must tell the same as the directory.
 *
 * @throws ArchiveError
 */
export async function zipEntryRange(
  source: ByteSource,
  entry: ZipEntry,
): Promise<{ readonly begin: number; readonly end: number }> {
  const { headerOffset } = entry;
  const bytes = await readExactly(source, headerOffset, headerOffset + LOCAL_HEADER_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged(entry, 'has no header of its own');
  if (view.getUint16(8, true) !== entry.method) {
    throw damaged(entry, 'is packed in another way than the directory says');
  }
  const begin =
    headerOffset + LOCAL_HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const end = begin + entry.compressedSize;
  if (end > entry.limit) throw damaged(entry, 'reaches into the next one');
  return { begin, end };
}

/**
 * An entry's bytes, unpacked piece by piece, so that an entry of any length passes through bounded memory.
 * Stops as soon as more comes out than the directory claims; length and checksum are checked at the end.
 *
 * @param maxBytes largest claimed length that is read at all
 * @throws ArchiveError; `archive-too-large` before anything is read
 */
export async function* zipEntryChunks(
  source: ByteSource,
  entry: ZipEntry,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  requireReadable(entry, maxBytes);
  const { begin, end } = await zipEntryRange(source, entry);
  const packed = rangeChunks(source, begin, end);
  let length = 0;
  let checksum = 0;
  for await (const chunk of entry.method === 0 ? packed : inflated(packed, entry)) {
    length += chunk.length;
    if (length > entry.size) throw damaged(entry, 'is longer than the directory says');
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (length < entry.size) throw damaged(entry, 'is shorter than the directory says');
  if (checksum !== entry.crc32) throw damaged(entry, 'does not match its checksum');
}

/** All bytes of an entry of at most `maxBytes`. Errors as {@link zipEntryChunks}. */
export async function readZipEntry(
  source: ByteSource,
  entry: ZipEntry,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of zipEntryChunks(source, entry, maxBytes)) parts.push(chunk);
  return joined(parts);
}

function requireReadable(entry: ZipEntry, maxBytes: number): void {
  const { name, size, method, compressedSize } = entry;
  if (size > maxBytes) {
    throw new ArchiveError(
      'archive-too-large',
      `${quote(name)} claims to hold ${size} bytes; at most ${maxBytes} are read. It is left out.`,
      { name: quote(name), size, limit: maxBytes },
    );
  }
  if (entry.encrypted) throw unsupported(entry, 'is encrypted');
  if (method !== 0 && method !== 8) throw unsupported(entry, `is packed by method ${method}`);
  if (method === 0 && compressedSize !== size) throw damaged(entry, 'has two different lengths');
}

async function* rangeChunks(source: ByteSource, begin: number, end: number) {
  for (let at = begin; at < end; at += CHUNK_BYTES) {
    yield await readExactly(source, at, Math.min(end, at + CHUNK_BYTES));
  }
}

async function* inflated(
  packed: AsyncGenerator<Uint8Array, void, undefined>,
  entry: ZipEntry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = new DecompressionStream('deflate-raw');
  const writer = inflater.writable.getWriter();
  const reader = inflater.readable.getReader();
  /** What went wrong in reading, as opposed to unpacking: it must come through as it is. */
  const readFailures: unknown[] = [];
  const feeding = (async () => {
    const reading = async () => {
      try {
        return await packed.next();
      } catch (error) {
        readFailures.push(error);
        throw error;
      }
    };
    try {
      for (let step = await reading(); !step.done; step = await reading()) {
        await writer.write(step.value as Uint8Array<ArrayBuffer>);
      }
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
    }
  })();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    await feeding;
    if (readFailures.length > 0) throw readFailures[0];
    throw damaged(entry, 'cannot be unpacked');
  } finally {
    // Also when the consumer stops early: the feeder must not wait for ever on a full pipe.
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

function damaged(entry: ZipEntry, fault: string): ArchiveError {
  return new ArchiveError(
    'archive-invalid',
    `${quote(entry.name)} in the zip archive ${fault}. Copy or make the archive again.`,
    { name: quote(entry.name), fault },
  );
}

function unsupported(entry: ZipEntry, fault: string): ArchiveError {
  return new ArchiveError(
    'archive-unsupported',
    `${quote(entry.name)} in the zip archive ${fault}, which this page cannot read. Make the archive again with plain zip.`,
    { name: quote(entry.name) },
  );
}
