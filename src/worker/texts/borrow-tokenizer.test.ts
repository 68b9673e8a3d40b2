import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const MINI = new URL('../../../public/models/mini/', import.meta.url);
const mini = (name: string): string => readFileSync(new URL(name, MINI), 'utf8');

const { model_cfg } = JSON.parse(mini('open_clip_config.json')) as {
  model_cfg: { text_cfg: { vocab_size: number } };
};
const other = structuredClone(model_cfg);
other.text_cfg.vocab_size += 1;

const tokenizer = 'https://host/mini/tokenizer.json';
const served: Readonly<Record<string, string>> = {
  [tokenizer]: mini('tokenizer.json'),
  'https://host/mini/tokenizer_config.json': mini('tokenizer_config.json'),
};
const fetch: typeof globalThis.fetch = async (input) =>
  new Response(served[input as string] ?? '', { status: served[input as string] ? 200 : 404 });

test('a checkpoint without a tokenizer borrows that of a loaded one with as many tokens, and says so', async () => {
  const engine = createWorkerEngine(nodePlatform(fetch));
  const lender = await engine.load({ config: model_cfg, tokenizer }, { seed: 1 });
  expect(lender.model).toMatchObject({ tokenizer: 'tokenizer.json' });
  expect(lender.model.tokenizerLender).toBeUndefined();
  const borrower = await engine.load({ config: model_cfg });
  expect(borrower.model).toMatchObject({
    tokenizer: 'tokenizer.json',
    tokenizerLender: lender.model.name,
  });
  // It keeps what it has borrowed, and reads words as a model of its own tokenizer does.
  await engine.release(lender.id);
  const own = await engine.load({ config: model_cfg, tokenizer });
  const texts = ['a photo of a turtle', '一只猫'];
  const [a, b] = [
    await engine.encodeTexts(borrower.id, texts),
    await engine.encodeTexts(own.id, texts),
  ];
  expect([...a.data]).toEqual([...b.data]);
});

test('with none of that size at hand, or only a borrowed one left, it says what is missing and where it is', async () => {
  const engine = createWorkerEngine(nodePlatform(fetch));
  const alone = await engine.load({ config: model_cfg });
  expect(alone.model.tokenizer).toBeNull();
  await engine.load({ config: model_cfg, tokenizer });
  const wrong = await engine.load({ config: other });
  expect(wrong.model.tokenizer).toBeNull();
  for (const { id, vocabSize } of [
    { id: alone.id, vocabSize: model_cfg.text_cfg.vocab_size },
    { id: wrong.id, vocabSize: other.text_cfg.vocab_size },
  ]) {
    await expect(engine.encodeTexts(id, ['cat'])).rejects.toMatchObject({
      code: 'tokenizer-missing',
      message: expect.stringMatching(/tokenizer\.json.*openai\/clip-vit-base-patch32/) as string,
      details: { vocabSize },
    });
  }
});
