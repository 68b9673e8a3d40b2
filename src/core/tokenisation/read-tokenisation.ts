import { CodedError } from '../errors.ts';
import { type Fields, fieldValue, isObject, section, textField } from '../model/config-fields.ts';
import { quote } from '../quote.ts';
import type { CheckedTokenizer } from './check-tokenizer.ts';
import { checkConfigFields, checkFileFields, unfollowedIds } from './tokenizer-fields.ts';
import { type Cleaning, clipTokenisation, type Tokenisation } from './tokenisation.ts';

/** What says how texts become ids. */
export interface TokenisationFiles {
  /** `tokenizer.json`. */
  readonly file: Fields;
  /** `tokenizer_config.json`; without values where there is none. */
  readonly config: Fields;
  /** `text_cfg` of `open_clip_config.json`, where the checkpoint brought one. */
  readonly text: Fields | null;
  /** The file, checked. */
  readonly checked: CheckedTokenizer;
  /** SigLIP's text tower reads all of a row, at its last place; CLIP's up to its end token. */
  readonly family: 'clip' | 'siglip';
  /** The tower reads the padding too, so every row is filled up. */
  readonly filled: boolean;
  readonly contextLength: number;
  /** Byte pair encoding of CLIP's kind, which OpenCLIP's own tokenizer reads. */
  readonly clipKind: boolean;
}

/**
 * How a checkpoint's texts become rows of ids: everything in its three files that changes an id is followed, or refused by name.
 * What transformers does in Python for a class of tokenizers (SigLIP's cleaning, the end token) is told by the class.
 * @throws CodedError `checkpoint-unsupported`, kind `tokens`
 */
export function readTokenisation(files: TokenisationFiles): Tokenisation {
  const { config, file, family, contextLength, checked } = files;
  checkFileFields(file, contextLength);
  checkConfigFields(config, checked);
  const length = lengthOf(files);
  const clean = cleaningOf(files);
  const mask = family === 'clip' && fieldValue(config, 'return_attention_mask') === true;
  const endId = endIdOf(files);
  if (family === 'clip' && fixedLength(file) === null) {
    const pad = files.filled ? 'right' : null;
    return { ...clipTokenisation(length), clean, mask, endId, pad };
  }
  return { clean, length, pad: sideOf(files), padId: padIdOf(files, endId), endId, mask };
}

/** The class of `tokenizer_config.json`, without the ending of its fast form; `null` where none is named. */
function classOf(config: Fields): string | null {
  return textField(config, 'tokenizer_class')?.replace(/Fast$/, '') ?? null;
}

/** Cleanings that OpenCLIP knows by name. */
const CLEANINGS: readonly Cleaning[] = ['lower', 'whitespace', 'canonicalize'];
/** Of OpenCLIP's `tokenizer_kwargs`, what is followed. */
const FOLLOWED = new Set(['clean', 'context_length']);

function cleaningOf(files: TokenisationFiles): Cleaning {
  const { text, config, clipKind, family, checked } = files;
  const named = textField(text ?? config, 'hf_tokenizer_name') ?? '';
  const kwargs = text && section(text, 'tokenizer_kwargs');
  if (kwargs) {
    const other = Object.keys(kwargs.values).find(
      (key) => !FOLLOWED.has(key) && fieldValue(kwargs, key) !== undefined,
    );
    if (other !== undefined) throw unfollowedIds(kwargs, other);
    const clean = textField(kwargs, 'clean');
    const known = CLEANINGS.find((one) => one === clean);
    if (known) return known;
    if (clean !== null) throw unfollowedIds(kwargs, 'clean');
  }
  // OpenCLIP's own tokenizer makes lower case, its wrapper of the hub's tokenizers does not.
  if (clipKind && named === '') return 'lower';
  if (text && named !== '') return 'whitespace';
  if (family === 'clip') return lowersBeside(files) ? 'lower-only' : 'none';
  const kind = classOf(config) ?? (checked.json['model'] as Values)['type'];
  if (kind === 'SiglipTokenizer' || kind === 'Unigram') return 'siglip';
  if (kind === 'GemmaTokenizer' || kind === 'Siglip2Tokenizer' || kind === 'BPE')
    return 'lower-only';
  return lowersBeside(files) ? 'lower-only' : 'none';
}

type Values = Readonly<Record<string, unknown>>;

/** transformers lowers where the configuration asks for it, whatever the file does. */
function lowersBeside({ config }: TokenisationFiles): boolean {
  return fieldValue(config, 'do_lower_case') === true;
}

/** The tightest of: the tower's context, the tokenizer's own longest text, OpenCLIP's argument. */
function lengthOf({ config, text, file, contextLength }: TokenisationFiles): number {
  const kwargs = text && section(text, 'tokenizer_kwargs');
  const truncation = section(file, 'truncation');
  const asked = [
    fieldValue(config, 'model_max_length'),
    kwargs && fieldValue(kwargs, 'context_length'),
    truncation && fieldValue(truncation, 'max_length'),
  ].filter((value) => typeof value === 'number' && value >= 2 && Number.isInteger(value));
  return Math.min(contextLength, ...(asked as number[]));
}

/** The length to which the file itself fills up every row; `null` where it does not, or to the longest of a batch. */
function fixedLength(file: Fields): number | null {
  const padding = section(file, 'padding');
  const strategy = padding && fieldValue(padding, 'strategy');
  const fixed = isObject(strategy) ? strategy['Fixed'] : null;
  return typeof fixed === 'number' ? fixed : null;
}

/** Files of Gemma say `left`, for writing on; what a configuration says goes before the file. */
function sideOf({ config, file }: TokenisationFiles): 'left' | 'right' {
  const padding = section(file, 'padding');
  const said = fieldValue(config, 'padding_side') ?? (padding && fieldValue(padding, 'direction'));
  return said === 'left' || said === 'Left' ? 'left' : 'right';
}

/** `add_eos_token`, or a class that always puts one. */
function endIdOf(files: TokenisationFiles): number | null {
  const { config, family } = files;
  const asked = fieldValue(config, 'add_eos_token');
  if (asked !== true && (family === 'clip' || asked === false)) return null;
  const token = tokenField(config, 'eos_token') ?? '</s>';
  const id = idOfToken(files, token) ?? (asked === undefined ? idOfToken(files, '<eos>') : null);
  if (id === null) throw missingToken(config, 'eos_token', token);
  return id;
}

function padIdOf(files: TokenisationFiles, endId: number | null): number {
  const { config, file } = files;
  const token = tokenField(config, 'pad_token');
  if (token !== null) {
    const id = idOfToken(files, token);
    if (id !== null) return id;
    throw missingToken(config, 'pad_token', token);
  }
  const padding = section(file, 'padding');
  const own = padding && fieldValue(padding, 'pad_id');
  return typeof own === 'number' ? own : (endId ?? 0);
}

/** A token by name; old files write it as an object with its content. */
function tokenField(config: Fields, key: string): string | null {
  const value = fieldValue(config, key);
  const content = isObject(value) ? value['content'] : value;
  if (content === undefined || content === null) return null;
  if (typeof content === 'string') return content;
  throw unfollowedIds(config, key);
}

function idOfToken({ checked }: TokenisationFiles, token: string): number | null {
  const { added_tokens, model } = checked.json;
  const added = (added_tokens as readonly Values[]).find(({ content }) => content === token);
  if (added) return added['id'] as number;
  const vocab = (model as Values)['vocab'];
  if (Array.isArray(vocab)) {
    const place = vocab.findIndex((entry: unknown) => Array.isArray(entry) && entry[0] === token);
    return place < 0 ? null : place;
  }
  const id = isObject(vocab) && Object.hasOwn(vocab, token) ? vocab[token] : null;
  return typeof id === 'number' ? id : null;
}

function missingToken(config: Fields, field: string, token: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `${config.file} asks for ${field} = ${quote(token)} in making token ids, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.`,
    { kind: 'tokens', file: config.file, field, value: quote(token) },
  );
}
