import { expect, test } from 'vitest';
import { exportedPair, type ExportedPair } from '../testing/exported-pairs.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import type { Engine } from '../engine/contract.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';
import { createTokenizer } from './texts/tokenizer.ts';

/** Both towers as PyTorch exported them, beside files of JSON, and what they make of the pictures themselves. */
async function load({ graphs, json, pictures }: ExportedPair) {
  const engine = createWorkerEngine(nodePlatform());
  const { id, model, report } = await engine.load([
    ...Object.entries(graphs).map(([name, path]) => new File([goldenBytes(path)], name)),
    ...Object.entries(json).map(([path, content]) => new File([content], path)),
  ]);
  const images = await engine.encodeImages(
    id,
    pictures.map((path) => new Blob([goldenBytes(path)])),
  );
  return { engine, id, model, report, images: images.data };
}

/** Sizes of a text tower of which only context and vocabulary count here. */
const TOWER = { vocabSize: 600, width: 12, heads: 1, layers: 1, mlpWidth: 24 };

/** Of the words themselves, and of the ids that they were given by hand. */
async function expectTexts(engine: Engine, id: string, { words, ids, texts }: ExportedPair) {
  for (const given of [words, ids]) {
    const { data } = await engine.encodeTexts(id, given);
    expect(relativeError(data, texts)).toBeLessThan(1e-4);
  }
}

test('a pair of SigLIP 2’s kind as PyTorch exports it: squashed pictures, small letters and 64 places always', async () => {
  const pair = exportedPair('siglip2');
  const { engine, id, model, images } = await load(pair);
  expect(model.scoring?.kind).toBe('sigmoid');
  expect(relativeError(images, pair.images)).toBeLessThan(1e-4);
  expect(pair.ids.dims).toEqual([pair.words.length, 64]);
  await expectTexts(engine, id, pair);
});

test('a pair of MobileCLIP’s kind as PyTorch exports it: bilinear, without mean and deviation', async () => {
  const pair = exportedPair('mobileclip');
  const { engine, id, model, report, images } = await load(pair);
  // By hand: convolutions of 3 to 12 channels, 9 places each of 12, 12 to 24 and back, and a projection to 10, with their biases.
  const numbers = 27 * 12 + 12 + (9 * 12 + 12) + (12 * 24 + 24) + (24 * 12 + 12) + (12 * 10 + 10);
  const [tower, projection] = report.parts;
  expect(tower).toMatchObject({ part: 'image-tower', parameters: 10, loaded: 10, numbers });
  expect(projection).toMatchObject({ part: 'image-projection', parameters: 0, numbers: 0 });
  expect(report.verdict.kind).toBe('both-towers');
  expect(model.scoring?.kind ?? 'softmax').toBe('softmax');
  expect(relativeError(images, pair.images)).toBeLessThan(1e-4);
  await expectTexts(engine, id, pair);
});

test('a configuration that says nothing of the image tower leaves its size to the graph', async () => {
  const pair = exportedPair('mobileclip');
  const { vision_config: _, ...rest } = JSON.parse(pair.json['config.json'] ?? '') as object & {
    vision_config: object;
  };
  const json = { ...pair.json, 'config.json': JSON.stringify(rest) };
  const { model, images } = await load({ ...pair, json });
  expect(model.description.preprocessing.size).toBe(8);
  expect(relativeError(images, pair.images)).toBeLessThan(1e-4);
});

test.each(['siglip2', 'mobileclip'] as const)(
  'the words of the pair %s become the ids that they were given by hand',
  async (name) => {
    const { json, words, ids } = exportedPair(name);
    const [rows, length] = ids.dims;
    const tokenize = await createTokenizer(
      {
        origin: 'tokenizer.json',
        json: JSON.parse(json['tokenizer.json'] ?? ''),
        config: JSON.parse(json['tokenizer_config.json'] ?? ''),
      },
      { ...TOWER, ...(name === 'siglip2' && { kind: 'siglip' }), contextLength: length },
    );
    expect(words).toHaveLength(rows);
    words.forEach((text, row) => {
      const due = ids.inputIds.slice(row * length, (row + 1) * length);
      const found = tokenize(text).ids;
      expect(found.length).toBe(name === 'siglip2' ? 64 : due.indexOf(599) + 1);
      expect([...found, ...due.slice(found.length).map(() => 0)]).toEqual(due);
    });
  },
);
