import { isObject } from '../../core/model/config-fields.ts';
import { clipWords } from '../../core/text/clip/clean-text.ts';

/** What the tokenizer's package gives, as far as it is used here. */
export interface Encoder {
  encode(text: string, options?: { readonly add_special_tokens?: boolean }): number[];
}

/** What of a `tokenizer.json` is read here. */
interface TokenizerJson {
  readonly model?: unknown;
  readonly normalizer?: unknown;
  readonly pre_tokenizer?: unknown;
}

/**
 * The file is a tokenizer of CLIP's kind: byte pair encoding in lower case, over bytes, with CLIP's mark behind a word.
 * Those of other families mark words in other ways.
 */
export function isClipKind({ model, normalizer, pre_tokenizer }: TokenizerJson): boolean {
  if (!isObject(model) || model.end_of_word_suffix !== '</w>') return false;
  return (
    (model.type === undefined || model.type === 'BPE') &&
    typesIn(normalizer).includes('Lowercase') &&
    typesIn(pre_tokenizer).includes('ByteLevel')
  );
}

/** The names of a step, and of those that it is a sequence of. */
function typesIn(step: unknown): unknown[] {
  if (!isObject(step)) return [];
  const steps = step.normalizers ?? step.pretokenizers;
  return [
    step.type,
    ...(Array.isArray(steps) ? steps : []).map((one) => isObject(one) && one.type),
  ];
}

/** CLIP's file with its merges alone: texts arrive as single clean words, none of which is a special token. */
export function mergesAlone(json: object): object {
  const bytes = {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: false,
  };
  return { ...json, normalizer: null, pre_tokenizer: bytes };
}

/**
 * Ids of a cleaned text as OpenCLIP gives them: its own words, whatever words the file asks for, then the file's merges.
 *
 * @param merges made from {@link mergesAlone}
 */
export function clipEncode(merges: Encoder): (cleaned: string) => number[] {
  const frame = merges.encode('');
  const start = frame.slice(0, -1);
  const end = frame.slice(-1);
  const marks: ReadonlyMap<string, readonly number[]> = new Map([
    ['<start_of_text>', start],
    ['<end_of_text>', end],
  ]);
  const idsOf = (word: string): readonly number[] =>
    marks.get(word) ?? merges.encode(word, { add_special_tokens: false });
  return (cleaned) => [...start, ...clipWords(cleaned).flatMap(idsOf), ...end];
}
