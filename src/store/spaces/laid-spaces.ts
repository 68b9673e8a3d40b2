import type { TwoSpaces } from '../../core/spaces/two-spaces.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Picture } from '../types.ts';

/** A picture that has a place: one of the page's, or one of an evaluated set, by its number there. */
export type PicturePoint = Picture | number;

/** What has a place, in the order in which it was laid out. */
export interface SpacePoints {
  readonly pictures: readonly PicturePoint[];
  /** Texts of the labels. */
  readonly labels: readonly string[];
  /** [N] for each picture its label, or -1 where nobody said. */
  readonly truths: Int32Array;
  /** How many there are in all; of large sets a sample is laid out. */
  readonly total: { readonly pictures: number; readonly labels: number };
}

/** Where a column stands whose vectors are laid out. */
export type Laid =
  /** Vectors, or a model, are still to come. */
  | { readonly kind: 'waiting' }
  /** A run from a file that holds no vectors. */
  | { readonly kind: 'no-vectors' }
  | { readonly kind: 'too-few'; readonly pictures: number; readonly labels: number }
  | { readonly kind: 'failed'; readonly error: EngineErrorData }
  | LaidOut;

export interface LaidOut {
  readonly kind: 'laid';
  readonly spaces: TwoSpaces;
  readonly points: SpacePoints;
  /** Of the model or the labels before, until those of now are encoded. */
  readonly stale: boolean;
}

/** Under which a column of a run is laid out; the page's columns have their ids. */
export const runKey = (index: number): string => `run ${index}`;

/** Lays out the columns of the page, or of a run; `null` lets go of all. */
export type LayOut = (of: ShownRun | 'page' | null) => Promise<void>;
