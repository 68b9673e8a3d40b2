import type { LoadedModel } from '../../engine/loading.ts';
import type { Encoding } from '../types.ts';
import type { Language } from '../../words/languages.ts';

/** Everyday words as one text tower sees them, each in the one prompt that all share. */
export interface Vocabulary {
  readonly words: readonly string[];
  /** A unit vector for each word; none where they could not be encoded. */
  readonly vectors: readonly Float32Array[];
  /** The visitor's labels in the same prompt, by label. */
  readonly labels: ReadonlyMap<string, KnownLabel>;
}

/** A label of the visitor's, as the text tower sees it. */
export interface KnownLabel {
  /** Unit vector [D]. */
  readonly vector: Float32Array;
  /** Places of the words that are this label, or mean the same to the tower. */
  readonly means: ReadonlySet<number>;
}

/** Under which the vocabulary of a model's text tower stands. */
export function vocabularyKey({ model }: LoadedModel, language: Language): string {
  return `${model.fingerprints.text} ${language}`;
}

/** Nothing is being encoded, and nothing was stopped. */
export function isIdle({ pictures, prompts, left }: Encoding): boolean {
  return pictures === null && prompts === null && left.size === 0;
}
