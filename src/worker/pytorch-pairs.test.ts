import { expect, test } from 'vitest';
import { byteTokenizer } from '../../e2e/support/byte-tokenizer.ts';
import { goldenBytes, goldenJson, relativeError } from '../testing/golden.ts';
import { siglipTokenizer } from '../testing/siglip.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

interface Pair {
  readonly vision_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
  readonly input_ids: readonly (readonly number[])[];
}
interface Pairs {
  readonly pictures: readonly string[];
  readonly siglip2: Pair & { readonly config: unknown; readonly texts: readonly string[] };
  readonly mobileclip: Pair;
}
const pairs = goldenJson('pairs/index.json') as Pairs;

const RESCALED = { do_resize: true, do_rescale: true, rescale_factor: 1 / 255 };
const SIGLIP2_PICTURES = {
  ...RESCALED,
  image_processor_type: 'SiglipImageProcessor',
  size: { height: 16, width: 16 },
  resample: 2,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};
const MOBILECLIP_PICTURES = {
  ...RESCALED,
  image_processor_type: 'CLIPImageProcessor',
  size: { shortest_edge: 8 },
  resample: 2,
  do_center_crop: true,
  crop_size: { height: 8, width: 8 },
  do_normalize: false,
};

/** Numbers of the towers' inside stand for no layer of convolutions; the graph is taken as it is. */
const MOBILECLIP = {
  model_type: 'clip',
  projection_dim: 10,
  vision_config: {
    hidden_size: 64,
    num_hidden_layers: 1,
    num_attention_heads: 1,
    image_size: 8,
    patch_size: 4,
  },
  text_config: {
    hidden_size: 12,
    intermediate_size: 24,
    num_hidden_layers: 1,
    num_attention_heads: 1,
    vocab_size: 600,
    max_position_embeddings: 16,
  },
};

/** Both towers as PyTorch exported them, beside files of JSON, and what they make of the pictures themselves. */
async function load(name: 'siglip2' | 'mobileclip', json: Readonly<Record<string, string>>) {
  const engine = createWorkerEngine(nodePlatform());
  const { id, model } = await engine.load([
    ...(['vision', 'text'] as const).map(
      (side) => new File([goldenBytes(`pairs/${name}-${side}.onnx`)], `${side}_model.onnx`),
    ),
    ...Object.entries(json).map(([path, content]) => new File([content], path)),
  ]);
  const pictures = pairs.pictures.map((path) => new Blob([goldenBytes(path)]));
  const images = await engine.encodeImages(id, pictures);
  return { engine, id, model, images: images.data };
}

test('a pair of SigLIP 2’s kind as PyTorch exports it: squashed pictures, small letters and 64 places always', async () => {
  const { config, texts, text_embeds, vision_embeds, input_ids } = pairs.siglip2;
  const words = siglipTokenizer();
  const { engine, id, model, images } = await load('siglip2', {
    'config.json': JSON.stringify(config),
    'preprocessor_config.json': JSON.stringify(SIGLIP2_PICTURES),
    'tokenizer.json': JSON.stringify(words.json),
    'tokenizer_config.json': JSON.stringify(words.config),
  });
  expect(model.scoring?.kind).toBe('sigmoid');
  expect(relativeError(images, vision_embeds.flat())).toBeLessThan(1e-4);
  // Of the words themselves, and of the ids that they were given by hand.
  const read = await engine.encodeTexts(id, texts);
  expect(relativeError(read.data, text_embeds.flat())).toBeLessThan(1e-4);
  const ids = { inputIds: input_ids.flat(), dims: [texts.length, 64] } as const;
  const given = await engine.encodeTexts(id, ids);
  expect(relativeError(given.data, text_embeds.flat())).toBeLessThan(1e-4);
});

test('a pair of MobileCLIP’s kind as PyTorch exports it: bilinear, without mean and deviation', async () => {
  const { text_embeds, vision_embeds, input_ids } = pairs.mobileclip;
  const { engine, id, model, images } = await load('mobileclip', {
    'config.json': JSON.stringify(MOBILECLIP),
    'preprocessor_config.json': JSON.stringify(MOBILECLIP_PICTURES),
    'tokenizer.json': byteTokenizer(),
    'tokenizer_config.json': JSON.stringify({ model_max_length: 16 }),
  });
  expect(model.scoring?.kind ?? 'softmax').toBe('softmax');
  expect(relativeError(images, vision_embeds.flat())).toBeLessThan(1e-4);
  const ids = { inputIds: input_ids.flat(), dims: [input_ids.length, 16] } as const;
  const given = await engine.encodeTexts(id, ids);
  expect(relativeError(given.data, text_embeds.flat())).toBeLessThan(1e-4);
});
