/** Straight RGBA, 4 bytes a pixel, row by row. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
