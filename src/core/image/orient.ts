import type { Picture } from './picture.ts';

/**
 * The picture turned upright, as Pillow's `ImageOps.exif_transpose` does; the same object where nothing is to turn.
 * All pixels are turned only when somebody asks for all: a crop is turned after it was made ({@link Picture.stored}).
 *
 * @param orientation EXIF's number, 1 to 8: where the stored first row and column belong. Any other leaves the picture alone.
 */
export function orient(picture: Picture, orientation: number): Picture {
  const turn = TURNS[orientation];
  if (!turn) return picture;
  const { width, height, mode, opaque, wide } = picture;
  const [turnedWidth, turnedHeight] = turn.swapped ? [height, width] : [width, height];
  let turned: Uint8Array | undefined;
  return {
    width: turnedWidth,
    height: turnedHeight,
    mode,
    ...(opaque && { opaque }),
    ...(wide && { wide: turnedWide(wide, turn, width, height) }),
    stored: { picture, orientation },
    get data() {
      return (turned ??= turnedPixels(picture, turn));
    },
  };
}

/** How the stored axes lie in the upright picture. */
export interface Turn {
  /** Stored rows are upright columns. */
  readonly swapped: boolean;
  /** The stored first column is the last, or lowest. */
  readonly acrossReversed: boolean;
  /** The stored first row is the lowest, or last. */
  readonly downReversed: boolean;
}

const turnOf = (swapped: boolean, acrossReversed: boolean, downReversed: boolean): Turn => ({
  swapped,
  acrossReversed,
  downReversed,
});

/** By EXIF's number. */
export const TURNS: Readonly<Record<number, Turn>> = {
  2: turnOf(false, true, false),
  3: turnOf(false, true, true),
  4: turnOf(false, false, true),
  5: turnOf(true, false, false),
  6: turnOf(true, false, true),
  7: turnOf(true, true, true),
  8: turnOf(true, true, false),
};

/** Where the stored first pixel goes, and how far its neighbours in the stored row and column go from there. */
function steps({ swapped, acrossReversed, downReversed }: Turn, width: number, height: number) {
  const [across, down] = swapped ? [height, 1] : [1, width];
  return {
    origin: (acrossReversed ? (width - 1) * across : 0) + (downReversed ? (height - 1) * down : 0),
    across: acrossReversed ? -across : across,
    down: downReversed ? -down : down,
  };
}

/** RGBA, a stored row at a time: of a picture whose rows are made when they are asked for there is no second copy. */
function turnedPixels(picture: Picture, turn: Turn): Uint8Array {
  const { width, height, rows } = picture;
  const { origin, across, down } = steps(turn, width, height);
  const turned = new Uint32Array(width * height);
  const whole = rows ? null : picture.data;
  for (let y = 0; y < height; y++) {
    const { bytes, offset } = whole
      ? { bytes: whole, offset: y * width * 4 }
      : (rows as NonNullable<typeof rows>).row(y);
    spread(pixels(bytes, offset, width), turned, origin + y * down, across);
  }
  return new Uint8Array(turned.buffer);
}

function turnedWide(wide: Uint16Array, turn: Turn, width: number, height: number): Uint16Array {
  const { origin, across, down } = steps(turn, width, height);
  const turned = new Uint16Array(wide.length);
  for (let y = 0; y < height; y++)
    spread(wide.subarray(y * width, (y + 1) * width), turned, origin + y * down, across);
  return turned;
}

function spread(
  row: Uint16Array | Uint32Array,
  into: Uint16Array | Uint32Array,
  first: number,
  step: number,
): void {
  let to = first;
  for (let x = 0; x < row.length; x++) {
    into[to] = row[x] as number;
    to += step;
  }
}

/** Whole pixels at a time; copied where the bytes do not start at a multiple of four. */
function pixels(data: Picture['data'], offset: number, count: number): Uint32Array {
  const start = data.byteOffset + offset;
  if (start % 4 === 0) return new Uint32Array(data.buffer, start, count);
  return new Uint32Array(data.slice(offset, offset + count * 4).buffer);
}
