type Bytes = Uint8Array | Uint8ClampedArray;

/** Rows of RGBA bytes; what a row holds may be made when it is asked for. */
export interface RowSource {
  readonly width: number;
  readonly height: number;
  /** Where row `y` lies; valid until the next call. */
  row(y: number): { readonly bytes: Bytes; readonly offset: number };
  /** The same pixels as they are stored, where EXIF turns them: `row` then needs all of them to be turned first. */
  readonly stored?: { readonly rows: RowSource; readonly orientation: number };
}
