/**
 * Pixels as a decoder gave them, before any colour is changed.
 * Mode is Pillow's: it decides how Pillow resamples (`P` and `1` by the nearest pixel, `LA` and `RGBA` with alpha premultiplied).
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Straight (not premultiplied) RGBA, 4 bytes a pixel, row by row from the top; alpha is 255 where the picture has none. */
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly mode: PictureMode;
}

export type PictureMode = '1' | 'L' | 'LA' | 'P' | 'RGB' | 'RGBA';

/** What becomes of transparency: laid on white, or dropped as Pillow's `convert("RGB")` does. */
export type AlphaRule = 'white' | 'as-pillow';
