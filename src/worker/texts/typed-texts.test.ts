import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { goldenJson, hasGolden, relativeError } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';
import { createTokenizer, type Tokenizer } from './tokenizer.ts';

const CLIP = new URL('../../../../shared/clip-tokenizer/', import.meta.url);
const TYPED = 'field/52-typed-text/reference.json';
const isThere = existsSync(CLIP) && hasGolden(TYPED);
if (!isThere) console.warn('The typed texts are not beside the project: their tests are skipped.');

interface Reference {
  readonly config: { readonly model_cfg: object };
  readonly texts: readonly string[];
  /** By OpenCLIP. */
  readonly ids: readonly (readonly number[])[];
  /** [texts, D], of the text tower that `torch.manual_seed(0)` draws. */
  readonly embeds: readonly (readonly number[])[];
}

const read = (name: string): string => readFileSync(new URL(name, CLIP), 'utf8');

/** By OpenCLIP's `SimpleTokenizer` with ftfy 6.3.1, for what the reference lacks. */
const MORE: readonly (readonly [string, readonly number[]])[] = [
  ['a <|endoftext|> cat', [49406, 320, 27, 347, 40786, 4160, 91, 285, 2368, 49407]],
  ['<START_OF_TEXT>a<end_of_text> cat', [49406, 49406, 320, 49407, 2368, 49407]],
  ['“Ärzte” &amp;amp; ﬁsh’s', [49406, 257, 10896, 81, 89, 756, 257, 261, 2759, 568, 49407]],
  ['ＬＯＵＤ　ＮＯＩＳＥＳ!!1', [49406, 7464, 31575, 748, 272, 49407]],
  ["x\u{345}y ſ's", [49406, 343, 344, 129, 379, 568, 49407]],
  ['猫、犬', [49406, 163, 234, 360, 45262, 163, 232, 361, 49407]],
];

describe.skipIf(!isThere)('texts as people type them', () => {
  const reference = isThere ? (goldenJson(TYPED) as Reference) : null;
  const { config, texts = [], ids = [], embeds = [] } = reference ?? {};
  let tokenize: Tokenizer;
  beforeAll(async () => {
    const tower = {
      contextLength: 77,
      vocabSize: 49_408,
      width: 32,
      heads: 2,
      layers: 2,
      mlpWidth: 128,
    };
    const files = {
      origin: 'tokenizer.json',
      json: JSON.parse(read('tokenizer.json')) as unknown,
      config: JSON.parse(read('tokenizer_config.json')) as unknown,
    };
    tokenize = await createTokenizer(files, tower);
  });

  test.each([...texts.map((text, index) => [text, ids[index]] as const), ...MORE])(
    '%j has the ids that OpenCLIP gives it',
    (text, ids) => {
      expect(tokenize(text).ids).toEqual(ids);
    },
  );

  test('their embeddings are those of the same tower in Python', async () => {
    const fetch: typeof globalThis.fetch = async (input) =>
      new Response(read((input as string).split('/').at(-1) ?? ''));
    const engine = createWorkerEngine(nodePlatform(fetch));
    const source = { config: config?.model_cfg, tokenizer: 'https://host/tokenizer.json' };
    const { id } = await engine.load(source, { seed: 0 });
    const { data } = await engine.encodeTexts(id, [...texts]);
    expect(relativeError(data, embeds.flat())).toBeLessThan(1e-4);
  });
});
