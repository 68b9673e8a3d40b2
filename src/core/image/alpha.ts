type Bytes = Uint8Array | Uint8ClampedArray;

/** Whether every pixel of straight RGBA bytes has alpha 255. */
export function isOpaque(rgba: Bytes): boolean {
  for (let i = 3; i < rgba.length; i += 4) {
    if (rgba[i] !== 255) return false;
  }
  return true;
}

/** `from` of `length` bytes, laid on white, into `to`: Pillow's `paste` with the alpha band as mask. */
export function layOnWhite(from: Bytes, offset: number, length: number, to: Uint8Array): void {
  for (let i = 0; i < length; i += 4) {
    const alpha = from[offset + i + 3] as number;
    const white = 255 * (255 - alpha);
    to[i] = divideBy255(white + (from[offset + i] as number) * alpha);
    to[i + 1] = divideBy255(white + (from[offset + i + 1] as number) * alpha);
    to[i + 2] = divideBy255(white + (from[offset + i + 2] as number) * alpha);
    to[i + 3] = 255;
  }
}

/** `from` of `length` bytes with colours times alpha, into `to`: Pillow's `convert("RGBa")`. */
export function premultiply(from: Bytes, offset: number, length: number, to: Uint8Array): void {
  for (let i = 0; i < length; i += 4) {
    const alpha = from[offset + i + 3] as number;
    to[i] = divideBy255((from[offset + i] as number) * alpha);
    to[i + 1] = divideBy255((from[offset + i + 1] as number) * alpha);
    to[i + 2] = divideBy255((from[offset + i + 2] as number) * alpha);
    to[i + 3] = alpha;
  }
}

/** Premultiplied RGBA back to straight colours in place, as Pillow's `convert("RGBA")` does: rounded down, at most 255. */
export function unpremultiply(rgba: Uint8Array): void {
  for (let i = 0; i < rgba.length; i += 4) {
    const alpha = rgba[i + 3] as number;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = i; c < i + 3; c++) {
      rgba[c] = Math.min(Math.trunc((255 * (rgba[c] as number)) / alpha), 255);
    }
  }
}

/** `round(value / 255)` for 0 to 65,025 in whole numbers (Pillow's `DIV255`). */
function divideBy255(value: number): number {
  const shifted = value + 128;
  return ((shifted >> 8) + shifted) >> 8;
}
