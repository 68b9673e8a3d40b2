import type { CropRegion } from '../core/image/crop-geometry.ts';

/** What the model sees of a picture: the crop before normalisation. */
export interface Crop {
  /** RGB bytes, `size * size * 3`, row by row from the top. */
  readonly data: Uint8Array;
  readonly size: number;
  /** Facts of the file: size in pixels after turning by EXIF, Pillow's mode, format. */
  readonly width: number;
  readonly height: number;
  readonly mode: string;
  readonly format: string;
  /** EXIF orientation that was applied, 1 to 8. */
  readonly orientation: number;
  readonly animated: boolean;
  /** The part of the turned picture that the crop shows, in its pixels. */
  readonly region: CropRegion;
  /** Values came through a canvas that changes pixels (a privacy guard of some browsers). */
  readonly canvasNoise: boolean;
  /** What else is to be said of how the file was read. */
  readonly notes: readonly PictureNote[];
}

/**
 * `grey-16`: 16-bit grey, scaled here, clipped by Pillow. `no-end`: the mark of the file's end is missing, all rows are
 * there. `cmyk`: turned to RGB by the browser before resizing, by Pillow after it. `empty-alpha`: a fourth channel that
 * is 0 everywhere is left out, which Pillow does not do. `still`: of an animation the still picture beside its frames is used.
 */
export type PictureNote = 'grey-16' | 'no-end' | 'cmyk' | 'empty-alpha' | 'still';
