/** One channel of a decoded picture: brightness, or a colour difference at full, half or quarter resolution. */
export interface Plane {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** A picture as JPEG and lossy WebP store it; `u` and `v` have equal sizes. */
export interface YuvPlanes {
  readonly y: Plane;
  readonly u: Plane;
  readonly v: Plane;
}

/** Fills `into` with row `row` of a colour plane, at the resolution of the brightness. */
export type UpsampleRow = (plane: Plane, row: number, into: Uint8Array) => void;

/** Writes the red, green and blue of one pixel. */
type WritePixel = (rgba: Uint8Array, at: number, y: number, u: number, v: number) => void;

/** Opaque RGBA, row by row: the colours of each row are brought to full resolution, then its pixels converted. */
export function convertPlanes(
  { y, u, v }: YuvPlanes,
  upsampleRow: UpsampleRow,
  writePixel: WritePixel,
): Uint8Array<ArrayBuffer> {
  const { width, height } = y;
  const rgba = new Uint8Array(width * height * 4);
  const [rowU, rowV] = [new Uint8Array(width), new Uint8Array(width)];
  for (let row = 0; row < height; row++) {
    upsampleRow(u, row, rowU);
    upsampleRow(v, row, rowV);
    for (let x = 0; x < width; x++) {
      const at = (row * width + x) * 4;
      writePixel(rgba, at, y.data[row * y.stride + x] ?? 0, rowU[x] ?? 0, rowV[x] ?? 0);
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}

/** 0 to 255. */
export function clampByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** For an output row, the nearest row of a half-height plane and the next nearest, which is the same at the edges. */
export function nearestRows({ height, stride }: Plane, row: number): readonly [number, number] {
  const near = Math.min(row >> 1, height - 1);
  const other = Math.max(0, Math.min(height - 1, near + (row % 2 === 0 ? -1 : 1)));
  return [near * stride, other * stride];
}
