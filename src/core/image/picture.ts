import type { RowSource } from './row-source.ts';

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
  /** Its format knows no transparency: nobody need look at every pixel. */
  readonly opaque?: boolean;
  /** The pixels again, of a picture whose `data` is made only once somebody asks for all of them. */
  readonly rows?: RowSource;
  /** Of a picture that EXIF turns: how it is stored. `data` is turned only once somebody asks for it. */
  readonly stored?: { readonly picture: Picture; readonly orientation: number };
  /** The values of a picture of 16-bit grey, of which `data` has the high bytes, row by row. */
  readonly wide?: Uint16Array;
}

export type PictureMode = '1' | 'L' | 'LA' | 'P' | 'RGB' | 'RGBA';

/**
 * What becomes of what RGB does not have. `white`: transparency is laid on white, 16-bit grey is scaled to 8 bits, and a
 * BMP's fourth channel that is empty counts for nothing. `as-pillow`: as Pillow's `convert("RGB")` does, transparency is
 * dropped and 16-bit grey is clipped at 255, so that most such pictures turn white.
 */
export type AlphaRule = 'white' | 'as-pillow';
