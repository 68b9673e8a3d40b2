import { isObject } from '../model/config-fields.ts';
import { quote } from '../quote.ts';
import { checkNormalizer, checkPreTokenizer, type Growth } from './check-steps.ts';
import { checkVocabulary } from './check-vocabulary.ts';
import {
  affixOf,
  type Fields,
  flagsOf,
  idOf,
  listOf,
  objectOf,
  onlyFields,
  own,
  textOf,
} from './checked-fields.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

const { addedTokens, affix, depth: MOST_DEPTH, steps, template, treeLetters } = TOKENIZER_BOUNDS;

/** A tokenizer of which every field is known and bounded. */
export interface CheckedTokenizer {
  readonly json: Fields;
  readonly config: Fields;
}

/**
 * Checks `tokenizer.json` and `tokenizer_config.json` as untrusted input and keeps of them what turns a text into ids:
 * known kinds of steps only, lists and texts of bounded length, ids that can be ids, and regular expressions that end.
 * What turns ids back into text, and templates of conversations, are left out.
 * @throws TokenizerError with the reason
 */
export function checkTokenizer(json: unknown, config: unknown): CheckedTokenizer {
  const fields = objectOf(json, 'the file');
  const growth: Growth = { factor: 1, steps: 0 };
  const normalizer = checkNormalizer(own(fields, 'normalizer'), growth);
  const pre_tokenizer = checkPreTokenizer(own(fields, 'pre_tokenizer'), growth);
  const model = checkVocabulary(own(fields, 'model'));
  const added_tokens = addedTokensOf(own(fields, 'added_tokens'));
  const named = new Set(added_tokens.map(({ content }) => content));
  const isToken = (content: string): boolean => named.has(content) || knows(model, content);
  const post_processor = processorOf(own(fields, 'post_processor'), isToken, { steps: 0 });
  return {
    json: { added_tokens, normalizer, pre_tokenizer, post_processor, model, decoder: null },
    config: configOf(config),
  };
}

const TOKEN_FIELDS = [
  'id',
  'content',
  'single_word',
  'lstrip',
  'rstrip',
  'normalized',
  'special',
  '__type',
];

interface AddedToken extends Fields {
  readonly id: number;
  readonly content: string;
}

function addedTokensOf(value: unknown): readonly AddedToken[] {
  let letters = 0;
  return listOf(value ?? [], 'its list of added tokens', addedTokens).map((item) => {
    const token = objectOf(item, 'an added token');
    onlyFields(token, TOKEN_FIELDS, 'added_tokens');
    const content = textOf(own(token, 'content'), 'an added token', TOKENIZER_BOUNDS.tokenLength);
    letters += content.length;
    if (content === '' || letters > treeLetters) {
      throw new TokenizerError('an added token is empty, or all together are too long');
    }
    const flags = flagsOf(token, 'single_word', 'lstrip', 'rstrip', 'normalized', 'special');
    return Object.assign(flags, {
      id: idOf(own(token, 'id'), `the id of ${quote(content)}`),
      content,
    });
  });
}

function knows({ vocab }: Fields, token: string): boolean {
  if (isObject(vocab)) return Object.hasOwn(vocab, token);
  return Array.isArray(vocab) && vocab.some((entry: unknown) => isFirst(entry, token));
}

function isFirst(entry: unknown, token: string): boolean {
  return Array.isArray(entry) && entry[0] === token;
}

/** Offsets and pairs of texts are of no use here. */
const PROCESSOR_FIELDS = [
  'type',
  'single',
  'pair',
  'special_tokens',
  'processors',
  'cls',
  'sep',
  'add_prefix_space',
  'trim_offsets',
  'use_regex',
];

/** What puts the start and end tokens around a text. */
function processorOf(
  value: unknown,
  isToken: (content: string) => boolean,
  count: { steps: number },
  depth = 0,
): Fields | null {
  if (value === undefined || value === null) return null;
  const fields = objectOf(value, 'its post_processor');
  if (++count.steps > steps || depth > MOST_DEPTH) {
    throw new TokenizerError(`its post_processor has too many parts (at most ${steps})`);
  }
  const type = own(fields, 'type');
  onlyFields(fields, PROCESSOR_FIELDS, 'post_processor');
  const tokenOf = (content: unknown): string => {
    const token = textOf(content, 'a token of its post_processor', affix);
    if (isToken(token)) return token;
    throw new TokenizerError(`its post_processor adds ${quote(token)}, which is no token`);
  };
  if (type === 'ByteLevel') return { type };
  if (type === 'BertProcessing' || type === 'RobertaProcessing') {
    const [cls, sep] = ['cls', 'sep'].map((name) => {
      const [token, id] = listOf(own(fields, name), `"${name}" of its post_processor`, 2);
      return [tokenOf(token), idOf(id, `the id of "${name}"`)];
    });
    return { type, cls, sep };
  }
  if (type === 'TemplateProcessing') return { type, single: singleOf(fields, tokenOf), pair: [] };
  if (type === 'Sequence') {
    const processors = listOf(own(fields, 'processors'), 'its post_processor', steps);
    return {
      type,
      processors: processors.map((one) => processorOf(one, isToken, count, depth + 1)),
    };
  }
  throw new TokenizerError('its post_processor is of an unknown kind');
}

function singleOf(fields: Fields, tokenOf: (content: unknown) => string): readonly Fields[] {
  checkSpecialTokens(own(fields, 'special_tokens'));
  const items = listOf(own(fields, 'single'), 'the template of its post_processor', template);
  const parts = items.map((item): Fields => {
    const part = objectOf(item, 'a part of its template');
    const special = own(part, 'SpecialToken');
    if (special === undefined) {
      const sequence = objectOf(own(part, 'Sequence'), 'a part of its template');
      return { Sequence: { id: own(sequence, 'id'), type_id: 0 } };
    }
    return { SpecialToken: { id: tokenOf(own(objectOf(special, 'a token'), 'id')), type_id: 0 } };
  });
  const texts = parts.flatMap(({ Sequence }) => (isObject(Sequence) ? [Sequence['id']] : []));
  if (texts.length === 1 && texts[0] === 'A') return parts;
  throw new TokenizerError('its template does not hold the text exactly once');
}

/** The library goes by the tokens' names; ids beside them that are none tell of a damaged file all the same. */
function checkSpecialTokens(value: unknown): void {
  const tokens = Object.values(objectOf(value ?? {}, 'the list of tokens of its template'));
  for (const token of listOf(tokens, 'the list of tokens of its template', addedTokens)) {
    const ids = own(objectOf(token, 'a token of its template'), 'ids');
    for (const id of listOf(ids ?? [], 'the ids of a token', template))
      idOf(id, 'the id of a token');
  }
}

/** Of the configuration the library takes some names of tokens, and two ways to clean a text. */
function configOf(value: unknown): Fields {
  const fields = isObject(value) ? value : {};
  const eos_token = affixOf(own(fields, 'eos_token'), 'the eos_token');
  return {
    ...(eos_token !== null && { eos_token }),
    ...flagsOf(fields, 'remove_space', 'do_lowercase_and_remove_accent'),
  };
}
