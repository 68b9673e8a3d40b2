import type { ModelChoice } from '../types.ts';

/** How long a picture took an image tower on this device's processor, from encodes that were made anyway. */
export interface Pace {
  readonly pictures: number;
  /** Mean of the quickest call, in ms a picture: other work that a call waited for does not make a tower slow. */
  readonly ms: number;
}

/** What a column was in fp32, before its visitor took 8 bits because of the time. */
interface InFull {
  readonly choice: ModelChoice;
  /** Fingerprint of its image tower. */
  readonly image: string;
}

/** What pictures cost in time, and what was done about it. */
export interface Price {
  /** By image fingerprint; only of large models on the processor, of which 8 bits would be offered. */
  readonly paces: ReadonlyMap<string, Pace>;
  /** By column. */
  readonly inFull: ReadonlyMap<string, InFull>;
  /** The offer was read and put away: it does not come again on this visit. */
  readonly closed: boolean;
}

/** What is done about the price: both ways of computing, and not to be asked again. */
export type PriceAnswer = 'int8' | 'fp32' | 'close';
