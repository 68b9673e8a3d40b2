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

const { tokens: MOST_TOKENS, merges: MOST_MERGES, tokenLength } = TOKENIZER_BOUNDS;

const COMMON = ['type', 'vocab', 'unk_token', 'fuse_unk'];
/** The fields of each kind of model; a dropout would draw other ids every time. */
const FIELDS = {
  BPE: [
    ...COMMON,
    'merges',
    'end_of_word_suffix',
    'continuing_subword_suffix',
    'byte_fallback',
    'ignore_merges',
  ],
  WordPiece: [...COMMON, 'continuing_subword_prefix', 'max_input_chars_per_word'],
  Unigram: [...COMMON, 'unk_id'],
} as const;

/** The part of a tokenizer that turns words into tokens. @throws TokenizerError */
export function checkVocabulary(value: unknown): Fields {
  const fields = objectOf(value, 'its model');
  const type = typeOf(fields);
  const model = modelOf(fields, type);
  onlyFields(fields, FIELDS[type], 'model');
  return model;
}

function modelOf(fields: Fields, type: keyof typeof FIELDS): Fields {
  const unknown = affixOf(own(fields, 'unk_token'), 'its token for unknown words');
  const common = { type, unk_token: unknown, ...flagsOf(fields, 'fuse_unk') };
  if (type === 'Unigram') return { ...common, ...unigram(fields) };
  const vocab = wordsOf(own(fields, 'vocab'));
  return { ...common, vocab, ...(type === 'BPE' ? pairs(fields) : pieces(fields)) };
}

/** Files of before 2022 do not name the type. */
function typeOf(fields: Fields): 'BPE' | 'WordPiece' | 'Unigram' {
  const type = own(fields, 'type');
  if (type === 'BPE' || type === 'WordPiece' || type === 'Unigram') return type;
  if (type === undefined || type === null) {
    if (Array.isArray(own(fields, 'vocab'))) return 'Unigram';
    if (own(fields, 'merges') !== undefined) return 'BPE';
    if (own(fields, 'continuing_subword_prefix') !== undefined) return 'WordPiece';
  }
  throw new TokenizerError('its model is neither BPE, WordPiece nor Unigram');
}

function wordsOf(value: unknown): Fields {
  const words = objectOf(value, 'its vocabulary');
  const names = Object.keys(words);
  requireCount(names.length);
  const seen = new Set<number>();
  for (const name of names) {
    textOf(name, 'a token', tokenLength);
    const id = idOf(words[name], 'the id of a token');
    if (seen.has(id)) throw new TokenizerError(`two of its tokens have the id ${id}`);
    seen.add(id);
  }
  return words;
}

function requireCount(count: number): void {
  if (count > 0 && count <= MOST_TOKENS) return;
  throw new TokenizerError(`its vocabulary has ${count} tokens (1 to ${MOST_TOKENS} are taken)`);
}

function pairs(fields: Fields): Fields {
  const merges = listOf(own(fields, 'merges'), 'its list of merges', MOST_MERGES);
  const inPairs = Array.isArray(merges[0]);
  for (const merge of merges) {
    if (Array.isArray(merge) !== inPairs) throw new TokenizerError('its merges are of two kinds');
    if (!Array.isArray(merge)) textOf(merge, 'a merge', 2 * tokenLength + 1);
    else if (merge.length === 2) for (const part of merge) textOf(part, 'a merge', tokenLength);
    else throw new TokenizerError('one of its merges has more or fewer than two parts');
  }
  const names = ['end_of_word_suffix', 'continuing_subword_suffix'] as const;
  const [end, continuing] = names.map((name) => affixOf(own(fields, name), `the ${name}`));
  return {
    merges,
    ...(end != null && { end_of_word_suffix: end }),
    ...(continuing != null && { continuing_subword_suffix: continuing }),
    ...flagsOf(fields, 'byte_fallback', 'ignore_merges'),
  };
}

function pieces(fields: Fields): Fields {
  const longest = own(fields, 'max_input_chars_per_word') ?? 100;
  if (typeof longest !== 'number' || !(longest >= 1 && longest <= TOKENIZER_BOUNDS.wordLength)) {
    throw new TokenizerError(
      `it looks at words of more than ${TOKENIZER_BOUNDS.wordLength} letters`,
    );
  }
  return {
    continuing_subword_prefix:
      affixOf(own(fields, 'continuing_subword_prefix'), 'the continuing_subword_prefix') ?? '',
    max_input_chars_per_word: longest,
  };
}

function unigram(fields: Fields): Fields {
  const vocab = listOf(own(fields, 'vocab'), 'its vocabulary', MOST_TOKENS);
  requireCount(vocab.length);
  let letters = 0;
  for (const entry of vocab) {
    const [token, score] = listOf(entry, 'a token', 2);
    letters += textOf(token, 'a token', TOKENIZER_BOUNDS.unigramLength).length;
    if (typeof score !== 'number' || !Number.isFinite(score)) {
      throw new TokenizerError('one of its tokens has no score');
    }
  }
  if (letters > TOKENIZER_BOUNDS.treeLetters) {
    throw new TokenizerError(`its tokens have more than ${TOKENIZER_BOUNDS.treeLetters} letters`);
  }
  const unknown = idOf(own(fields, 'unk_id') ?? 0, 'the id for unknown words');
  if (unknown >= vocab.length) throw new TokenizerError('its id for unknown words is no token');
  return { vocab, unk_id: unknown };
}
