import type { Comparison } from '../core/checkpoint/compare-models.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { ParameterNumbers } from '../engine/inspecting.ts';
import type { Progress } from '../engine/calls.ts';

/** What was asked of the engine about loaded numbers. */
export type Answer<T> =
  | { readonly kind: 'asking'; readonly progress: Progress | null }
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

/** Answers belong to models, not to columns: a column that loads again has another model. */
export interface NumbersAsked {
  readonly model: string;
  readonly name: string;
  readonly answer: Answer<ParameterNumbers>;
}

export interface ComparisonAsked {
  readonly models: readonly [string, string];
  readonly answer: Answer<Comparison>;
}
