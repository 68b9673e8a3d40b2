import { exifOrientation } from './exif-orientation.ts';
import type { HeaderFacts } from './header-facts.ts';
import { byteAt, textAt, uint16le, uint24le, uint32le } from './read-bytes.ts';

const FIRST_CHUNK = 12;
const EXIF_FLAG = 0x08;
const ALPHA_FLAG = 0x10;
const ANIMATION_FLAG = 0x02;

/** Facts of a WebP (RFC 9649): its first chunk, and EXIF and alpha among the others. */
export function webpFacts(bytes: Uint8Array): HeaderFacts {
  const first = textAt(bytes, FIRST_CHUNK, 4);
  const start = sizeOf(bytes, first);
  let alpha = start.alpha;
  const flags = first === 'VP8X' ? byteAt(bytes, FIRST_CHUNK + 8) : 0;
  let exif: Uint8Array | null = null;
  for (let at = FIRST_CHUNK; at + 8 <= bytes.length;) {
    const type = textAt(bytes, at, 4);
    const length = uint32le(bytes, at + 4);
    if (type === 'ALPH') alpha = true;
    // The first counts, and none that the header does not announce.
    if (type === 'EXIF' && flags & EXIF_FLAG) exif ??= bytes.subarray(at + 8, at + 8 + length);
    at += 8 + length + (length % 2);
  }
  const mode = alpha ? 'RGBA' : 'RGB';
  return {
    width: start.width,
    height: start.height,
    mode,
    pillowMode: mode,
    orientation: (exif && exifOrientation(exif)) ?? 1,
    animated: (flags & ANIMATION_FLAG) !== 0,
    truncated: uint32le(bytes, 4) + 8 > bytes.length,
    endless: false,
    opaque: !alpha,
  };
}

function sizeOf(
  bytes: Uint8Array,
  chunk: string,
): { width: number; height: number; alpha: boolean } {
  const data = FIRST_CHUNK + 8;
  if (chunk === 'VP8X') {
    return {
      width: uint24le(bytes, data + 4) + 1,
      height: uint24le(bytes, data + 7) + 1,
      alpha: (byteAt(bytes, data) & ALPHA_FLAG) !== 0,
    };
  }
  if (chunk === 'VP8L') {
    // After the signature byte: 14 bits of width - 1, 14 of height - 1, one of alpha.
    const bits = uint32le(bytes, data + 1);
    return {
      width: (bits & 0x3fff) + 1,
      height: ((bits >>> 14) & 0x3fff) + 1,
      alpha: ((bits >>> 28) & 1) === 1,
    };
  }
  // VP8: three bytes of frame tag, three of start code, then two bits of upscaling above each size.
  const size = (at: number): number => (chunk === 'VP8 ' ? uint16le(bytes, at) & 0x3fff : 0);
  return { width: size(data + 6), height: size(data + 8), alpha: false };
}
