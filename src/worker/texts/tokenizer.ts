import { importPart } from '../../core/parts/import-part.ts';
import type { TextTower } from '../../core/model/architecture.ts';
import { checkTokenizer, type CheckedTokenizer } from '../../core/tokenisation/check-tokenizer.ts';
import { cutText } from '../../core/tokenisation/cut-text.ts';
import { TOKENIZER_BOUNDS } from '../../core/tokenisation/tokenizer-bounds.ts';
import { EngineError } from '../../engine/errors.ts';
import { guarded, type WatchedOptions } from '../../engine/guarded-step.ts';
import type { TokenizerFiles } from '../sources/neighbours.ts';
import { clipEncode, isClipKind, mergesAlone } from './clip-tokenizer.ts';

/** A text as the text tower reads it. */
export interface Tokens {
  /** Start token, the text, end token; at most `contextLength`. Padding is left out: it stands behind the end, where nothing is read. */
  readonly ids: readonly number[];
  /** The text was longer than the context and lost its end; the end token was kept. */
  readonly truncated: boolean;
}

export type Tokenizer = (text: string) => Tokens;

/** For the largest tokenizer to be made ready, or a text to be read, on a phone; it takes three. */
export const TOKENIZER_SECONDS = 15;

/**
 * The tokenizer that the checkpoint brought.
 * @throws EngineError `tokenizer-invalid` where it is none, belongs to another model, or could cost more than it may
 */
export async function createTokenizer(
  { origin, json, config }: TokenizerFiles,
  { contextLength, vocabSize }: TextTower,
  options: WatchedOptions = {},
): Promise<Tokenizer> {
  const encode = await openTokenizer(checked(origin, json, config), origin, options);
  const end = encode('').at(-1);
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
    // The tower reads at the largest id: that must be the end token.
    if (ids.at(-1) !== highest) {
      throw invalid(origin, `a text ends with ${ids.at(-1)}, which is not its largest id`);
    }
  };
  check(encode('a photo of a cat'));
  return (text) => {
    const cut = cutText(text);
    const ids = encode(cut);
    check(ids);
    const truncated = ids.length > contextLength;
    if (!truncated) return { ids, truncated: cut.length < text.length };
    return { ids: [...ids.slice(0, contextLength - 1), end], truncated };
  };
}

function checked(origin: string, json: unknown, config: unknown): CheckedTokenizer {
  try {
    return checkTokenizer(json, config);
  } catch (error) {
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
  const encode = clip ? await clipEncode(tokenizer) : (text: string) => tokenizer.encode(text);
  return (text) => typed(() => encode(text));
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
