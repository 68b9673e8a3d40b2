import type { PictureFacts } from './inspect-picture.ts';

/**
 * Makes a decoder's pixels those of Pillow, in place: no transparency where Pillow knows none, and the colour of the
 * palette where a decoder gives nothing.
 *
 * @param rgba straight RGBA as decoded, 4 bytes a pixel
 */
export function settlePixels(rgba: Uint8Array, { opaque, clear, levels }: PictureFacts): void {
  for (const [c, most] of levels?.entries() ?? []) {
    const cut = Uint8Array.from({ length: 256 }, (_, value) => cutToBits(value, most));
    for (let i = c; i < rgba.length; i += 4) rgba[i] = cut[rgba[i] as number] as number;
  }
  if (opaque) {
    for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255;
  } else if (clear) {
    for (let i = 0; i < rgba.length; i += 4) if (rgba[i + 3] === 0) rgba.set(clear, i);
  }
}

/** A colour of few bits, brought to 8 by any rounding, as Pillow brings it: rounded down. */
function cutToBits(value: number, most: number): number {
  return most > 0 && most < 255
    ? Math.trunc((Math.round((value * most) / 255) * 255) / most)
    : value;
}

/** Whether every pixel is wholly transparent: as browsers and old programs write a fourth channel that means nothing. */
export function isAllClear(rgba: Uint8Array | Uint8ClampedArray): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 0) return false;
  return rgba.length > 0;
}
