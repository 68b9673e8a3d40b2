import type { NamedLayout } from '../core/checkpoint/tensor-layouts.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { Progress } from '../engine/calls.ts';

/** A file of a saved model, with the address under which the browser gives it. */
export interface SavedLink {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

export type Saving =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'ready'; readonly layout: NamedLayout; readonly files: readonly SavedLink[] }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };
