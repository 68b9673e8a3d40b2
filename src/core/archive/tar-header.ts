import { CodedError } from '../errors.ts';

/** Everything in a tar archive is a multiple of this. */
export const BLOCK_BYTES = 512;

export interface TarHeader {
  /** As it stands in the archive: not checked yet. */
  readonly name: string;
  readonly size: number;
  /** The type flag; empty for the oldest form of a file. */
  readonly type: string;
}

/**
 * One header block (POSIX.1-2017, "ustar interchange format"; sizes also in GNU's binary form).
 *
 * @returns `null` for an empty block, which marks the end
 * @throws CodedError where the checksum does not fit
 */
export function parseTarHeader(block: Uint8Array): TarHeader | null {
  if (block.every((byte) => byte === 0)) return null;
  if (octal(block.subarray(148, 156)) !== checksum(block)) {
    throw new CodedError(
      'archive-invalid',
      'The tar archive holds a header whose checksum does not fit: it was damaged, packed (.tar.gz), or is no tar archive. Copy it again, or unpack it first.',
    );
  }
  const prefix = text(block.subarray(257, 262)) === 'ustar' ? prefixOf(block) : '';
  const name = text(block.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: sizeOf(block.subarray(124, 136)),
    type: text(block.subarray(156, 157)),
  };
}

/** GNU's own form (`ustar` and two blanks) keeps times where POSIX keeps the front of a long name. */
function prefixOf(block: Uint8Array): string {
  return block[262] === 0x20 ? '' : text(block.subarray(345, 500));
}

/**
 * Records of a pax header: each is its own length, a blank, `key=value` and a line feed.
 *
 * @throws CodedError where a record is not of that form
 */
export function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const [, digits] = /^(\d{1,8}) /.exec(text(bytes.subarray(at, at + 9))) ?? [];
    const length = Number(digits ?? 0);
    const record = bytes.subarray(at + (digits ?? '').length + 1, at + length);
    const line = new TextDecoder().decode(record);
    const equals = line.indexOf('=');
    if (at + length > bytes.length || equals < 1 || !line.endsWith('\n')) {
      throw new CodedError(
        'archive-invalid',
        'The tar archive holds an extended header that cannot be read. Copy or make it again.',
      );
    }
    records.set(line.slice(0, equals), line.slice(equals + 1, -1));
    at += length;
  }
  return records;
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

function octal(bytes: Uint8Array): number {
  const digits = text(bytes).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Eleven octal digits, or, with the first bit set, a big-endian number. */
function sizeOf(bytes: Uint8Array): number {
  const first = bytes[0] ?? 0;
  const size =
    first & 0x80
      ? bytes.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f)
      : octal(bytes);
  if (!(size <= 2 ** 52)) {
    throw new CodedError('archive-invalid', 'The tar archive holds a file of an impossible size.');
  }
  return size;
}

/** Sum of all bytes, those of the checksum itself taken as blanks. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < block.length; i++) sum += i >= 148 && i < 156 ? 0x20 : (block[i] ?? 0);
  return sum;
}
