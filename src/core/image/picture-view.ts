/** A rectangle in shares of the turned picture's width and height, from the top left, 0 to 1. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture as a whole or in part: cut to `crop`, with `covered` filled with the picture's mean colour. */
export interface PictureView {
  /** Default: the whole picture. */
  readonly crop?: Rect;
  /** Also in shares of the whole picture. Default: nothing. */
  readonly covered?: readonly Rect[];
}
