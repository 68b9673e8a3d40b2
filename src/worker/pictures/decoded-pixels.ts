import type { RowSource } from '../../core/image/row-source.ts';

/** Straight RGBA, 4 bytes a pixel, row by row. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** The same, opaque, where rows are made as they are asked for, and `data` only when it is. */
  readonly rows?: RowSource;
}

/** Opaque pixels of which only the rows that are asked for are made. */
export function pixelsOfRows(rows: RowSource): DecodedPixels {
  let whole: Uint8Array | undefined;
  return {
    width: rows.width,
    height: rows.height,
    rows,
    get data() {
      return (whole ??= allRows(rows));
    },
  };
}

function allRows({ width, height, row }: RowSource): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const { bytes, offset } = row(y);
    data.set(bytes.subarray(offset, offset + width * 4), y * width * 4);
  }
  return data;
}
