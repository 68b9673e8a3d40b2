import type { RowSource } from '../../core/image/row-source.ts';

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

/** Opaque RGBA, made a row at a time: its colours are brought to full resolution, then its pixels converted. */
export function planeRows(
  { y, u, v }: YuvPlanes,
  upsampleRow: UpsampleRow,
  writePixel: WritePixel,
): RowSource {
  const { width, height } = y;
  const line = new Uint8Array(width * 4).fill(255);
  const [rowU, rowV] = [new Uint8Array(width), new Uint8Array(width)];
  const found = { bytes: line, offset: 0 };
  return {
    width,
    height,
    row(index) {
      upsampleRow(u, index, rowU);
      upsampleRow(v, index, rowV);
      for (let x = 0; x < width; x++) {
        writePixel(line, x * 4, y.data[index * y.stride + x] ?? 0, rowU[x] ?? 0, rowV[x] ?? 0);
      }
      return found;
    },
  };
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
