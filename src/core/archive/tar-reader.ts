import { CodedError } from '../errors.ts';
import { quote } from '../quote.ts';
import { createWorkMeter } from '../bounds/work-meter.ts';
import { type ByteSource, readExactly } from './byte-source.ts';
import { safeEntryName } from './entry-name.ts';
import { BLOCK_BYTES, parseTarHeader, paxRecords, type TarHeader } from './tar-header.ts';

/** A file in a tar archive. */
export interface TarEntry {
  /** A safe path below the archive's own folder. */
  readonly name: string;
  /** First byte and the byte after the last, in the archive. */
  readonly begin: number;
  readonly end: number;
}

export interface TarBounds {
  readonly maxEntries: number;
  /** Longest extended header (long names, pax records). */
  readonly maxHeaderBytes: number;
}

/** Four times ImageNet's validation set with a class file beside each picture. */
const DEFAULT_BOUNDS: TarBounds = { maxEntries: 400_000, maxHeaderBytes: 64 * 1024 };

/** A file may have a long name, a long link and a pax header before its own; folders and links count too. */
const HEADERS_PER_ENTRY = 8;

/**
 * The files of a tar archive in their order: ustar, with pax and GNU long names and sizes (POSIX.1-2017, "pax
 * interchange format"; GNU tar manual, "Basic Tar Format"). Links, folders and devices are passed over, so no entry
 * stands for another. Headers alone are read; a consumer reads an entry's bytes from the same source when it has the
 * entry.
 *
 * @throws CodedError, also `archive-truncated` where the two empty blocks at the end are missing: entries given
 * until then are sound
 */
export async function* tarEntries(
  source: ByteSource,
  bounds: TarBounds = DEFAULT_BOUNDS,
): AsyncGenerator<TarEntry, void, undefined> {
  let offset = 0;
  let extended: Extension = {};
  const meter = createWorkMeter(
    'headers in its tar archive',
    HEADERS_PER_ENTRY * bounds.maxEntries,
  );
  for (let count = 0; ;) {
    meter.spend(1);
    const header = parseTarHeader(await readExactly(source, offset, offset + BLOCK_BYTES));
    if (header === null) return await requireEnd(source, offset + BLOCK_BYTES);
    offset += BLOCK_BYTES;
    if (isExtension(header)) {
      Object.assign(extended, await readExtension(source, header, offset, bounds));
      offset += padded(header.size);
      continue;
    }
    if (header.type === 'S') throw unsupported(header, 'is stored with holes');
    const size = extended.size ?? header.size;
    const end = offset + size;
    if (end > source.size) throw cutOff(end, source.size);
    if (isFile(header)) {
      const name = safeEntryName(extended.path ?? header.name);
      if (++count > bounds.maxEntries) throw tooMany(bounds.maxEntries);
      if (name !== '' && !(extended.path ?? header.name).endsWith('/')) {
        yield { name, begin: offset, end };
      }
    }
    // A link's or folder's size tells no bytes of its own.
    offset += /[1-6]/.test(header.type) ? 0 : padded(size);
    extended = {};
  }
}

interface Extension {
  path?: string;
  size?: number;
}

function isExtension({ type }: TarHeader): boolean {
  return ['x', 'g', 'L', 'K'].includes(type);
}

function isFile({ type }: TarHeader): boolean {
  return type === '0' || type === '' || type === '7';
}

async function readExtension(
  source: ByteSource,
  header: TarHeader,
  offset: number,
  bounds: TarBounds,
): Promise<Extension> {
  if (header.size > bounds.maxHeaderBytes) {
    throw new CodedError(
      'archive-too-large',
      `The tar archive holds a header of ${header.size} bytes; at most ${bounds.maxHeaderBytes} are read.`,
      { size: header.size, limit: bounds.maxHeaderBytes },
    );
  }
  const bytes = await readExactly(source, offset, offset + header.size);
  if (header.type === 'L') return { path: new TextDecoder().decode(bytes).replace(/\0.*$/s, '') };
  if (header.type !== 'x') return {};
  const records = paxRecords(bytes);
  const path = records.get('path');
  const size = records.get('size');
  if ([...records.keys()].some((key) => key.startsWith('GNU.sparse.'))) {
    throw unsupported(header, 'is stored with holes');
  }
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw unsupported(header, 'has no size');
  return { ...(path !== undefined && { path }), ...(size !== undefined && { size: Number(size) }) };
}

/** The end is marked by two empty blocks; after the first one a second must follow. */
async function requireEnd(source: ByteSource, offset: number): Promise<void> {
  const bytes = await readExactly(source, offset, offset + BLOCK_BYTES);
  if (bytes.some((byte) => byte !== 0)) {
    throw new CodedError(
      'archive-invalid',
      'The tar archive goes on after an empty block. It was damaged: copy or make it again.',
    );
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
}

function cutOff(expected: number, actual: number): CodedError {
  return new CodedError(
    'archive-truncated',
    `The archive is cut off: ${actual} bytes are there, ${expected} are needed. Copy or download it again.`,
    { expected, actual },
  );
}

function tooMany(limit: number): CodedError {
  return new CodedError(
    'archive-too-large',
    `The tar archive holds more than ${limit} files. Split it.`,
    { limit },
  );
}

function unsupported({ name }: TarHeader, fault: string): CodedError {
  return new CodedError(
    'archive-unsupported',
    `${quote(name)} in the tar archive ${fault}, which this page cannot read. Make the archive again with plain tar.`,
    { name: quote(name) },
  );
}
