import { CodedError } from '../errors.ts';
import { type Fields, fieldValue, isObject, section, shown } from '../model/config-fields.ts';
import type { CheckedTokenizer } from './check-tokenizer.ts';

/** Fields of `tokenizer_config.json` that change no id, or whose effect the file beside it holds already. */
const WITHOUT_IDS = new Set([
  'tokenizer_class',
  'processor_class',
  'auto_map',
  'name_or_path',
  'tokenizer_file',
  'vocab_file',
  'merges_file',
  'special_tokens_map_file',
  'transformers_version',
  'trust_remote_code',
  'use_fast',
  'from_slow',
  'legacy',
  'legacy_behaviour',
  'backend',
  'is_local',
  'local_files_only',
  // Writing texts, which is never done here.
  'chat_template',
  'default_chat_template',
  'use_default_system_prompt',
  'clean_up_tokenization_spaces',
  'spaces_between_special_tokens',
  'decode_with_prefix_space',
  'errors',
  // What a call returns, and where it would cut.
  'model_input_names',
  'return_tensors',
  'return_token_type_ids',
  'pad_token_type_id',
  'max_length',
  'stride',
  'truncation_strategy',
  // Names of tokens that the file puts where they belong.
  'bos_token',
  'unk_token',
  'cls_token',
  'sep_token',
  'mask_token',
  'bos_token_id',
  'eos_token_id',
  'pad_token_id',
  'unk_token_id',
  'additional_special_tokens',
  'extra_special_tokens',
  'model_specific_special_tokens',
]);

type Rule = (value: unknown, checked: CheckedTokenizer) => boolean;

const isFlag: Rule = (value) => typeof value === 'boolean';
const isToken: Rule = (value) =>
  typeof value === 'string' || (isObject(value) && typeof value['content'] === 'string');

/** Fields that are followed, where their value passes; every other value is refused by name. */
const FOLLOWED: Readonly<Record<string, Rule>> = {
  eos_token: isToken,
  pad_token: isToken,
  model_max_length: (value) => typeof value === 'number' && value >= 2,
  padding_side: (value) => value === 'right' || value === 'left',
  truncation_side: (value) => value === 'right',
  return_attention_mask: isFlag,
  add_eos_token: isFlag,
  // What a file puts before a text is the file's; a configuration that contradicts it is another tokenizer's.
  add_bos_token: (value, checked) => typeof value === 'boolean' && (!value || startsText(checked)),
  do_lower_case: (value, { json }) =>
    value === true || (value === false && !stepsOf(json['normalizer']).some(lowers)),
  do_basic_tokenize: (value) => value === true,
  remove_space: isFlag,
  do_lowercase_and_remove_accent: isFlag,
  add_prefix_space: (value, { json }) =>
    value === false || (value === true && stepsOf(json['pre_tokenizer']).some(prefixes)),
  strip_accents: (value, { json }) =>
    value === bertField(json, 'strip_accents') || (value === false && !strips(json)),
  tokenize_chinese_chars: (value, { json }) => {
    const own = bertField(json, 'handle_chinese_chars');
    return own === undefined ? value === false : value === own;
  },
  added_tokens_decoder: agreesWithFile,
};

/**
 * Passes a `tokenizer_config.json` of which every field is followed or changes nothing.
 * @throws CodedError `checkpoint-unsupported`, kind `tokens`, with the first other field
 */
export function checkConfigFields(config: Fields, checked: CheckedTokenizer): void {
  for (const key of Object.keys(config.values)) {
    const value = fieldValue(config, key);
    if (value === undefined || WITHOUT_IDS.has(key)) continue;
    const passes = Object.hasOwn(FOLLOWED, key) ? FOLLOWED[key]?.(value, checked) : isOff(value);
    if (!passes) throw unfollowedIds(config, key);
  }
}

/** Fields at the root of `tokenizer.json`; what lies in the steps is checked where they are. */
const ROOT = new Set([
  'version',
  'truncation',
  'padding',
  'added_tokens',
  'normalizer',
  'pre_tokenizer',
  'post_processor',
  'decoder',
  'model',
]);

/** @throws CodedError `checkpoint-unsupported`, kind `tokens` */
export function checkFileFields(file: Fields, contextLength: number): void {
  for (const key of Object.keys(file.values)) {
    if (!ROOT.has(key) && !isOff(fieldValue(file, key))) throw unfollowedIds(file, key);
  }
  const truncation = section(file, 'truncation');
  if (truncation) {
    passOnly(truncation, {
      direction: (value) => value === 'Right',
      max_length: (value) => typeof value === 'number' && value >= 2,
      strategy: () => true,
      // Of a text that is cut, what is beyond is never read.
      stride: () => true,
    });
  }
  const padding = section(file, 'padding');
  if (!padding) return;
  passOnly(padding, {
    strategy: (value) =>
      value === 'BatchLongest' || (isObject(value) && value['Fixed'] === contextLength),
    direction: (value) => value === 'Right' || value === 'Left',
    pad_to_multiple_of: (value) => value === 0 || value === 1,
    pad_id: (value) => Number.isInteger(value) && (value as number) >= 0,
    pad_type_id: () => true,
    pad_token: () => true,
  });
}

function passOnly(fields: Fields, rules: Readonly<Record<string, (value: unknown) => boolean>>) {
  for (const key of Object.keys(fields.values)) {
    const value = fieldValue(fields, key);
    if (value === undefined) continue;
    const passes = Object.hasOwn(rules, key) ? rules[key]?.(value) : isOff(value);
    if (!passes) throw unfollowedIds(fields, key);
  }
}

/** A field that asks for other token ids than this page makes: nothing that changes an id is passed over. */
export function unfollowedIds(fields: Fields, key: string): CodedError {
  const field = fields.path === '' ? key : `${fields.path}.${key}`;
  const value = shown(fieldValue(fields, key));
  return new CodedError(
    'checkpoint-unsupported',
    `${fields.file} asks for ${field} = ${value} in making token ids, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.`,
    { kind: 'tokens', file: fields.file, field, value },
  );
}

/** `false`, zero and empty things ask for nothing. */
function isOff(value: unknown): boolean {
  if (value === undefined || value === false || value === 0 || value === '') return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

type Step = Readonly<Record<string, unknown>>;

/** A normaliser or pre-tokenizer and those that it is a sequence of; depth is bounded where the file is checked. */
function stepsOf(step: unknown): readonly Step[] {
  if (!isObject(step)) return [];
  const parts = step['normalizers'] ?? step['pretokenizers'];
  return Array.isArray(parts) ? parts.flatMap(stepsOf) : [step];
}

function lowers({ type, lowercase }: Step): boolean {
  return type === 'Lowercase' || (type === 'BertNormalizer' && lowercase !== false);
}

function prefixes({ type, add_prefix_space, prepend_scheme }: Step): boolean {
  if (type === 'ByteLevel') return add_prefix_space !== false;
  return type === 'Metaspace' && prepend_scheme !== 'never';
}

function strips(json: Step): boolean {
  return stepsOf(json['normalizer']).some(({ type }) => type === 'StripAccents');
}

function bertField(json: Step, key: string): unknown {
  return stepsOf(json['normalizer']).find(({ type }) => type === 'BertNormalizer')?.[key];
}

/** Whether the file puts a token before a text. */
function startsText({ json }: CheckedTokenizer): boolean {
  const starts = (processor: unknown): boolean => {
    if (!isObject(processor)) return false;
    const { type, processors, single } = processor;
    if (Array.isArray(processors)) return processors.some(starts);
    if (type === 'BertProcessing' || type === 'RobertaProcessing') return true;
    const first: unknown = Array.isArray(single) ? single[0] : null;
    return isObject(first) && isObject(first['SpecialToken']);
  };
  return starts(json['post_processor']);
}

/** Every token of the list is one of the file's, under the same id. */
function agreesWithFile(value: unknown, { json }: CheckedTokenizer): boolean {
  if (!isObject(value)) return false;
  const { added_tokens, model } = json;
  const own = new Map((added_tokens as readonly Step[]).map(({ id, content }) => [id, content]));
  const vocab = isObject(model) ? model['vocab'] : null;
  return Object.entries(value).every(([key, token]) => {
    const id = Number(key);
    const content = isObject(token) ? token['content'] : null;
    if (own.has(id)) return own.get(id) === content;
    if (Array.isArray(vocab)) return (vocab[id] as unknown[] | undefined)?.[0] === content;
    return isObject(vocab) && typeof content === 'string' && vocab[content] === id;
  });
}
