import { CodedError } from '../errors.ts';
import { type ByteSource, readExactly } from './byte-source.ts';
import { safeEntryName } from './entry-name.ts';
import { findZipDirectory } from './zip-end.ts';
import { zipName } from './zip-name.ts';
import { quote } from '../quote.ts';

/** A file in a zip archive, as the archive's directory tells. Folders are left out. */
export interface ZipEntry {
  /** A safe path below the archive's own folder. */
  readonly name: string;
  /** 0 is stored as it is, 8 is deflate; other methods cannot be read. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Bytes in the archive, and bytes when unpacked, as the directory claims. */
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
  /** Where the entry's own header begins, and the first byte that cannot belong to the entry. */
  readonly headerOffset: number;
  readonly limit: number;
  /** Whether the sizes stand behind the data once more. */
  readonly hasDescriptor: boolean;
  /** The name's bytes where nothing says how they are written; `name` has them as UTF-8, else in code page 437. */
  readonly rawName: Uint8Array | null;
  /** Length of the name in bytes, as the directory has it. */
  readonly nameLength: number;
}

export interface ZipBounds {
  readonly maxEntries: number;
  readonly maxDirectoryBytes: number;
}

/** Four times ImageNet's validation set. */
const DEFAULT_BOUNDS: ZipBounds = { maxEntries: 200_000, maxDirectoryBytes: 64 * 1024 * 1024 };

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const ENCRYPTION_BITS = 0x2041;
const UNICODE_PATH = 0x7075;
const WRAP_BYTES = 2 ** 32;

/** What a zip archive's directory lists. */
export interface ZipListing {
  /** In the order of the directory; of a name that is given several times the last one. */
  readonly entries: readonly ZipEntry[];
  /** Names whose earlier files a later one of the same name replaces. */
  readonly replaced: readonly string[];
}

/**
 * The files of a zip archive (also zip64), by the directory at its end (PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16).
 * Only the end of the archive is read. The directory is read to its length: counts of entries are wrong in archives of
 * macOS with more than 65,535 of them. It is untrusted: names are safe and distinct, and no entry reaches into another, into
 * the directory, or beyond the file. What an entry claims to unpack to is not bounded here but where it is read.
 *
 * @throws CodedError
 */
export async function listZip(
  source: ByteSource,
  bounds: ZipBounds = DEFAULT_BOUNDS,
): Promise<ZipListing> {
  const { begin, end, shift, tail } = await findZipDirectory(source);
  if (end - begin > bounds.maxDirectoryBytes) {
    throw tooMany(Math.floor((end - begin) / CENTRAL_HEADER_BYTES), bounds.maxEntries);
  }
  const bytes = tail
    ? tail.bytes.subarray(begin - tail.begin, end - tail.begin)
    : await readExactly(source, begin, end);
  return withLimits(shifted(parseDirectory(bytes, bounds.maxEntries), shift), begin);
}

/** The entries of {@link listZip} alone. */
export async function readZipDirectory(
  source: ByteSource,
  bounds: ZipBounds = DEFAULT_BOUNDS,
): Promise<readonly ZipEntry[]> {
  return (await listZip(source, bounds)).entries;
}

type RawEntry = Omit<ZipEntry, 'limit'>;

function parseDirectory(bytes: Uint8Array, most: number): RawEntry[] {
  const entries: RawEntry[] = [];
  for (let offset = 0; offset < bytes.length && !isSignature(bytes, offset);) {
    const { entry, next } = parseEntry(bytes, offset);
    entries.push(entry);
    if (entries.length > most) throw tooMany(entries.length, most);
    offset = next;
  }
  return entries;
}

/** A digital signature ends the directory (APPNOTE 4.3.13). */
function isSignature(bytes: Uint8Array, offset: number): boolean {
  return [0x50, 0x4b, 5, 5].every((byte, at) => bytes[offset + at] === byte);
}

/**
 * Entries at their places in the file. Where the places differ from the stated ones by whole times 4 GiB, macOS wrote them
 * modulo 4 GiB, one after the other: each that is lower than the one before lies 4 GiB further.
 */
function shifted(entries: readonly RawEntry[], shift: number): readonly RawEntry[] {
  if (shift === 0) return entries;
  const wrapped = shift % WRAP_BYTES === 0;
  let [turns, before] = [0, 0];
  return entries.map((entry) => {
    if (wrapped && entry.headerOffset < before) turns += WRAP_BYTES;
    before = entry.headerOffset;
    return { ...entry, headerOffset: entry.headerOffset + (wrapped ? turns : shift) };
  });
}

function parseEntry(bytes: Uint8Array, offset: number): { entry: RawEntry; next: number } {
  if (offset + CENTRAL_HEADER_BYTES > bytes.length) throw invalid('ends inside an entry');
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, CENTRAL_HEADER_BYTES);
  if (view.getUint32(0, true) !== 0x02014b50) throw invalid('holds something that is no entry');
  const flags = view.getUint16(8, true);
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) =>
    view.getUint16(at, true),
  ) as [number, number, number];
  const nameBegin = offset + CENTRAL_HEADER_BYTES;
  const extraBegin = nameBegin + nameLength;
  const next = extraBegin + extraLength + commentLength;
  if (next > bytes.length) throw invalid('ends inside an entry');
  const extra = bytes.subarray(extraBegin, extraBegin + extraLength);
  const { text: raw, raw: rawName } = zipName(
    bytes.subarray(nameBegin, extraBegin),
    flags,
    extraField(extra, UNICODE_PATH),
  );
  const [size, compressedSize, headerOffset] = wideFields(extra, [
    view.getUint32(24, true),
    view.getUint32(20, true),
    view.getUint32(42, true),
  ]);
  const isFolder = raw.endsWith('/') || raw.endsWith('\\');
  return {
    entry: {
      name: isFolder ? `${safeEntryName(raw)}/` : safeEntryName(raw),
      method: view.getUint16(10, true),
      encrypted: (flags & ENCRYPTION_BITS) !== 0,
      compressedSize,
      size,
      crc32: view.getUint32(16, true),
      headerOffset,
      hasDescriptor: (flags & 8) !== 0,
      rawName,
      nameLength,
    },
    next,
  };
}

/** Fields that are all ones stand in the zip64 extra field instead (APPNOTE 4.5.3), in this order, and only those. */
function wideFields(extra: Uint8Array, narrow: [number, number, number]): [number, number, number] {
  if (!narrow.includes(0xffffffff)) return narrow;
  const field = extraField(extra, 0x0001);
  if (!field) return narrow;
  let at = 0;
  return narrow.map((value) => {
    if (value !== 0xffffffff) return value;
    if (at + 8 > field.byteLength) throw invalid('lacks a 64-bit size');
    const wide = field.getBigUint64(at, true);
    at += 8;
    if (wide > BigInt(Number.MAX_SAFE_INTEGER)) throw invalid('holds an impossible size');
    return Number(wide);
  }) as [number, number, number];
}

function extraField(extra: Uint8Array, id: number): DataView | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.length);
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > extra.length) return null;
    if (view.getUint16(at, true) === id) {
      return new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    }
    at += 4 + length;
  }
  return null;
}

/** Gives each entry the end of its room and checks that it fits in; leaves folders out. */
function withLimits(entries: readonly RawEntry[], directoryBegin: number): ZipListing {
  const starts = entries.map(({ headerOffset }) => headerOffset).sort((a, b) => a - b);
  const limits = new Map<number, number>();
  starts.forEach((start, index) => {
    const limit = starts[index + 1] ?? directoryBegin;
    if (limit === start) throw invalid('lets two files begin at the same place');
    limits.set(start, limit);
  });
  const files = new Map<string, ZipEntry>();
  const replaced: string[] = [];
  for (const entry of entries) {
    const limit = limits.get(entry.headerOffset) ?? 0;
    const { headerOffset, compressedSize } = entry;
    if (headerOffset < 0 || headerOffset + LOCAL_HEADER_BYTES + compressedSize > limit) {
      throw invalid(`gives ${quote(entry.name)} bytes that belong to something else`);
    }
    if (entry.name.endsWith('/')) continue;
    // As unzip and Python have it: whoever added a file again meant the new one.
    if (files.delete(entry.name)) replaced.push(entry.name);
    files.set(entry.name, { ...entry, limit });
  }
  return { entries: [...files.values()], replaced };
}

function tooMany(entries: number, limit: number): CodedError {
  return new CodedError(
    'archive-too-large',
    `The zip archive lists ${entries} files; at most ${limit} are read. Split it.`,
    { entries, limit },
  );
}

function invalid(fault: string): CodedError {
  return new CodedError(
    'archive-invalid',
    `The zip archive's directory ${fault}. It was damaged or forged: copy or make it again.`,
    { fault },
  );
}
