import type { PictureMode } from './picture.ts';

/** What the reader of one format takes from a file without decoding a pixel. */
export interface HeaderFacts {
  /** Pixels as stored, before turning by EXIF; 0 where the header does not say. */
  readonly width: number;
  readonly height: number;
  /** The mode in which the pixels are resampled. */
  readonly mode: PictureMode;
  /** Pillow's own name of the mode: `mode`, or one that a browser does not keep, such as `CMYK` or `I;16`. */
  readonly pillowMode: string;
  /** EXIF orientation, 1 to 8; 1 where there is none. */
  readonly orientation: number;
  /** More than one frame. */
  readonly animated: boolean;
  /** The file ends before its pictures do, as far as its structure tells. */
  readonly truncated: boolean;
}
