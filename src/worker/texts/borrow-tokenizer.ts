import type { TextTower } from '../../core/model/architecture.ts';
import type { ModelInfo } from '../../engine/loading.ts';
import { CodedError } from '../../core/errors.ts';
import type { WatchedOptions } from '../../engine/guarded-step.ts';
import type { Model } from '../models/model.ts';
import type { TokenizerFiles } from '../sources/neighbours.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

interface Reading {
  readonly tokenizer: Tokenizer | null;
  /** What the model's facts say of it. */
  readonly info: Pick<ModelInfo, 'tokenizer' | 'tokenizerLender'>;
}

/**
 * The checkpoint's own tokenizer; where it brought none, that of a loaded model with as many tokens, if it fits.
 * @throws EngineError `tokenizer-invalid` where its own is none, or belongs to another model
 */
export async function tokenizerFor(
  own: TokenizerFiles | null,
  text: TextTower,
  loaded: Iterable<Pick<Model, 'info' | 'words'>>,
  options: WatchedOptions = {},
): Promise<Reading> {
  if (own) {
    const tokenizer = await createTokenizer(own, text, options);
    return { tokenizer, info: { tokenizer: own.origin } };
  }
  for (const { info, words } of loaded) {
    const fits = info.description.architecture.text.vocabSize === text.vocabSize;
    const tokenizer = words && fits ? await orNull(createTokenizer(words, text, options)) : null;
    if (!words || !tokenizer) continue;
    return { tokenizer, info: { tokenizer: words.origin, tokenizerLender: info.name } };
  }
  return { tokenizer: null, info: { tokenizer: null } };
}

/** A tokenizer that does not fit is not borrowed. */
async function orNull(made: Promise<Tokenizer>): Promise<Tokenizer | null> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
