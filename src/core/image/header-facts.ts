import type { PictureMode } from './picture.ts';
import type { PngTurns } from './png-orientation.ts';

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
  /** Texts that name the orientation but are packed; {@link HeaderFacts.orientation} is without them. */
  readonly turns?: PngTurns;
  /** More than one frame. */
  readonly animated: boolean;
  /** What is used of an animation is a still picture beside its frames, not the first of them. */
  readonly still?: true;
  /** The file ends before its pictures do, as far as its structure tells. */
  readonly truncated: boolean;
  /** The mark of the file's end is missing, though pixels are there: whether all are is for {@link HeaderFacts.rows} or the decoder to say. */
  readonly endless: boolean;
  /** Whole rows of pixels that a file without an end holds, where the structure tells. */
  readonly rows?: number;
  /** Pillow knows no transparency in this file, whatever a decoder gives in its fourth channel. */
  readonly opaque?: boolean;
  /** Highest values of red, green and blue where they have fewer than 8 bits: Pillow cuts them to 8 bits, browsers round. */
  readonly levels?: readonly [red: number, green: number, blue: number];
  /** RGBA of the pixels that a decoder gives as clear: those of a colour that a GIF calls clear, or outside its first frame. */
  readonly clear?: readonly [red: number, green: number, blue: number, alpha: number];
}
