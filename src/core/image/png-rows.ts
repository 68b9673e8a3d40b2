import { byteAt, uint32be } from './read-bytes.ts';

/** Adam7's seven passes: first column and row, and the steps between its pixels. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const WHOLE = [[0, 0, 1, 1]] as const;

interface PngLayout {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly passes: readonly (readonly [x: number, y: number, right: number, down: number])[];
}

/** Samples a pixel by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** How the pixels of a PNG lie in its inflated data, by its header. */
export function pngLayout(bytes: Uint8Array): PngLayout {
  const [depth, colourType, interlace] = [24, 25, 28].map((at) => byteAt(bytes, at));
  return {
    width: uint32be(bytes, 16),
    height: uint32be(bytes, 20),
    bitsPerPixel: (depth ?? 0) * (CHANNELS[colourType ?? 0] ?? 1),
    passes: interlace === 1 ? PASSES : WHOLE,
  };
}

interface Pass {
  readonly columns: number;
  readonly rows: number;
  readonly rowBytes: number;
}

function passOf(layout: PngLayout, [x, y, right, down]: PngLayout['passes'][number]): Pass {
  const columns = Math.max(0, Math.ceil((layout.width - x) / right));
  const rows = columns === 0 ? 0 : Math.max(0, Math.ceil((layout.height - y) / down));
  // A byte of filter before each row.
  return { columns, rows, rowBytes: 1 + Math.ceil((columns * layout.bitsPerPixel) / 8) };
}

/** Bytes of the whole inflated data. */
export function inflatedBytes(layout: PngLayout): number {
  return layout.passes
    .map((pass) => passOf(layout, pass))
    .reduce((sum, { rows, rowBytes }) => sum + rows * rowBytes, 0);
}

/** Whole rows of pixels that the first `length` inflated bytes hold; of an interlaced picture its share. */
export function rowsWithin(layout: PngLayout, length: number): number {
  const all = inflatedBytes(layout);
  if (length >= all) return layout.height;
  const [only] = layout.passes;
  if (layout.passes.length === 1 && only) {
    return Math.floor(length / passOf(layout, only).rowBytes);
  }
  return Math.floor((layout.height * length) / all);
}

/** Bytes of a pixel of one 16-bit channel. */
const STEP = 2;

/**
 * The 16-bit values of a greyscale PNG, row by row: its filters undone (W3C PNG, 9.2) and its passes put together.
 *
 * @param inflated at least {@link inflatedBytes} bytes
 */
export function grey16Values(layout: PngLayout, inflated: Uint8Array): Uint16Array {
  const values = new Uint16Array(layout.width * layout.height);
  let at = 0;
  for (const pass of layout.passes) {
    const { columns, rows, rowBytes } = passOf(layout, pass);
    const [x, y, right, down] = pass;
    let above = new Uint8Array(rowBytes - 1);
    for (let row = 0; row < rows; row++) {
      const line = unfiltered(inflated.subarray(at, at + rowBytes), above);
      let to = (y + row * down) * layout.width + x;
      for (let i = 0; i < columns; i++) {
        values[to] = (byteAt(line, i * STEP) << 8) | byteAt(line, i * STEP + 1);
        to += right;
      }
      above = line;
      at += rowBytes;
    }
  }
  return values;
}

function unfiltered(row: Uint8Array, above: Uint8Array): Uint8Array<ArrayBuffer> {
  const filter = byteAt(row, 0);
  const line = new Uint8Array(above.length);
  for (let i = 0; i < line.length; i++) {
    const left = i < STEP ? 0 : byteAt(line, i - STEP);
    const up = byteAt(above, i);
    const corner = i < STEP ? 0 : byteAt(above, i - STEP);
    line[i] = byteAt(row, i + 1) + predicted(filter, left, up, corner);
  }
  return line;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
