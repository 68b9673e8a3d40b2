import { hasText, uint16be, uint16le, uint32be, uint32le } from './read-bytes.ts';

const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;
/** Values of so many bytes stand in the entry itself. */
const INLINE_BYTES = 4;

/** Bytes of one value by EXIF's type; the standard allows SHORT (3) only, but writers differ. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
};

/**
 * The orientation in an EXIF block, 1 to 8; 1 where it makes no sense, `null` where the block does not name one. As Pillow
 * reads it: any type of number counts, the last entry wins, and of several values the first.
 *
 * @param exif the block: a TIFF header with its first directory, with or without `Exif\0\0` before it
 */
export function exifOrientation(exif: Uint8Array): number | null {
  const tiff = hasText(exif, 0, 'Exif\0\0') ? exif.subarray(6) : exif;
  const little = hasText(tiff, 0, 'II*\0');
  if (!little && !hasText(tiff, 0, 'MM\0*')) return null;
  const uint16 = little ? uint16le : uint16be;
  const uint32 = little ? uint32le : uint32be;
  const directory = uint32(tiff, 4);
  const entries = uint16(tiff, directory);
  let found: number | null = null;
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > tiff.length) break;
    if (uint16(tiff, entry) !== ORIENTATION_TAG) continue;
    const type = uint16(tiff, entry + 2);
    const count = uint32(tiff, entry + 4);
    const bytes = (TYPE_BYTES[type] ?? 0) * count;
    if (bytes === 0) continue;
    const at = bytes <= INLINE_BYTES ? entry + 8 : uint32(tiff, entry + 8);
    if (at + bytes > tiff.length) continue;
    const value = numberAt(tiff, at, type, little);
    found = isOrientation(value) ? value : 1;
  }
  return found;
}

/** NaN for bytes and texts, which are no numbers to Pillow. */
function numberAt(tiff: Uint8Array, at: number, type: number, little: boolean): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 5:
      return view.getUint32(at, little) / view.getUint32(at + 4, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 10:
      return view.getInt32(at, little) / view.getInt32(at + 4, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
      return Number(view.getBigUint64(at, little));
    default:
      return Number.NaN;
  }
}

function isOrientation(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 8;
}

const XMP_BYTES = 1 << 20;

/** The orientation that an XMP text names, in the two notations that Pillow knows; `null` where it names none. */
export function xmpOrientation(bytes: Uint8Array): number | null {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, XMP_BYTES));
  const [, digit] = /tiff:Orientation(?:="|>)(\d)/.exec(text) ?? [];
  if (digit === undefined) return null;
  return isOrientation(Number(digit)) ? Number(digit) : 1;
}
