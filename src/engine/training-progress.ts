import type { AdamWState } from '../core/gradient/adamw.ts';
import type { Embeddings } from './embeddings.ts';

/** Right answers among some. */
export interface Tally {
  readonly right: number;
  readonly of: number;
}

/** How well the text side names pictures of the data, each time among the names of its own group. */
export interface TrainingLook {
  readonly step: number;
  /** Plain names and pictures that were trained on. */
  readonly taught: Tally;
  /** The same names in templates, and pictures in views, that were never trained on. */
  readonly unseen: Tally;
  /** Names that were held out. */
  readonly heldOut: Tally;
  /** The data's test pictures of names that are taught; left out where it has none. */
  readonly tests?: Tally;
}

/** Everything that a later step depends on; it can be kept (it is plain data) and given back. */
export interface TrainingState {
  readonly step: number;
  readonly values: Readonly<Record<string, Float32Array>>;
  readonly moments: Readonly<Record<string, AdamWState>>;
  /** Loss before each step so far. */
  readonly losses: readonly number[];
}

/** How many threads a training's steps run on, and why: the fastest step each way that was tried. */
export interface ThreadTimes {
  readonly threads: number;
  readonly ways: readonly { readonly threads: number; readonly seconds: number }[];
}

/** What `Progress` carries while a text tower trains. */
export interface TrainingProgress {
  readonly loss: number;
  readonly look?: TrainingLook;
  /** Un-normalised embeddings of the watched texts, [texts, D]. */
  readonly watched?: Embeddings;
  readonly state?: TrainingState;
  /** With a look, once both ways were timed; left out where there is but one. */
  readonly threads?: ThreadTimes;
}
