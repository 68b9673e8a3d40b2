import { importPart } from '../../core/parts/import-part.ts';
import { readsPadding, type TextTower } from '../../core/model/architecture.ts';
import { isObject } from '../../core/model/config-fields.ts';
import { checkTokenizer, type CheckedTokenizer } from '../../core/tokenisation/check-tokenizer.ts';
import { cutText } from '../../core/tokenisation/cut-text.ts';
import { readTokenisation } from '../../core/tokenisation/read-tokenisation.ts';
import { rowOf, type Tokenisation, type TokenRow } from '../../core/tokenisation/tokenisation.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from '../../core/tokenisation/tokenizer-bounds.ts';
import { EngineError } from '../../engine/errors.ts';
import { guarded, type WatchedOptions } from '../../engine/guarded-step.ts';
import type { TokenizerFiles } from '../sources/neighbours.ts';
import { cleanerOf } from './clean-as.ts';
import { clipEncode, isClipKind, mergesAlone } from './clip-tokenizer.ts';

/** A text as the text tower reads it. */
export interface Tokens {
  /**
   * The text between the tokens that belong around it; at most as many ids as the context has places. Filled up where the
   * checkpoint's texts always are; else nothing stands behind the end token.
   */
  readonly ids: readonly number[];
  /** The text was longer than the context and lost its end; the end token was kept. */
  readonly truncated: boolean;
}

export interface Tokenizer {
  (text: string): Tokens;
  /** What it does around the tokenizer's own file. */
  readonly tokenisation: Tokenisation;
}

/** For the largest tokenizer to be made ready, or a text to be read, on a phone; it takes three. */
export const TOKENIZER_SECONDS = 15;

/**
 * The tokenizer that the checkpoint brought.
 * @throws EngineError `tokenizer-invalid` where it is none, belongs to another model, or could cost more than it may;
 * `checkpoint-unsupported` where a field changes ids in a way that is not followed
 */
export async function createTokenizer(
  files: TokenizerFiles,
  tower: TextTower,
  options: WatchedOptions = {},
): Promise<Tokenizer> {
  const { origin, json, config, text = null } = files;
  const { kind, contextLength, vocabSize } = tower;
  const read = checked(origin, json, config);
  const tokenisation = readTokenisation({
    file: { file: origin, path: '', values: isObject(json) ? json : {} },
    config: { file: 'tokenizer_config.json', path: '', values: isObject(config) ? config : {} },
    text,
    checked: read,
    family: kind ?? 'clip',
    filled: readsPadding(tower),
    contextLength,
    clipKind: isClipKind(read.json),
  });
  const clean = await cleanerOf(tokenisation.clean);
  const encode = await openTokenizer(read, origin, options);
  const end = tokenisation.endId ?? encode('').at(-1);
  if (end === undefined) throw invalid(origin, 'it puts no end token behind a text');
  const check = (ids: readonly number[]): void => {
    const highest = ids.reduce((most, id) => Math.max(most, id), -1);
    if (ids.length > TOKENIZER_BOUNDS.textTokens) {
      throw invalid(origin, `it makes ${ids.length} tokens of one text`);
    }
    if (highest >= vocabSize) {
      throw invalid(origin, `it gives the id ${highest}, but the model knows ${vocabSize} tokens`);
    }
    if (!ids.every((id) => Number.isInteger(id) && id >= 0)) {
      throw invalid(origin, 'it gives something that is no id');
    }
  };
  const { endId, padId, pad } = tokenisation;
  if (Math.max(end, pad === null ? 0 : padId) >= vocabSize) {
    throw invalid(origin, `its end or padding has an id that the model does not know`);
  }
  const rowFor = (ids: readonly number[]): TokenRow => {
    check(ids);
    // CLIP's tower reads at the largest id: that must be the end token.
    const last = endId ?? ids.at(-1);
    if (kind !== 'siglip' && (last === undefined || ids.some((id) => id > last))) {
      throw invalid(origin, `a text ends with ${last}, which is not its largest id`);
    }
    return rowOf(ids, end, tokenisation);
  };
  rowFor(encode('a photo of a cat'));
  const tokenize = (text: string): Tokens => {
    const cut = cutText(text);
    const row = rowFor(encode(clean(cut)));
    return row.truncated || cut.length === text.length ? row : { ...row, truncated: true };
  };
  return Object.assign(tokenize, { tokenisation });
}

function checked(origin: string, json: unknown, config: unknown): CheckedTokenizer {
  try {
    return checkTokenizer(json, config);
  } catch (error) {
    if (error instanceof TokenizerError && error.unfollowed)
      throw unfollowed(origin, error.unfollowed);
    throw invalid(origin, wordsOf(error));
  }
}

async function openTokenizer(
  { json, config }: CheckedTokenizer,
  origin: string,
  options: WatchedOptions,
): Promise<(text: string) => number[]> {
  const { CLIPTokenizer } = await importPart(() => import('@xenova/transformers'));
  const typed = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw invalid(origin, wordsOf(error));
    }
  };
  const clip = isClipKind(json);
  const make = () => {
    const made = new CLIPTokenizer(clip ? mergesAlone(json) : json, config);
    // An odd file may be found out only by a text.
    made.encode('a photo of a cat');
    return made;
  };
  const step = { file: origin, seconds: TOKENIZER_SECONDS };
  const tokenizer = await guarded(options, step, () => typed(make));
  const encode = clip ? clipEncode(tokenizer) : (text: string) => tokenizer.encode(text);
  return (text) => typed(() => encode(text));
}

function unfollowed(
  file: string,
  { field, value }: { readonly field: string; readonly value: string },
) {
  return new EngineError(
    'checkpoint-unsupported',
    `${file} asks for ${field} = ${value} in making token ids, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.`,
    { kind: 'tokens', file, field, value },
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function invalid(origin: string, reason: string): EngineError {
  return new EngineError(
    'tokenizer-invalid',
    `${origin} does not fit this model: ${reason}. Take the tokenizer that came with the checkpoint.`,
    { file: origin, reason },
  );
}
