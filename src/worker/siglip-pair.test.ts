import { expect, test } from 'vitest';
import { relativeError } from '../testing/golden.ts';
import { siglipPair } from '../testing/siglip-pair.ts';
import { siglipIds, siglipPixels, siglipReference, siglipTokenizer } from '../testing/siglip.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

test('a pair of SigLIP graphs in the hub’s layout gives the embeddings of PyTorch', async () => {
  const { image, text } = siglipPair();
  const { json, config } = siglipTokenizer();
  const engine = createWorkerEngine(nodePlatform());
  const { id, model, report } = await engine.load([
    new File([image], 'vision_model.onnx'),
    new File([text], 'text_model.onnx'),
    new File([JSON.stringify(siglipReference.config)], 'config.json'),
    new File([JSON.stringify(json)], 'tokenizer.json'),
    new File([JSON.stringify(config)], 'tokenizer_config.json'),
  ]);
  expect(report.ready).toEqual({ image: 'vision_model.onnx', text: 'text_model.onnx' });
  // The split graphs hold neither number, and nothing else is at hand.
  expect(model.logitScale.trained).toBe(false);
  expect(model.scoring).toEqual({ kind: 'sigmoid', bias: null });
  const seen = await engine.encodeImages(id, siglipPixels());
  expect(relativeError(seen.data, siglipReference.image_embeds.flat())).toBeLessThan(1e-4);
  const read = await engine.encodeTexts(id, siglipIds);
  expect(relativeError(read.data, siglipReference.text_embeds.flat())).toBeLessThan(1e-4);
});
