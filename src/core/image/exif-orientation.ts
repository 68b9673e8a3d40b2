import { hasText, uint16be, uint16le, uint32be, uint32le } from './read-bytes.ts';

const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;
/** EXIF's type SHORT; the only one that the standard allows for the orientation. */
const SHORT = 3;

/**
 * The orientation in an EXIF block, 1 to 8; 1 where there is none or it makes no sense.
 *
 * @param exif the block: a TIFF header with its first directory, with or without `Exif\0\0` before it
 */
export function exifOrientation(exif: Uint8Array): number {
  const tiff = hasText(exif, 0, 'Exif\0') ? exif.subarray(6) : exif;
  const little = hasText(tiff, 0, 'II*\0');
  if (!little && !hasText(tiff, 0, 'MM\0*')) return 1;
  const uint16 = little ? uint16le : uint16be;
  const uint32 = little ? uint32le : uint32be;
  const directory = uint32(tiff, 4);
  const entries = uint16(tiff, directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    if (entry + ENTRY_BYTES > tiff.length) return 1;
    if (uint16(tiff, entry) !== ORIENTATION_TAG) continue;
    const orientation = uint16(tiff, entry + 8);
    return uint16(tiff, entry + 2) === SHORT && isOrientation(orientation) ? orientation : 1;
  }
  return 1;
}

function isOrientation(value: number): boolean {
  return value >= 1 && value <= 8;
}
