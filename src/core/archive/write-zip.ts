import { crc32 } from './crc32.ts';

/** A file to be put into a zip archive, as parts that follow each other. */
export interface FileToZip {
  /** Path inside the archive, with `/` between folders. */
  readonly name: string;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
}

/** Names are UTF-8. */
const UTF8_FLAG = 0x0800;
/** The first day that the format knows: an archive of the same files is the same archive whenever it is made. */
const DOS_DATE = 0x0021;
/** Sizes and places are 32 bits wide without zip64. */
const LARGEST = 0xffffffff;

/**
 * A zip archive of files stored as they are (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16).
 * The files' bytes are not copied.
 *
 * @returns parts, for `new Blob(parts)`
 * @throws RangeError for more than 65,535 files, or 4 GiB in all
 */
export function writeZip(files: readonly FileToZip[]): Uint8Array<ArrayBuffer>[] {
  if (files.length > 0xffff) throw new RangeError(`${files.length} files do not fit into a zip.`);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const file of files) {
    const name = new TextEncoder().encode(file.name);
    const size = file.parts.reduce((sum, { length }) => sum + length, 0);
    const checksum = file.parts.reduce((crc, part) => crc32(part, crc), 0);
    const common = [UTF8_FLAG, 0, 0, DOS_DATE];
    parts.push(record(0x04034b50, [20, ...common], [checksum, size, size], [name.length, 0], name));
    parts.push(...file.parts);
    directory.push(
      record(
        0x02014b50,
        [20, 20, ...common],
        [checksum, size, size],
        [name.length, 0, 0, 0, 0, 0, 0, offset & 0xffff, offset >>> 16],
        name,
      ),
    );
    offset += 30 + name.length + size;
    if (offset > LARGEST) throw new RangeError('More than 4 GiB do not fit into a zip.');
  }
  const length = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = record(
    0x06054b50,
    [0, 0, files.length, files.length],
    [length, offset],
    [0],
    new Uint8Array(),
  );
  return [...parts, ...directory, end];
}

/** A signature, 16-bit fields, 32-bit fields, 16-bit fields, and bytes, all little-endian. */
function record(
  signature: number,
  shorts: readonly number[],
  words: readonly number[],
  rest: readonly number[],
  tail: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const fixed = 4 + 2 * shorts.length + 4 * words.length + 2 * rest.length;
  const bytes = new Uint8Array(fixed + tail.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, signature, true);
  let at = 4;
  for (const value of shorts) at = (view.setUint16(at, value, true), at + 2);
  for (const value of words) at = (view.setUint32(at, value, true), at + 4);
  for (const value of rest) at = (view.setUint16(at, value, true), at + 2);
  bytes.set(tail, fixed);
  return bytes;
}
