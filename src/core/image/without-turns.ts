import type { PictureFormat } from './picture-format.ts';
import { byteAt, hasText, textAt, uint16be, uint32be, uint32le } from './read-bytes.ts';

/** Of a WebP's extended header: there is EXIF. */
const EXIF_FLAG = 0x08;

/**
 * The file without the EXIF blocks that a decoder may turn a picture by: some decoders do so whatever they are asked, and read
 * other blocks and other types of number than Pillow does. The very bytes where there is none.
 */
export function withoutTurns(
  bytes: Uint8Array<ArrayBuffer>,
  format: PictureFormat,
): Uint8Array<ArrayBuffer> {
  if (format === 'jpeg') return overwritten(bytes, exifInJpeg(bytes));
  if (format === 'webp') return overwritten(bytes, exifInWebp(bytes));
  return format === 'png' ? withoutChunk(bytes, 'eXIf') : bytes;
}

/** With other bytes at some places. */
function overwritten(
  bytes: Uint8Array<ArrayBuffer>,
  changes: readonly (readonly [at: number, value: number])[],
): Uint8Array<ArrayBuffer> {
  if (changes.length === 0) return bytes;
  const copy = bytes.slice();
  for (const [at, value] of changes) copy[at] = value;
  return copy;
}

/** The first letter of each block's name, to be made one that no decoder knows. */
function exifInJpeg(bytes: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = byteAt(bytes, at + 1);
    if (byteAt(bytes, at) !== 0xff || marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) break;
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (marker === 0xe1 && hasText(bytes, at + 4, 'Exif\0')) found.push([at + 4, 0x5f]);
    at += 2 + Math.max(uint16be(bytes, at + 2), 2);
  }
  return found;
}

/** The first letter of each chunk's name, and the flag that says that there is one. */
function exifInWebp(bytes: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = uint32le(bytes, at + 4);
    if (textAt(bytes, at, 4) === 'EXIF') found.push([at, 0x5f]);
    at += 8 + length + (length % 2);
  }
  if (found.length > 0 && hasText(bytes, 12, 'VP8X'))
    found.push([20, byteAt(bytes, 20) & ~EXIF_FLAG]);
  return found;
}

function withoutChunk(bytes: Uint8Array<ArrayBuffer>, type: string): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = [];
  let from = 0;
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + uint32be(bytes, at);
    if (textAt(bytes, at + 4, 4) === type) {
      kept.push(bytes.subarray(from, at));
      from = end;
    }
    at = end;
  }
  if (kept.length === 0) return bytes;
  kept.push(bytes.subarray(from));
  const out = new Uint8Array(kept.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of kept) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
