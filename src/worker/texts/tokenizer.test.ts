import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { goldenJson } from '../../testing/golden.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

const TOWER = {
  contextLength: 77,
  vocabSize: 49_408,
  width: 512,
  heads: 8,
  layers: 12,
  mlpWidth: 2048,
};
const MINI = new URL('../../../public/models/mini/', import.meta.url);
const CLIP = new URL('../../../../shared/clip-tokenizer/', import.meta.url);

function filesIn(folder: URL) {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return {
    origin: 'tokenizer.json',
    json: read('tokenizer.json'),
    config: read('tokenizer_config.json'),
  };
}

const hasClip = existsSync(CLIP);
if (!hasClip) console.warn("CLIP's tokenizer is not beside the project: its tests are skipped.");

describe.skipIf(!hasClip)("CLIP's own tokenizer", () => {
  const references = goldenJson('clip-tokens.json') as { text: string; ids: number[] }[];
  let tokenize: Tokenizer;
  beforeAll(async () => {
    tokenize = await createTokenizer(filesIn(CLIP), TOWER);
  });

  test.each(references)('gives the ids of the reference: $text', ({ text, ids }) => {
    const found = tokenize(text).ids;
    expect([...found, ...ids.slice(found.length).map(() => 0)]).toEqual(ids);
  });

  test('cuts a text that is too long, keeps its end token, and says so', () => {
    const { ids, truncated } = tokenize('dog '.repeat(100));
    expect(truncated).toBe(true);
    expect(ids).toHaveLength(77);
    expect([ids[0], ids.at(-1)]).toEqual([49_406, 49_407]);
    expect(tokenize('dog '.repeat(75)).truncated).toBe(false);
  });
});

describe("the built-in model's tokenizer", () => {
  const config = JSON.parse(readFileSync(new URL('open_clip_config.json', MINI), 'utf8')) as {
    model_cfg: { text_cfg: { vocab_size: number } };
  };
  const VOCABULARY = config.model_cfg.text_cfg.vocab_size;
  const tower = { ...TOWER, vocabSize: VOCABULARY, contextLength: 32 };

  test.each(['', 'İstanbul', '一只猫的照片', '🐶🐱', "it's $& {} <b>", 'a  b\t c'])(
    'frames any text with start and end: %j',
    async (text) => {
      const { ids } = (await createTokenizer(filesIn(MINI), tower))(text);
      expect([ids[0], ids.at(-1)]).toEqual([VOCABULARY - 2, VOCABULARY - 1]);
      expect(ids.slice(1, -1).every((id) => id < VOCABULARY - 2)).toBe(true);
    },
  );

  test('is refused by a model that knows fewer tokens', async () => {
    const small = { ...tower, vocabSize: 600 };
    await expect(createTokenizer(filesIn(MINI), small)).rejects.toMatchObject({
      code: 'tokenizer-invalid',
    });
  });

  test('is refused without its end token', async () => {
    const { json, ...files } = filesIn(MINI);
    const unframed = { ...files, json: { ...(json as object), post_processor: null } };
    await expect(createTokenizer(unframed, tower)).rejects.toMatchObject({
      code: 'tokenizer-invalid',
    });
  });

  test('a text of a million letters is cut before the tokenizer sees it, and is as any long one', async () => {
    const tokenize = await createTokenizer(filesIn(MINI), tower);
    for (const piece of ['a', 'cat ', '🐢', '! ']) {
      const { ids, truncated } = tokenize(piece.repeat(1_000_000 / piece.length));
      expect(truncated).toBe(true);
      expect(ids).toEqual(tokenize(piece.repeat(1000)).ids);
    }
  });

  test.each([
    ['normalizer', { type: 'Replace', pattern: { Regex: '(a|a)*$' }, content: '' }, /for ever/],
    [
      'post_processor',
      { type: 'TemplateProcessing', single: Array.from({ length: 200_000 }, () => ({})) },
      /items/,
    ],
    ['added_tokens', [{ id: -1, content: '<|endoftext|>' }], /-1/],
    ['added_tokens', [{ id: 3, content: '<|endoftext|>' }], /id/],
  ])('is refused with another %s', async (key, value, reason) => {
    const { json, ...files } = filesIn(MINI);
    const hostile = { ...files, json: { ...(json as object), [key]: value } };
    await expect(createTokenizer(hostile, tower)).rejects.toMatchObject({
      code: 'tokenizer-invalid',
      details: { file: 'tokenizer.json', reason: expect.stringMatching(reason) as string },
    });
  });

  test.each([{}, { model: { vocab: 3 } }, [], null])('%j is refused', async (json) => {
    const files = { origin: 'tokenizer.json', json, config: {} };
    await expect(createTokenizer(files, tower)).rejects.toMatchObject({
      code: 'tokenizer-invalid',
    });
  });
});
