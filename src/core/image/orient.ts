import type { Picture } from './picture.ts';

/**
 * The picture turned upright, as Pillow's `ImageOps.exif_transpose` does; the same object where nothing is to turn.
 *
 * @param orientation EXIF's number, 1 to 8: where the stored first row and column belong. Any other leaves the picture alone.
 */
export function orient(picture: Picture, orientation: number): Picture {
  if (!Number.isInteger(orientation) || orientation < 2 || orientation > 8) return picture;
  const { width, height, mode, opaque, wide } = picture;
  const swapped = orientation >= 5;
  const [turnedWidth, turnedHeight] = swapped ? [height, width] : [width, height];
  const { origin, right, down } = steps(orientation, width, height);
  const turn = (source: Uint16Array | Uint32Array, turned: Uint16Array | Uint32Array): void => {
    let to = 0;
    for (let y = 0; y < turnedHeight; y++) {
      let from = origin + y * down;
      for (let x = 0; x < turnedWidth; x++) {
        turned[to++] = source[from] as number;
        from += right;
      }
    }
  };
  const turned = new Uint32Array(width * height);
  turn(pixels(picture.data), turned);
  const result = { width: turnedWidth, height: turnedHeight, mode, ...(opaque && { opaque }) };
  const data = new Uint8Array(turned.buffer);
  if (!wide) return { ...result, data };
  const turnedWide = new Uint16Array(wide.length);
  turn(wide, turnedWide);
  return { ...result, data, wide: turnedWide };
}

/** Which stored pixel comes first, and how far the stored pixels of neighbours to the right and below lie from it. */
function steps(orientation: number, width: number, height: number) {
  const end = width * height - 1;
  const lastRow = width * (height - 1);
  const table: Readonly<Record<number, readonly [number, number, number]>> = {
    2: [width - 1, -1, width],
    3: [end, -1, -width],
    4: [lastRow, 1, -width],
    5: [0, width, 1],
    6: [lastRow, -width, 1],
    7: [end, -width, -1],
    8: [width - 1, width, -1],
  };
  const [origin = 0, right = 1, down = width] = table[orientation] ?? [];
  return { origin, right, down };
}

/** Whole pixels at a time; copied where the bytes do not start at a multiple of four. */
function pixels(data: Picture['data']): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
