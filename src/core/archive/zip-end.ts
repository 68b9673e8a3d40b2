import { ArchiveError } from './archive-error.ts';
import { type ByteSource, readExactly } from './byte-source.ts';

/** Where a zip archive's directory lies. */
export interface ZipDirectoryPlace {
  readonly begin: number;
  readonly end: number;
  readonly entries: number;
  /** The archive's last bytes, where they hold the whole directory, so that it is not asked for again. */
  readonly tail: { readonly begin: number; readonly bytes: Uint8Array } | null;
}

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const WIDE_END_BYTES = 56;
/** The end record and the longest comment that may follow it. */
const TAIL_BYTES = 65_535 + END_BYTES;

/**
 * Finds the directory by the record at the end of the archive, and its 64-bit form where there is one
 * (PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16). One read of up to 64 KiB, a second one for zip64 with a long comment.
 *
 * @throws ArchiveError where there is none, or where it lies outside the file
 */
export async function findZipDirectory(source: ByteSource): Promise<ZipDirectoryPlace> {
  if (!Number.isSafeInteger(source.size)) throw new RangeError('The end of a stream is not known.');
  const tailBegin = Math.max(0, source.size - TAIL_BYTES);
  const bytes = await readExactly(source, tailBegin, source.size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = endRecordOffset(view);
  const wide = await wideEnd(source, view, at, tailBegin);
  const place = wide ?? narrowEnd(view, at);
  const recordBegin = wide?.recordBegin ?? tailBegin + at;
  const end = place.begin + place.length;
  if (end > recordBegin) throw invalid('does not lie before its end record');
  return {
    begin: place.begin,
    end,
    entries: place.entries,
    tail: place.begin >= tailBegin ? { begin: tailBegin, bytes } : null,
  };
}

/** The last end record whose comment reaches exactly to the end of the file. */
function endRecordOffset(view: DataView): number {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new ArchiveError(
    'archive-truncated',
    'The zip archive has no directory at its end: it is cut off, or no zip archive. Copy or download it again.',
  );
}

interface Place {
  readonly begin: number;
  readonly length: number;
  readonly entries: number;
}

function narrowEnd(view: DataView, at: number): Place {
  const [disk, firstDisk, onDisk, entries] = [4, 6, 8, 10].map((o) => view.getUint16(at + o, true));
  if (disk !== 0 || firstDisk !== 0 || onDisk !== entries) throw severalDisks();
  return {
    entries: entries ?? 0,
    length: view.getUint32(at + 12, true),
    begin: view.getUint32(at + 16, true),
  };
}

/** The 64-bit end record, when a locator stands before the plain one; `null` when not. */
async function wideEnd(source: ByteSource, tail: DataView, at: number, tailBegin: number) {
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return null;
  if (tail.getUint32(locator + 4, true) !== 0 || tail.getUint32(locator + 16, true) > 1) {
    throw severalDisks();
  }
  const recordBegin = safeNumber(tail.getBigUint64(locator + 8, true));
  if (recordBegin + WIDE_END_BYTES > tailBegin + locator)
    throw invalid('has an end record out of place');
  const bytes = await readExactly(source, recordBegin, recordBegin + WIDE_END_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint32(0, true) !== 0x06064b50) throw invalid('has an end record out of place');
  if (view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0) throw severalDisks();
  return {
    recordBegin,
    entries: safeNumber(view.getBigUint64(32, true)),
    length: safeNumber(view.getBigUint64(40, true)),
    begin: safeNumber(view.getBigUint64(48, true)),
  };
}

function safeNumber(value: bigint): number {
  // Half the safe range, so that the sum of two is safe as well.
  if (value > 2n ** 52n) throw invalid('holds an impossible size');
  return Number(value);
}

function severalDisks(): ArchiveError {
  return new ArchiveError(
    'archive-unsupported',
    'The zip archive is one part of several. Join the parts into one archive first.',
  );
}

function invalid(fault: string): ArchiveError {
  return new ArchiveError(
    'archive-invalid',
    `The zip archive's directory ${fault}. It was damaged or forged: copy or make it again.`,
    { fault },
  );
}
