import { CodedError } from '../errors.ts';
import { type ByteSource, readExactly } from './byte-source.ts';

/** Where a zip archive's directory lies. */
export interface ZipDirectoryPlace {
  readonly begin: number;
  readonly end: number;
  /** Added to every place that the directory tells: bytes were put before the archive, or its places are modulo 4 GiB. */
  readonly shift: number;
  /** The archive's last bytes, where they hold the whole directory, so that it is not asked for again. */
  readonly tail: { readonly begin: number; readonly bytes: Uint8Array } | null;
}

const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const WIDE_END_BYTES = 56;
/** The end record and the longest comment that may follow it. */
const TAIL_BYTES = 65_535 + END_BYTES;
/** So far from its end an archive may have other bytes behind it: signatures, or what a transfer added. */
const LONG_TAIL_BYTES = 1024 * 1024;

/**
 * Finds the directory by the record at the end of the archive, and its 64-bit form where there is one
 * (PKWARE APPNOTE 6.3.10, sections 4.3.14 to 4.3.16). One read of up to 64 KiB, a second one for zip64 with a long comment
 * and where other bytes follow the archive. How many entries the record counts is not asked: macOS writes the count modulo 65,536.
 *
 * @throws CodedError where there is none, or where it lies outside the file
 */
export async function findZipDirectory(source: ByteSource): Promise<ZipDirectoryPlace> {
  if (!Number.isSafeInteger(source.size)) throw new RangeError('The end of a stream is not known.');
  for (const length of [TAIL_BYTES, LONG_TAIL_BYTES]) {
    const tailBegin = Math.max(0, source.size - length);
    const bytes = await readExactly(source, tailBegin, source.size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const at = endRecordOffset(view);
    if (at !== null) return placeOf(source, view, at, tailBegin);
    if (tailBegin === 0) break;
  }
  throw new CodedError(
    'archive-truncated',
    'The zip archive has no directory at its end: it is cut off, or no zip archive. Copy or download it again.',
  );
}

async function placeOf(
  source: ByteSource,
  tail: DataView,
  at: number,
  tailBegin: number,
): Promise<ZipDirectoryPlace> {
  const wide = await wideEnd(source, tail, at, tailBegin);
  const place = wide ?? narrowEnd(tail, at);
  const recordBegin = wide?.recordBegin ?? tailBegin + at;
  if (place.length > recordBegin) throw invalid('does not lie before its end record');
  // As Python has it: the directory lies right before its end record, whatever stands before the archive.
  const adjacent = recordBegin - place.length;
  const stated = place.begin + place.length <= recordBegin;
  const bytes = new Uint8Array(tail.buffer, tail.byteOffset, tail.byteLength);
  const known = adjacent >= tailBegin ? bytes.subarray(adjacent - tailBegin) : null;
  const head = known ?? (await readExactly(source, adjacent, Math.min(adjacent + 4, recordBegin)));
  const begin = place.length === 0 || beginsEntry(head) || !stated ? adjacent : place.begin;
  return {
    begin,
    end: begin + place.length,
    shift: begin - place.begin,
    tail: begin >= tailBegin ? { begin: tailBegin, bytes } : null,
  };
}

function beginsEntry(bytes: Uint8Array): boolean {
  return [0x50, 0x4b, 1, 2].every((byte, at) => bytes[at] === byte);
}

/** The last end record whose comment reaches exactly to the end of the file, else the last that could have bytes behind it. */
function endRecordOffset(view: DataView): number | null {
  let loose: number | null = null;
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const end = at + END_BYTES + view.getUint16(at + 20, true);
    if (end === view.byteLength) return at;
    // A record that counts on another disk is text that looks like one.
    if (end < view.byteLength && view.getUint32(at + 4, true) === 0) loose ??= at;
  }
  return loose;
}

interface Place {
  readonly begin: number;
  readonly length: number;
}

function narrowEnd(view: DataView, at: number): Place {
  const [disk, firstDisk] = [4, 6].map((o) => view.getUint16(at + o, true));
  if (disk !== 0 || firstDisk !== 0) throw severalDisks();
  return { length: view.getUint32(at + 12, true), begin: view.getUint32(at + 16, true) };
}

/** The 64-bit end record, when a locator stands before the plain one; `null` when not. */
async function wideEnd(source: ByteSource, tail: DataView, at: number, tailBegin: number) {
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return null;
  if (tail.getUint32(locator + 4, true) !== 0 || tail.getUint32(locator + 16, true) > 1) {
    throw severalDisks();
  }
  const adjacent = tailBegin + locator - WIDE_END_BYTES;
  const stated = safeNumber(tail.getBigUint64(locator + 8, true));
  // With bytes before the archive the record is not where the locator says, but right before the locator.
  const found =
    (await wideRecord(source, stated, adjacent)) ?? (await wideRecord(source, adjacent, adjacent));
  if (!found) throw invalid('has an end record out of place');
  const { recordBegin, view } = found;
  if (view.getUint32(16, true) !== 0 || view.getUint32(20, true) !== 0) throw severalDisks();
  return {
    recordBegin,
    length: safeNumber(view.getBigUint64(40, true)),
    begin: safeNumber(view.getBigUint64(48, true)),
  };
}

async function wideRecord(source: ByteSource, recordBegin: number, last: number) {
  if (recordBegin < 0 || recordBegin > last) return null;
  const bytes = await readExactly(source, recordBegin, recordBegin + WIDE_END_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.getUint32(0, true) === 0x06064b50 ? { recordBegin, view } : null;
}

function safeNumber(value: bigint): number {
  // Half the safe range, so that the sum of two is safe as well.
  if (value > 2n ** 52n) throw invalid('holds an impossible size');
  return Number(value);
}

function severalDisks(): CodedError {
  return new CodedError(
    'archive-unsupported',
    'The zip archive is one part of several. Join the parts into one archive first.',
  );
}

function invalid(fault: string): CodedError {
  return new CodedError(
    'archive-invalid',
    `The zip archive's directory ${fault}. It was damaged or forged: copy or make it again.`,
    { fault },
  );
}
