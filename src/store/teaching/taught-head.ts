import type { Head } from '../../core/heads/head.ts';
import type { HeadKind } from '../../core/heads/head-kinds.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { Label } from '../types.ts';

/** A head as it was fitted, and what it holds for. It is never kept: examples and embeddings give it again. */
export interface TaughtHead {
  readonly kind: HeadKind;
  readonly head: Head;
  /** Labels in the order of the head's logits. */
  readonly labels: readonly Label[];
  /** Fingerprint of the image tower whose vectors it was fitted on. */
  readonly image: string;
  /** Fingerprint of the text tower, where the head reads words. */
  readonly text: string | null;
  /** g as measured on the examples; `null` where no words were read. */
  readonly trust: number | null;
  readonly examples: number;
}

/** Where a column stands that is to show bars by pictures. While there is no head its bars are by words. */
export type Teaching =
  | { readonly kind: 'taught'; readonly taught: TaughtHead }
  | {
      readonly kind: 'lacking';
      /** `waiting`: vectors are still to come. */
      readonly why: 'no-examples' | 'one-label' | 'waiting' | 'too-much';
    }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };
