import type { Rect } from '../core/image/picture-view.ts';

/** The most views of one picture in a call. */
export const MOST_VIEWS = 64;

/** Vectors of the places of one picture, from one pass of the image tower. */
export interface PatchEmbeddings {
  /** Row by row from the top left: row-major [rows * columns, D], not normalised. */
  readonly data: Float32Array;
  readonly dims: readonly [number, number];
  readonly rows: number;
  readonly columns: number;
  /** Side of the square that the model was given, in pixels. */
  readonly size: number;
  /** The part of the turned picture that the rows and columns divide evenly, in shares of it; beyond 0 and 1 where the model pads. */
  readonly region: Rect;
}
