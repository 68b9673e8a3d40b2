import type { ClassNames } from './class-prompts.ts';
import type { RunModel } from './run-document.ts';
import type { Tally } from './tally.ts';

/** A part of a set that was scored on its own. */
export interface TallyShard {
  readonly name: string;
  /** SHA-256 of its rows as they lie in the file, and of its labels as 64-bit numbers where there are some. */
  readonly fingerprint: string;
  readonly pictures: number;
}

/** One column's results as counts alone: what a tally file holds, and nothing of a single picture. */
export interface TallyDocument {
  /** What was evaluated, by name. */
  readonly set: string;
  readonly templates: readonly string[];
  readonly classes: readonly ClassNames[];
  readonly model: RunModel;
  /** SHA-256 of the class vectors, [C, D] float32. */
  readonly vectors: string;
  /** Whether the pictures' classes were told: without them nothing is known of right and wrong. */
  readonly truth: boolean;
  readonly shards: readonly TallyShard[];
  readonly tally: Tally;
}

/** How a tally file names itself; another version of its layout has another number. */
export const TALLY_FORMAT = 'zero-shot-playground-tally';
export const TALLY_VERSION = 1;

/** Confidences are summed in whole numbers of this, so that every order of shards gives the same sum. */
export const CONFIDENCE_UNIT = 2 ** -30;
