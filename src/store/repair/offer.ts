import type { EngineErrorData } from '../../engine/errors.ts';
import type { Measured } from './measure-pair.ts';
import type { Candidate } from './repair-offers.ts';

/** What is known of an offered text tower by looking into it. */
export type Fit =
  | { readonly kind: 'looking' }
  /** `bytes`: what the text side holds in its file; `complete`: whether nothing is left to chance with it. */
  | { readonly kind: 'fits'; readonly bytes: number; readonly complete: boolean }
  | { readonly kind: 'apart'; readonly image: number; readonly text: number }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export interface Offer extends Candidate {
  readonly fit: Fit;
  /** `null` where nothing is measured: it would have to be downloaded first, or does not fit. */
  readonly measured:
    | null
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running' }
    | { readonly kind: 'measured'; readonly result: Measured }
    | { readonly kind: 'failed'; readonly error: EngineErrorData };
}
