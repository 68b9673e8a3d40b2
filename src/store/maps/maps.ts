import type { Rect } from '../../core/image/picture-view.ts';
import type { PlaceGrid } from '../../core/maps/place-grid.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { Answer } from '../asked.ts';

/** How a picture is looked at in places: each part on its own, or every patch of one pass. */
export type MapKind = 'parts' | 'patches';

/** Vectors of the places of a picture, not normalised: [rows * columns, D], row by row from the top left. */
export interface PlaceVectors extends PlaceGrid {
  readonly data: Float32Array;
  /** Side of the square that the model was given, in pixels; `null` for parts, each of which fills the model's square. */
  readonly size: number | null;
}

/** What is known of where in one picture an answer comes from; scores are derived from it when they are shown. */
export interface Maps {
  /** Its id. */
  readonly picture: string;
  /** What was covered when the vectors under `COVERED_PICTURE` were made; empty while there are none. */
  readonly covered: readonly Rect[];
  /** Covered parts that are being encoded. */
  readonly covering: boolean;
  /** Why a column's picture could not be encoded covered, by fingerprint of its image tower. */
  readonly coverErrors: ReadonlyMap<string, EngineErrorData>;
  /** How long all columns took for the last covered picture; `null` before the first one. */
  readonly coverMs: number | null;
  /** By `placesKey`. */
  readonly places: ReadonlyMap<string, Answer<PlaceVectors>>;
}

/** Names one map of one image tower. `fine`: parts a side, or how many times the model's own size. */
export function placesKey(image: string, kind: MapKind, fine: number): string {
  return `${image} ${kind} ${fine}`;
}

/** What the view wants. */
export type MapWish =
  /** Covers parts of the picture, in place of what was covered; `dragging`: more will follow at once. */
  | {
      readonly kind: 'cover';
      readonly picture: string;
      readonly parts: readonly Rect[];
      readonly dragging: boolean;
    }
  | {
      readonly kind: 'places';
      readonly picture: string;
      readonly map: MapKind;
      readonly fine: number;
    }
  /** Gives up the map under way. */
  | { readonly kind: 'stop' }
  /** The view was closed: what is under way is given up, and nothing is shown any more. */
  | { readonly kind: 'leave' };
