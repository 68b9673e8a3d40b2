import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkTokenizer } from './check-tokenizer.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

type Json = Readonly<Record<string, unknown>>;

const MINI = new URL('../../../public/models/mini/', import.meta.url);
const clip = JSON.parse(readFileSync(new URL('tokenizer.json', MINI), 'utf8')) as Json;

/** Two letters, a start and an end. */
const VOCAB = { a: 0, b: 1, ab: 2, '<s>': 3, '</s>': 4 };
const SMALL: Json = {
  added_tokens: [{ id: 4, content: '</s>', special: true }],
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: { type: 'BertProcessing', sep: ['</s>', 4], cls: ['<s>', 3] },
  decoder: null,
  model: { type: 'BPE', vocab: VOCAB, merges: ['a b'], unk_token: 'a' },
};

const check = (changes: Json, base: Json = SMALL) => checkTokenizer({ ...base, ...changes }, {});
const sequence = (type: string, key: string, items: readonly unknown[]) => ({
  type,
  [key]: items,
});
const replace = (pattern: Json, content: string) => ({ type: 'Replace', pattern, content });
const normalizers = (...items: readonly unknown[]) => ({
  normalizer: sequence('Sequence', 'normalizers', items),
});
const nested = (key: string, depth: number): unknown =>
  depth === 0 ? null : { type: 'Sequence', [key]: [nested(key, depth - 1)] };

describe('what published tokenizers hold is kept', () => {
  test('CLIP’s, but for what turns ids back into text', () => {
    const { json } = checkTokenizer(clip, { eos_token: '<|endoftext|>', chat_template: 'x' });
    const { normalizer, pre_tokenizer, post_processor, model, added_tokens } = json;
    expect({ normalizer, added_tokens }).toEqual({
      normalizer: clip['normalizer'],
      added_tokens: clip['added_tokens'],
    });
    expect(JSON.stringify(pre_tokenizer)).toContain('ByteLevel');
    const { cls, sep } = clip['post_processor'] as Json;
    expect(post_processor).toEqual({ type: 'RobertaProcessing', cls, sep });
    const { vocab, merges } = clip['model'] as Json;
    expect(model).toMatchObject({ vocab, merges, end_of_word_suffix: '</w>' });
  });

  test.each<[string, Json]>([
    [
      'BERT’s',
      {
        normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true },
        pre_tokenizer: { type: 'BertPreTokenizer' },
        post_processor: {
          type: 'TemplateProcessing',
          single: [
            { SpecialToken: { id: '<s>', type_id: 0 } },
            { Sequence: { id: 'A', type_id: 0 } },
            { SpecialToken: { id: '</s>', type_id: 0 } },
          ],
          special_tokens: { '<s>': { id: '<s>', ids: [3], tokens: ['<s>'] } },
        },
        model: { type: 'WordPiece', vocab: VOCAB, unk_token: 'a', continuing_subword_prefix: '##' },
      },
    ],
    [
      'XLM-R’s',
      {
        ...normalizers(
          { type: 'Precompiled', precompiled_charsmap: 'AAAA' },
          replace({ Regex: ' {2,}' }, ' '),
        ),
        pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
        model: {
          type: 'Unigram',
          unk_id: 0,
          vocab: Object.keys(VOCAB).map((token) => [token, -1.5]),
        },
      },
    ],
    [
      'Gemma’s and Llama’s',
      {
        ...normalizers({ type: 'Prepend', prepend: '▁' }, replace({ String: ' ' }, '▁')),
        pre_tokenizer: null,
        model: {
          type: 'BPE',
          vocab: VOCAB,
          merges: [['a', 'b']],
          byte_fallback: true,
          fuse_unk: true,
        },
      },
    ],
    ['one without a type for its model', { model: { vocab: VOCAB, merges: ['a b'] } }],
  ])('%s', (_, changes) => {
    const { json } = check(changes);
    for (const [key, value] of Object.entries(changes))
      expect(json[key] === null).toBe(value === null);
  });
});

const token = (changes: Json) => ({ added_tokens: [{ id: 4, content: '</s>', ...changes }] });
const model = (changes: Json) => ({ model: { ...(SMALL['model'] as Json), ...changes } });
const template = (single: unknown, more: Json = {}) => ({
  post_processor: { type: 'TemplateProcessing', single, ...more },
});
const A = { Sequence: { id: 'A', type_id: 0 } };
const S = { SpecialToken: { id: '<s>', type_id: 0 } };
const many = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

describe('what a published tokenizer never holds is refused with its reason', () => {
  test.each<[string, Json, RegExp]>([
    [
      'a regular expression that never ends, in a pre-tokenizer',
      { pre_tokenizer: { type: 'Split', pattern: { Regex: '(a+)+$' }, behavior: 'Isolated' } },
      /for ever/,
    ],
    ['one in a normaliser', normalizers(replace({ Regex: '(?:a|aa)*!' }, '')), /for ever/],
    [
      'one in a sequence of sequences',
      {
        pre_tokenizer: sequence('Sequence', 'pretokenizers', [
          sequence('Sequence', 'pretokenizers', [{ type: 'Split', pattern: { Regex: '(.*)*x' } }]),
        ]),
      },
      /for ever/,
    ],
    ['a cubic one', { pre_tokenizer: { type: 'Split', pattern: { Regex: '.*.*.*=' } } }, /minutes/],
    [
      'a text that doubles thirty times',
      normalizers(...many(30, replace({ String: 'a' }, 'aa'))),
      /64 times/,
    ],
    [
      'one that grows by letters between all letters',
      normalizers(...many(4, replace({ String: '' }, 'xyzxyz'))),
      /64 times/,
    ],
    [
      'one that grows at empty matches',
      normalizers(...many(3, replace({ Regex: 'q*' }, 'abcdefgh'))),
      /64 times/,
    ],
    [
      'one that grows by a ligature',
      normalizers(replace({ String: 'a' }, 'ﷺ'), replace({ String: 'ل' }, 'ﷺ'), { type: 'NFKC' }),
      /64 times/,
    ],
    ['one that grows by itself', normalizers(replace({ String: 'a' }, "$`$'")), /stands for/],
    [
      'one that doubles as bytes',
      { pre_tokenizer: sequence('Sequence', 'pretokenizers', many(12, { type: 'ByteLevel' })) },
      /64 times/,
    ],
    [
      'a long replacement for a space',
      { pre_tokenizer: { type: 'Metaspace', str_rep: 'x'.repeat(200) } },
      /64 times/,
    ],
    ['pieces of no length', { pre_tokenizer: { type: 'FixedLength', length: 0 } }, /no length/],
    [
      'pieces of half a letter',
      { pre_tokenizer: { type: 'FixedLength', length: 0.5 } },
      /no length/,
    ],
    ['a thousand steps', normalizers(...many(1000, { type: 'NFC' })), /1000 items/],
    ['steps in steps', { normalizer: nested('normalizers', 40) }, /too many parts/],
    ['an unknown step', { normalizer: { type: 'Eval' } }, /"Eval"/],
    ['a step named like a method', { normalizer: { type: 'constructor' } }, /unknown type/],
    ['a negative id', model({ vocab: { ...VOCAB, a: -1 } }), /-1/],
    ['half an id', model({ vocab: { ...VOCAB, a: 0.5 } }), /0\.5/],
    ['an id beyond all', model({ vocab: { ...VOCAB, a: 4e9 } }), /4000000000/],
    ['an id that is a text', model({ vocab: { ...VOCAB, a: '1' } }), /no number/],
    ['one id for two tokens', model({ vocab: { ...VOCAB, c: 1 } }), /the id 1/],
    ['no vocabulary', model({ vocab: {} }), /0 tokens/],
    [
      'a token of two thousand letters',
      model({ vocab: { ...VOCAB, ['x'.repeat(2000)]: 9 } }),
      /2000 characters/,
    ],
    ['merges of numbers', model({ merges: [1, 2] }), /merge is no text/],
    ['merges of three', model({ merges: [['a', 'b', 'c']] }), /two parts/],
    ['merges of two kinds', model({ merges: ['a b', ['a', 'b']] }), /two kinds/],
    ['three million merges', model({ merges: many(3_000_000, 'a b') }), /3000000 items/],
    [
      'a suffix of a thousand letters',
      model({ end_of_word_suffix: 'x'.repeat(1000) }),
      /1000 characters/,
    ],
    [
      'words without end for WordPiece',
      model({ type: 'WordPiece', max_input_chars_per_word: 1e6 }),
      /200 letters/,
    ],
    ['a model of another kind', model({ type: 'WordLevel' }), /neither BPE/],
    [
      'long tokens in a unigram model',
      model({ type: 'Unigram', vocab: [['x'.repeat(100), 0]] }),
      /100 characters/,
    ],
    ['no scores in a unigram model', model({ type: 'Unigram', vocab: [['x']] }), /no score/],
    [
      'an unknown id beyond a unigram model',
      model({ type: 'Unigram', vocab: [['x', 0]], unk_id: 7 }),
      /unknown words/,
    ],
    ['an added token below zero', token({ id: -4 }), /-4/],
    ['an added token of nothing', token({ content: '' }), /empty/],
    ['an added token that is no text', token({ content: 7 }), /no text/],
    ['a flag that is a number', token({ lstrip: 1 }), /"lstrip"/],
    [
      'thirty thousand added tokens',
      { added_tokens: many(30_000, { id: 1, content: 'x' }) },
      /30000 items/,
    ],
    ['a giant template', template([A, ...many(200_000, S)]), /200001 items/],
    ['a template that holds the text twice', template([A, S, A]), /exactly once/],
    ['a template that holds no text', template([S, S]), /exactly once/],
    ['a template with a second text', template([{ Sequence: { id: 'B' } }]), /exactly once/],
    [
      'a template with a token that is none',
      template([A, { SpecialToken: { id: 'x' } }]),
      /no token/,
    ],
    [
      'a negative id in a template',
      template([A, S], { special_tokens: { '<s>': { ids: [-7] } } }),
      /-7/,
    ],
    [
      'a negative id in a post_processor',
      { post_processor: { type: 'BertProcessing', sep: ['</s>', -4], cls: ['<s>', 3] } },
      /-4/,
    ],
    [
      'post_processors in post_processors',
      { post_processor: nested('processors', 40) },
      /too many parts/,
    ],
    [
      'a hundred post_processors',
      {
        post_processor: sequence(
          'Sequence',
          'processors',
          many(64, sequence('Sequence', 'processors', many(8, template([A]).post_processor))),
        ),
      },
      /too many parts/,
    ],
    ['an unknown post_processor', { post_processor: { type: 'Python' } }, /unknown kind/],
    ['a list for a model', { model: [] }, /no object/],
  ])('%s', (_, changes, reason) => {
    expect(() => check(changes)).toThrow(TokenizerError);
    expect(() => check(changes)).toThrow(reason);
  });

  test.each([null, [], 3, 'x', {}])('%j is no tokenizer', (json) => {
    expect(() => checkTokenizer(json, {})).toThrow(TokenizerError);
  });

  test('an inherited name counts for nothing', () => {
    const odd = JSON.parse('{"__proto__": {"type": "Lowercase"}}') as Json;
    expect(() => check({ normalizer: odd })).toThrow(TokenizerError);
    expect(() => check(model({ vocab: { ...VOCAB }, unk_token: 'x'.repeat(400) }))).toThrow(/400/);
  });
});

test('the bounds leave room for the largest published tokenizers', () => {
  const gemma = { tokens: 262_144, merges: 580_604, addedTokens: 6415 };
  for (const [name, count] of Object.entries(gemma))
    expect(TOKENIZER_BOUNDS[name as keyof typeof gemma]).toBeGreaterThan(2 * count);
});
