import { CodedError } from '../errors.ts';
import { quote } from '../quote.ts';
import { type ByteSource, joined, readExactly } from './byte-source.ts';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL_HEADER_BYTES = 30;
/** How much of an entry is read at a time. */
const CHUNK_BYTES = 1024 * 1024;
/** How much longer packed bytes may be than the plain ones that are asked for. */
const PACKING_BYTES = 512;
/** Its own header with the longest name and extra field. */
const MOST_HEADER_BYTES = LOCAL_HEADER_BYTES + 2 * 65_535;
/** PKWARE APPNOTE 6.3.10, section 4.4.5. */
const PACKINGS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  20: 'Zstandard',
  93: 'Zstandard',
  94: 'MP3',
  95: 'XZ',
  96: 'JPEG',
  97: 'WavPack',
  98: 'PPMd',
  99: 'AES',
};

/**
 * Where an entry's bytes lie in the archive, by the header before them, which must tell the same as the directory.
 *
 * @throws CodedError
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
 * @throws CodedError; `archive-too-large` before anything is read
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

/**
 * All bytes of an entry as {@link readZipEntry} gives them, in memory of their own. Its header and its data are read at once, so that
 * entries that are taken one behind the other are asked for in their order.
 */
export async function takeZipEntry(
  source: ByteSource,
  entry: ZipEntry,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { headerOffset, compressedSize, limit, method } = entry;
  requireReadable(entry, maxBytes);
  const end = Math.min(limit, headerOffset + MOST_HEADER_BYTES + compressedSize);
  if (end - headerOffset > maxBytes + MOST_HEADER_BYTES)
    return (await readZipEntry(source, entry, maxBytes)).slice();
  const span = await readExactly(source, headerOffset, end);
  const near: ByteSource = {
    size: end,
    read: async (from, to) => span.subarray(from - headerOffset, to - headerOffset),
  };
  const bytes = await readZipEntry(near, entry, maxBytes);
  const alone = method !== 0 && bytes.byteLength === bytes.buffer.byteLength;
  return (alone ? bytes : bytes.slice()) as Uint8Array<ArrayBuffer>;
}

/**
 * The first bytes of an entry, fewer where it is shorter or its packing gives fewer. Costs two short reads, whatever the entry's
 * length; neither length nor checksum is checked.
 *
 * @throws CodedError
 */
export async function readZipHead(
  source: ByteSource,
  entry: ZipEntry,
  length: number,
): Promise<Uint8Array> {
  requireReadable(entry, Number.POSITIVE_INFINITY);
  const { begin, end } = await zipEntryRange(source, entry);
  // Packed bytes may be a little longer than the plain ones, and carry tables in front.
  const packed = await readExactly(source, begin, Math.min(end, begin + length + PACKING_BYTES));
  if (entry.method === 0) return packed.subarray(0, length);
  const inflater = new DecompressionStream('deflate-raw');
  const writer = inflater.writable.getWriter();
  const reader = inflater.readable.getReader();
  // The bytes end in the middle: what has come out until then is what was asked for.
  const feeding = writer.write(packed as Uint8Array<ArrayBuffer>).then(() => writer.close());
  feeding.catch(() => undefined);
  reader.closed.catch(() => undefined);
  const parts: Uint8Array[] = [];
  let have = 0;
  try {
    while (have < length) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      have += value.length;
    }
  } catch {
    if (have === 0) throw damaged(entry, 'cannot be unpacked');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return joined(parts).subarray(0, length);
}

/** How an entry is packed, by the name that programs give it, where it cannot be unpacked here; `null` where it can. */
export function foreignPacking({ method, encrypted }: ZipEntry): string | null {
  if (encrypted) return 'encryption';
  if (method === 0 || method === 8) return null;
  return PACKINGS[method] ?? `method ${method}`;
}

function requireReadable(entry: ZipEntry, maxBytes: number): void {
  const { name, size, method, compressedSize } = entry;
  if (size > maxBytes) {
    throw new CodedError(
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

function damaged(entry: ZipEntry, fault: string): CodedError {
  return new CodedError(
    'archive-invalid',
    `${quote(entry.name)} in the zip archive ${fault}. Copy or make the archive again.`,
    { name: quote(entry.name), fault },
  );
}

function unsupported(entry: ZipEntry, fault: string): CodedError {
  return new CodedError(
    'archive-unsupported',
    `${quote(entry.name)} in the zip archive ${fault}, which this page cannot read. Make the archive again with plain zip.`,
    { name: quote(entry.name) },
  );
}
