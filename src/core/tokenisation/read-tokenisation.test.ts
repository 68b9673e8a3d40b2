import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CodedError } from '../errors.ts';
import type { Fields } from '../model/config-fields.ts';
import { checkTokenizer } from './check-tokenizer.ts';
import { readTokenisation } from './read-tokenisation.ts';
import { type Tokenisation, rowOf } from './tokenisation.ts';

const UNIGRAM = {
  added_tokens: [{ id: 1, content: '</s>', special: true }],
  normalizer: { type: 'Precompiled', precompiled_charsmap: 'AAAA' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: [
      ['<pad>', 0],
      ['</s>', 0],
      ['<unk>', 0],
      ['▁', -1],
      ['▁cat', -2],
    ],
  },
};
const BPE = {
  added_tokens: [
    { id: 0, content: '<pad>', special: true },
    { id: 1, content: '<eos>', special: true },
    { id: 2, content: '<bos>', special: true },
  ],
  normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
  model: { type: 'BPE', vocab: { '<pad>': 0, '<eos>': 1, '<bos>': 2, '▁': 3, c: 4 }, merges: [] },
};
/** As the hub's SigLIP has it. */
const SIGLIP_CONFIG = {
  added_tokens_decoder: { 1: { content: '</s>', special: true } },
  additional_special_tokens: [],
  clean_up_tokenization_spaces: true,
  do_lower_case: true,
  eos_token: '</s>',
  model_input_names: ['input_ids'],
  model_max_length: 64,
  pad_token: '</s>',
  processor_class: 'SiglipProcessor',
  sp_model_kwargs: {},
  tokenizer_class: 'SiglipTokenizer',
  unk_token: '<unk>',
};
const GEMMA_CONFIG = {
  add_bos_token: false,
  add_eos_token: true,
  eos_token: { content: '<eos>' },
  pad_token: '<pad>',
  padding_side: 'right',
  model_max_length: 1e30,
  tokenizer_class: 'GemmaTokenizer',
};

interface Asked {
  readonly json?: object;
  readonly config?: object;
  readonly text?: object;
  readonly family?: 'clip' | 'siglip';
  readonly clipKind?: boolean;
}

const fields = (file: string, values: object, path = ''): Fields => ({
  file,
  path,
  values: values as Fields['values'],
});

function read({ json = UNIGRAM, config = {}, text, family = 'siglip', clipKind = false }: Asked) {
  return readTokenisation({
    file: fields('tokenizer.json', json),
    config: fields('tokenizer_config.json', config),
    text: text ? fields('open_clip_config.json', text, 'text_cfg') : null,
    checked: checkTokenizer(json, config),
    family,
    filled: family === 'siglip',
    contextLength: 64,
    clipKind,
  });
}

function refused(asked: Asked): CodedError | null {
  try {
    read(asked);
    return null;
  } catch (error) {
    return error as CodedError;
  }
}

describe('a checkpoint’s tokenisation', () => {
  const FILLED = { length: 64, pad: 'right', mask: false } as const;

  test.each<[string, Asked, Tokenisation]>([
    ['SigLIP', { config: SIGLIP_CONFIG }, { ...FILLED, clean: 'siglip', padId: 1, endId: 1 }],
    ['SigLIP without a configuration', {}, { ...FILLED, clean: 'siglip', padId: 1, endId: 1 }],
    [
      'SigLIP 2',
      { json: BPE, config: GEMMA_CONFIG },
      { ...FILLED, clean: 'lower-only', padId: 0, endId: 1 },
    ],
    [
      'SigLIP 2 filled up on the left, as Gemma writes on',
      { json: BPE, config: { ...GEMMA_CONFIG, padding_side: 'left' } },
      { ...FILLED, pad: 'left', clean: 'lower-only', padId: 0, endId: 1 },
    ],
    [
      'OpenCLIP’s canonicalize',
      {
        config: SIGLIP_CONFIG,
        text: { hf_tokenizer_name: 'lab/siglip', tokenizer_kwargs: { clean: 'canonicalize' } },
      },
      { ...FILLED, clean: 'canonicalize', padId: 1, endId: 1 },
    ],
    [
      'CLIP',
      { family: 'clip', clipKind: true, config: { do_lower_case: true, model_max_length: 77 } },
      { clean: 'lower', length: 64, pad: null, padId: 0, endId: null, mask: false },
    ],
    [
      'CLIP cleaned otherwise, with a shorter context',
      {
        family: 'clip',
        clipKind: true,
        text: { tokenizer_kwargs: { clean: 'whitespace', context_length: 32 } },
      },
      { clean: 'whitespace', length: 32, pad: null, padId: 0, endId: null, mask: false },
    ],
    [
      'a text side with a mask that the file fills up',
      {
        family: 'clip',
        json: { ...UNIGRAM, padding: { strategy: { Fixed: 64 }, direction: 'Right', pad_id: 3 } },
        config: { return_attention_mask: true },
      },
      { clean: 'none', length: 64, pad: 'right', padId: 3, endId: null, mask: true },
    ],
  ])('%s', (_, asked, expected) => {
    expect(read(asked)).toEqual(expected);
  });

  test('a row is filled up on its side, or cut with its end kept', () => {
    const rule = { ...FILLED, clean: 'none', length: 5, padId: 9, endId: 1 } as const;
    expect(rowOf([4, 5], 1, rule)).toEqual({ ids: [4, 5, 1, 9, 9], truncated: false });
    expect(rowOf([4, 5, 1], 1, { ...rule, pad: 'left' }).ids).toEqual([9, 9, 4, 5, 1]);
    expect(rowOf([4, 5, 6, 7, 8], 1, rule)).toEqual({ ids: [4, 5, 6, 7, 1], truncated: true });
    expect(rowOf([4, 1], 1, { ...rule, pad: null }).ids).toEqual([4, 1]);
  });
});

describe('what is not followed is refused by name', () => {
  test.each<[string, Asked]>([
    ['sp_model_kwargs', { config: { sp_model_kwargs: { enable_sampling: true } } }],
    ['truncation_side', { config: { truncation_side: 'left' } }],
    ['padding_side', { config: { padding_side: 'both' } }],
    ['add_bos_token', { config: { add_bos_token: true } }],
    ['split_special_tokens', { config: { split_special_tokens: true } }],
    ['pad_to_multiple_of', { config: { pad_to_multiple_of: 8 } }],
    ['pad_token', { config: { pad_token: '<nothing>' } }],
    ['eos_token', { config: { ...GEMMA_CONFIG, eos_token: '<end>' } }],
    ['added_tokens_decoder', { config: { added_tokens_decoder: { 1: { content: '<eos>' } } } }],
    [
      'do_lower_case',
      { config: { do_lower_case: false }, json: { ...UNIGRAM, normalizer: { type: 'Lowercase' } } },
    ],
    [
      'tokenizer_kwargs.reduction_mask',
      { text: { tokenizer_kwargs: { reduction_mask: 'random' } } },
    ],
    ['tokenizer_kwargs.clean', { text: { tokenizer_kwargs: { clean: 'spotless' } } }],
    ['padding.strategy', { json: { ...UNIGRAM, padding: { strategy: { Fixed: 7 } } } }],
    ['truncation.direction', { json: { ...UNIGRAM, truncation: { direction: 'Left' } } }],
    ['unheard_of', { json: { ...UNIGRAM, unheard_of: 'yes' } }],
    ['unheard_of', { config: { unheard_of: 'yes' } }],
  ])('%s', (field, asked) => {
    const details = refused(asked)?.details;
    expect(details).toMatchObject({ kind: 'tokens' });
    expect(String(details?.['field']).replace(/^text_cfg\./, '')).toBe(field);
  });

  test.each([
    ['pre_tokenizer.behavior', { pre_tokenizer: { type: 'Punctuation', behavior: 'Removed' } }],
    ['normalizer.turns', { normalizer: { type: 'Lowercase', turns: 2 } }],
    ['model.dropout', { model: { ...BPE.model, dropout: 0.1 } }],
    [
      'model.continuing_subword_prefix',
      { model: { ...BPE.model, continuing_subword_prefix: '#' } },
    ],
    ['added_tokens.hidden', { added_tokens: [{ id: 1, content: '<eos>', hidden: true }] }],
    ['post_processor.swap', { post_processor: { type: 'ByteLevel', swap: true } }],
  ])('%s', (field, change) => {
    expect(() => checkTokenizer({ ...BPE, ...change }, {})).toThrow(
      expect.objectContaining({
        unfollowed: expect.objectContaining({ field }) as unknown,
      }) as Error,
    );
  });
});

/** Fields that transformers.js reads of a tokenizer's configuration, told from its own source. */
function fieldsOfTransformers(): readonly string[] {
  const packages = new URL('../../../node_modules/', import.meta.url);
  const models = new URL('@xenova/transformers/src/models/', packages);
  const sources = [
    new URL('@huggingface/tokenizers/dist/tokenizers.mjs', packages),
    new URL('@xenova/transformers/src/tokenization_utils.js', packages),
    ...readdirSync(models, { recursive: true, encoding: 'utf8' })
      .filter((path) => /tokenization_\w+\.js$/.test(path))
      .map((path) => new URL(path, models)),
  ];
  const names = sources.flatMap((source) => {
    const text = readFileSync(source, 'utf8');
    const read = text.matchAll(/\b(?:this\.)?(?:config|tokenizerConfig|tokenizer_config)\.(\w+)/g);
    const asked = text.matchAll(/getTokenFromConfig\(\w+, ((?:'\w+'(?:, )?)+)\)/g);
    const lists = Array.from(asked, ([, list = '']) => list.match(/\w+/g) ?? []);
    return Array.from(read, ([, name = '']) => name).concat(lists.flat());
  });
  return [...new Set(names)].toSorted();
}

/** Of those, the fields that say nothing of ids: how texts are written, and tokens that the file itself puts in their places. */
const SAY_NOTHING = new Set([
  'chat_template',
  'clean_up_tokenization_spaces',
  'additional_special_tokens',
  'bos_token',
  'cls_token',
  'mask_token',
  'sep_token',
  'unk_token',
]);

test('every field that transformers.js knows is followed, changes nothing, or is refused by its name', () => {
  const names = fieldsOfTransformers();
  expect(names.length).toBeGreaterThan(40);
  expect(names).toEqual(expect.arrayContaining(['padding_side', 'eos_token', 'remove_space']));
  const unsaid = names.filter((name) => {
    const error = refused({ config: { [name]: { strange: 3 } } });
    return error ? !error.message.includes(name) : !SAY_NOTHING.has(name);
  });
  expect(unsaid).toEqual([]);
});
