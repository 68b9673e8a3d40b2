import { byteTokenizer } from '../../e2e/support/byte-tokenizer.ts';
import { goldenJson } from './golden.ts';
import { siglipTokenizer } from './siglip.ts';

interface Pair {
  readonly texts: readonly string[];
  readonly vision_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
  readonly input_ids: readonly (readonly number[])[];
}
interface Pairs {
  readonly pictures: readonly string[];
  readonly siglip2: Pair & { readonly config: unknown };
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

/** A pair as PyTorch exported it: its graphs, the files of JSON beside them, and what they make of pictures and ids. */
export interface ExportedPair {
  /** Files of `golden`, by the names under which they lie beside each other. */
  readonly graphs: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, string>>;
  readonly pictures: readonly string[];
  readonly ids: { readonly inputIds: number[]; readonly dims: readonly [number, number] };
  readonly images: readonly number[];
  readonly texts: readonly number[];
  /** The words of the ids. */
  readonly words: readonly string[];
}

export function exportedPair(name: 'siglip2' | 'mobileclip'): ExportedPair {
  const { text_embeds, vision_embeds, input_ids, texts } = pairs[name];
  return {
    graphs: Object.fromEntries(
      ['vision', 'text'].map((side) => [`${side}_model.onnx`, `pairs/${name}-${side}.onnx`]),
    ),
    json: name === 'siglip2' ? siglip2Files() : MOBILECLIP_FILES,
    pictures: pairs.pictures,
    ids: { inputIds: input_ids.flat(), dims: [input_ids.length, input_ids[0]?.length ?? 0] },
    images: vision_embeds.flat(),
    texts: text_embeds.flat(),
    words: texts,
  };
}

function siglip2Files(): Readonly<Record<string, string>> {
  const words = siglipTokenizer();
  return {
    'config.json': JSON.stringify(pairs.siglip2.config),
    'preprocessor_config.json': JSON.stringify(SIGLIP2_PICTURES),
    'tokenizer.json': JSON.stringify(words.json),
    'tokenizer_config.json': JSON.stringify(words.config),
  };
}

const MOBILECLIP_FILES = {
  'config.json': JSON.stringify(MOBILECLIP),
  'preprocessor_config.json': JSON.stringify(MOBILECLIP_PICTURES),
  'tokenizer.json': byteTokenizer(),
  'tokenizer_config.json': JSON.stringify({ model_max_length: 16 }),
};
