import { isObject } from '../../core/model/config-fields.ts';
import type { TextTower } from '../../core/model/architecture.ts';
import { EngineError } from '../../engine/errors.ts';
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

/**
 * The tokenizer that the checkpoint brought.
 * @throws EngineError `tokenizer-invalid` where it is none, or belongs to another model
 */
export async function createTokenizer(
  { origin, json, config }: TokenizerFiles,
  { contextLength, vocabSize }: TextTower,
): Promise<Tokenizer> {
  const encode = await openTokenizer(
    isObject(json) ? json : {},
    isObject(config) ? config : {},
    origin,
  );
  const end = encode('').at(-1);
  if (end === undefined) throw invalid(origin, 'it puts no end token behind a text');
  const check = (ids: readonly number[]): void => {
    const highest = Math.max(...ids);
    if (highest >= vocabSize) {
      throw invalid(origin, `it gives the id ${highest}, but the model knows ${vocabSize} tokens`);
    }
    // The tower reads at the largest id: that must be the end token.
    if (ids.at(-1) !== highest) {
      throw invalid(origin, `a text ends with ${ids.at(-1)}, which is not its largest id`);
    }
  };
  check(encode('a photo of a cat'));
  return (text) => {
    const ids = encode(text);
    check(ids);
    if (ids.length <= contextLength) return { ids, truncated: false };
    return { ids: [...ids.slice(0, contextLength - 1), end], truncated: true };
  };
}

async function openTokenizer(
  json: object,
  config: Readonly<Record<string, unknown>>,
  origin: string,
): Promise<(text: string) => number[]> {
  const { CLIPTokenizer } = await import('@xenova/transformers');
  try {
    const clip = isClipKind(json);
    const tokenizer = new CLIPTokenizer(clip ? mergesAlone(json) : json, config);
    // An odd file may be found out only by the first text.
    tokenizer.encode('a');
    return clip ? await clipEncode(tokenizer) : (text) => tokenizer.encode(text);
  } catch (error) {
    throw invalid(origin, error instanceof Error ? error.message : String(error));
  }
}

function invalid(origin: string, reason: string): EngineError {
  return new EngineError(
    'tokenizer-invalid',
    `${origin} does not fit this model: ${reason}. Take the tokenizer that came with the checkpoint.`,
    { file: origin, reason },
  );
}
