import type { HeaderFacts } from './header-facts.ts';
import { byteAt, uint16le } from './read-bytes.ts';

const EXTENSION = 0x21;
const CONTROL = 0xf9;
const IMAGE = 0x2c;
const SCREEN_BYTES = 13;

/** Facts of a GIF (GIF89a): screen, palette of the first frame, and whether a second frame follows. */
export function gifFacts(bytes: Uint8Array): HeaderFacts {
  const palette = paletteBytes(byteAt(bytes, 10));
  let grey = isGreyRamp(bytes, SCREEN_BYTES, palette);
  let width = uint16le(bytes, 6);
  let height = uint16le(bytes, 8);
  let frames = 0;
  let clearIndex: number | null = null;
  let clear: HeaderFacts['clear'];
  let truncated = true;
  let at = SCREEN_BYTES + palette;
  while (at < bytes.length && frames < 2) {
    const kind = byteAt(bytes, at);
    if (kind === EXTENSION) {
      if (frames === 0 && byteAt(bytes, at + 1) === CONTROL)
        clearIndex = clearIndexAt(bytes, at + 2);
      at = afterSubBlocks(bytes, at + 2);
      continue;
    }
    if (kind !== IMAGE) break;
    frames++;
    const own = paletteBytes(byteAt(bytes, at + 9));
    const next = afterSubBlocks(bytes, at + 10 + own + 1);
    if (frames === 1) {
      if (own > 0) grey = isGreyRamp(bytes, at + 10, own);
      const [start, length] = own > 0 ? [at + 10, own] : [SCREEN_BYTES, palette];
      clear = [...colourOf(bytes, start, length, clearIndex ?? 0), clearIndex === null ? 255 : 0];
      // Pillow widens the screen to its first frame.
      width = Math.max(width, uint16le(bytes, at + 1) + uint16le(bytes, at + 5));
      height = Math.max(height, uint16le(bytes, at + 3) + uint16le(bytes, at + 7));
      truncated = next > bytes.length;
    }
    at = next;
  }
  const mode = grey ? 'L' : 'P';
  return {
    width,
    height,
    mode,
    pillowMode: mode,
    orientation: 1,
    animated: frames > 1,
    truncated,
    endless: false,
    ...(clear && { clear }),
  };
}

/** Which colour a frame's control block calls clear; `null` where it calls none so. */
function clearIndexAt(bytes: Uint8Array, at: number): number | null {
  return byteAt(bytes, at) >= 4 && byteAt(bytes, at + 1) & 1 ? byteAt(bytes, at + 4) : null;
}

/** Pillow fills its screen with the clear colour, or where there is none with the first of the palette. */
function colourOf(
  bytes: Uint8Array,
  start: number,
  length: number,
  index: number,
): [number, number, number] {
  if (length === 0) return [index, index, index];
  const at = start + index * 3;
  if (at + 3 > start + length) return [0, 0, 0];
  return [byteAt(bytes, at), byteAt(bytes, at + 1), byteAt(bytes, at + 2)];
}

function paletteBytes(flags: number): number {
  return flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
}

/** Pillow reads a picture without palette, or whose palette is the numbers themselves, as grey. */
function isGreyRamp(bytes: Uint8Array, start: number, length: number): boolean {
  for (let i = 0; i < length; i++) {
    if (byteAt(bytes, start + i) !== Math.trunc(i / 3)) return false;
  }
  return true;
}

/** Where the sub-blocks that start at `at` are over; beyond the end of the file where they are cut off. */
function afterSubBlocks(bytes: Uint8Array, at: number): number {
  while (at < bytes.length) {
    const length = byteAt(bytes, at);
    at += 1 + length;
    if (length === 0) return at;
  }
  return bytes.length + 1;
}
