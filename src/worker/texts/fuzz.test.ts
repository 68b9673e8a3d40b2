import { expect, test } from 'vitest';
import { CodedError } from '../../core/errors.ts';
import { draws, mutatedJson } from '../../testing/mutations.ts';
import { createTokenizer } from './tokenizer.ts';

const TOWER = { contextLength: 16, vocabSize: 80, width: 8, heads: 1, layers: 1, mlpWidth: 32 };
const TEXTS = ['a photo of a cat', "it's 12 ✓ cats", 'a'.repeat(300)];

const VOCAB = Object.fromEntries(
  Array.from('abcdefghijklmnopqrstuvwxyz ', (letter, id) => [letter, id]),
);
const WORDS = { ...VOCAB, ca: 30, cat: 31, '[UNK]': 32, '<s>': 40, '</s>': 41 };
const FRAME = {
  version: '1.0',
  added_tokens: [
    { id: 40, content: '<s>', special: true, normalized: false },
    { id: 41, content: '</s>', special: true, lstrip: true },
  ],
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '<s>', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '</s>', type_id: 0 } },
    ],
  },
};

/** One small tokenizer of each kind that people have. */
const KINDS: Readonly<Record<string, unknown>> = {
  bpe: {
    ...FRAME,
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Split',
      pattern: { Regex: '[\\p{L}]+| ' },
      behavior: 'Removed',
      invert: true,
    },
    model: { type: 'BPE', vocab: WORDS, merges: ['c a', 'ca t'], unk_token: '[UNK]' },
  },
  wordpiece: {
    ...FRAME,
    normalizer: { type: 'BertNormalizer', clean_text: true, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: { type: 'BertProcessing', sep: ['</s>', 41], cls: ['<s>', 40] },
    model: { type: 'WordPiece', vocab: WORDS, unk_token: '[UNK]', continuing_subword_prefix: '' },
  },
  unigram: {
    ...FRAME,
    normalizer: { type: 'Precompiled' },
    pre_tokenizer: { type: 'Metaspace', replacement: ' ', prepend_scheme: 'never' },
    model: {
      type: 'Unigram',
      unk_id: 0,
      vocab: Object.keys(WORDS).map((word) => [word, -word.length]),
    },
  },
};

/** What is no tokenizer, what is not followed, and what is of the wrong kind. */
const REFUSALS: ReadonlySet<string> = new Set([
  'tokenizer-invalid',
  'checkpoint-unsupported',
  'config-invalid',
]);

test.each(Object.entries(KINDS))(
  '3,000 mutations of a tokenizer of the kind %s are refused by name, or answer every text within bounds',
  async (_, original) => {
    const outcomes = { taken: 0, refused: 0 };
    const draw = draws(41);
    for (let round = 0; round < 3000; round++) {
      const json = mutatedJson(original, draw);
      try {
        const tokenize = await createTokenizer(
          { origin: 'tokenizer.json', json, config: {} },
          TOWER,
        );
        for (const text of TEXTS) {
          const { ids } = tokenize(text);
          expect(ids.length).toBeLessThanOrEqual(TOWER.contextLength);
          expect(ids.every((id) => Number.isInteger(id) && id >= 0 && id < TOWER.vocabSize)).toBe(
            true,
          );
        }
        outcomes.taken++;
      } catch (error) {
        const known = error instanceof CodedError && REFUSALS.has(error.code);
        if (!known) throw error;
        outcomes.refused++;
      }
    }
    expect(Math.min(outcomes.taken, outcomes.refused)).toBeGreaterThan(100);
  },
);
