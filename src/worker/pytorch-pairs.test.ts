import { expect, test } from 'vitest';
import { exportedPair, type ExportedPair } from '../testing/exported-pairs.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

/** Both towers as PyTorch exported them, beside files of JSON, and what they make of the pictures themselves. */
async function load({ graphs, json, pictures }: ExportedPair) {
  const engine = createWorkerEngine(nodePlatform());
  const { id, model } = await engine.load([
    ...Object.entries(graphs).map(([name, path]) => new File([goldenBytes(path)], name)),
    ...Object.entries(json).map(([path, content]) => new File([content], path)),
  ]);
  const images = await engine.encodeImages(
    id,
    pictures.map((path) => new Blob([goldenBytes(path)])),
  );
  return { engine, id, model, images: images.data };
}

test('a pair of SigLIP 2’s kind as PyTorch exports it: squashed pictures, small letters and 64 places always', async () => {
  const pair = exportedPair('siglip2');
  const { engine, id, model, images } = await load(pair);
  expect(model.scoring?.kind).toBe('sigmoid');
  expect(relativeError(images, pair.images)).toBeLessThan(1e-4);
  // Of the words themselves, and of the ids that they were given by hand.
  expect(pair.ids.dims).toEqual([pair.words.length, 64]);
  const read = await engine.encodeTexts(id, pair.words);
  expect(relativeError(read.data, pair.texts)).toBeLessThan(1e-4);
  const given = await engine.encodeTexts(id, pair.ids);
  expect(relativeError(given.data, pair.texts)).toBeLessThan(1e-4);
});

test('a pair of MobileCLIP’s kind as PyTorch exports it: bilinear, without mean and deviation', async () => {
  const pair = exportedPair('mobileclip');
  const { engine, id, model, images } = await load(pair);
  expect(model.scoring?.kind ?? 'softmax').toBe('softmax');
  expect(relativeError(images, pair.images)).toBeLessThan(1e-4);
  const given = await engine.encodeTexts(id, pair.ids);
  expect(relativeError(given.data, pair.texts)).toBeLessThan(1e-4);
});
