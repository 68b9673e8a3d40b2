import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodedError } from '../errors.ts';
import type { CheckpointFile } from '../checkpoint/tensor-index.ts';
import { goldenCheckpoint, headerOnly } from '../../testing/checkpoint-files.ts';
import { goldenJson } from '../../testing/golden.ts';
import {
  OPENAI_MEAN,
  OPENAI_STD,
  type Architecture,
  type ResNetTower,
  type VitTower,
} from './architecture.ts';
import { elementCount, parametersOf } from './parameters.ts';
import { readModelDescription } from './read-model-description.ts';

const named = (name: string) => (json: unknown) => [{ name, json }];
const openclip = named('open_clip_config.json');
const config = named('config.json');

/** The sizes that OpenAI published for ViT-B/16. */
const VIT_B_16: Architecture = {
  embedDim: 512,
  image: {
    kind: 'vit',
    imageSize: 224,
    patchSize: 16,
    width: 768,
    layers: 12,
    heads: 12,
    mlpWidth: 3072,
  },
  text: { contextLength: 77, vocabSize: 49_408, width: 512, heads: 8, layers: 12, mlpWidth: 2048 },
};
const RN50: Architecture = {
  embedDim: 1024,
  image: { kind: 'resnet', imageSize: 224, width: 64, layers: [3, 4, 6, 3], heads: 32 },
  text: VIT_B_16.text,
};

/** A checkpoint in OpenCLIP's layout, of which only the header exists. */
function checkpoint(
  architecture: Architecture,
  keep: (name: string) => boolean = () => true,
): readonly CheckpointFile[] {
  const kept = parametersOf(architecture).filter(({ name }) => keep(name));
  return [headerOnly('a', Object.fromEntries(kept.map(({ name, shape }) => [name, { shape }])))];
}

const isVision = (name: string) => name.startsWith('visual.');
const tensors = (...names: string[]) => [
  headerOnly('a', Object.fromEntries(names.map((name) => [name, { shape: [2] }]))),
];

function errorOf(read: () => unknown): CodedError {
  try {
    read();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

test('ViT-B/16 of OpenAI has 149,620,737 numbers', () => {
  const total = parametersOf(VIT_B_16).reduce((sum, { shape }) => sum + elementCount(shape), 0);
  expect(total).toBe(149_620_737);
});

describe("OpenCLIP's configuration", () => {
  const MINIMAL = { embed_dim: 512, vision_cfg: {}, text_cfg: {} };

  test('is filled in with its defaults, bare or under `model_cfg`', () => {
    for (const json of [MINIMAL, { model_cfg: MINIMAL }]) {
      const { description, configFile, inferred } = readModelDescription(openclip(json), []);
      expect(description.architecture).toEqual(VIT_B_16);
      expect(configFile).toBe('open_clip_config.json');
      expect(inferred.map(({ field }) => field)).toEqual(['activation', 'preprocessing']);
    }
  });

  test('of a ResNet counts the heads of its pooling', () => {
    const vision = { layers: [3, 4, 6, 3], width: 64, head_width: 128 };
    const json = { embed_dim: 1024, vision_cfg: vision, text_cfg: {} };
    const { image } = readModelDescription(openclip(json), []).description.architecture;
    expect(image).toEqual({ ...RN50.image, heads: (64 * 32) / 128 });
  });

  test('of ViT-g rounds the MLP down, as OpenCLIP does', () => {
    const vision = { width: 1408, layers: 40, head_width: 88, patch_size: 14, mlp_ratio: 4.3637 };
    const { image } = readModelDescription(openclip({ ...MINIMAL, vision_cfg: vision }), [])
      .description.architecture;
    expect(image).toMatchObject({ heads: 16, mlpWidth: 6144 });
  });

  test.each<[string, unknown, string, string]>([
    ['says QuickGELU', { ...MINIMAL, quick_gelu: true }, '', 'quickgelu'],
    ['says GELU, whatever the name', { ...MINIMAL, quick_gelu: false }, 'openai', 'gelu'],
    ['is silent: OpenCLIP takes GELU', MINIMAL, 'laion2b', 'gelu'],
    [
      'is silent and the name is OpenAI',
      MINIMAL,
      'timm/vit_base_patch16_clip_224.openai',
      'quickgelu',
    ],
    ['is silent and the name says it', MINIMAL, 'ViT-B-16-quickgelu', 'quickgelu'],
  ])('%s', (_, json, name, activation) => {
    expect(readModelDescription(openclip(json), [], name).description.activation).toBe(activation);
  });

  test('brings means, kernel and fit; the size is always the tower’s, as OpenCLIP sets it', () => {
    const preprocess = {
      mean: [0.5, 0.4, 0.3],
      std: [1, 2, 3],
      size: 256,
      interpolation: 'bilinear',
      resize_mode: 'longest',
      fill_color: 7,
    };
    const json = { model_cfg: MINIMAL, preprocess_cfg: preprocess };
    expect(readModelDescription(openclip(json), []).description.preprocessing).toEqual({
      size: 224,
      mean: [0.5, 0.4, 0.3],
      std: [1, 2, 3],
      kernel: 'bilinear',
      fit: 'longest',
      fill: [7, 7, 7],
    });
  });

  test.each<[string, object]>([
    ['embed_dim', { embed_dim: 0 }],
    ['embed_dim', { embed_dim: '512' }],
    ['embed_dim', { embed_dim: undefined }],
    ['vision_cfg', { vision_cfg: [] }],
    ['text_cfg', { text_cfg: null }],
    ['quick_gelu', { quick_gelu: 'yes' }],
    ['vision_cfg.width', { vision_cfg: { width: 1e12 } }],
    ['vision_cfg.width', { vision_cfg: { width: Number.NaN } }],
    ['vision_cfg.layers', { vision_cfg: { layers: 1e6 } }],
    ['vision_cfg.layers', { vision_cfg: { layers: [1, 2, 3] } }],
    ['vision_cfg.layers', { vision_cfg: { layers: [1, 2, 3, 1e9] } }],
    ['vision_cfg.image_size', { vision_cfg: { image_size: [224, 336] } }],
    ['vision_cfg.head_width', { vision_cfg: { head_width: 8000 } }],
    ['vision_cfg.mlp_ratio', { vision_cfg: { mlp_ratio: -1 } }],
    ['text_cfg.vocab_size', { text_cfg: { vocab_size: 49408.5 } }],
    ['text_cfg.context_length', { text_cfg: { context_length: -77 } }],
    ['text.heads', { text_cfg: { heads: 7 } }],
    ['image.heads', { vision_cfg: { width: 770 } }],
    ['image.patchSize', { vision_cfg: { image_size: 8 } }],
    ['architecture', { text_cfg: { width: 8192, vocab_size: 2_000_000 } }],
  ])('with a wrong %s is refused by the name of the field', (field, change) => {
    const error = errorOf(() => readModelDescription(openclip({ ...MINIMAL, ...change }), []));
    expect(error.code).toBe('config-invalid');
    expect(error.details['field']).toBe(field);
    expect(error.message).toMatch(/^[A-Z].*\. [A-Z].*\.$/i);
  });

  test.each<[string, object]>([
    [
      'vision_cfg.timm_model_name',
      { vision_cfg: { timm_model_name: 'vit_base_patch16_siglip_gap_224' } },
    ],
    ['vision_cfg.pool_type', { vision_cfg: { pool_type: 'avg' } }],
    ['text_cfg.hf_model_name', { text_cfg: { hf_model_name: 'roberta-base' } }],
    ['init_logit_bias', { init_logit_bias: -10 }],
  ])('that asks for %s is refused, for these towers lack it', (field, change) => {
    const error = errorOf(() => readModelDescription(openclip({ ...MINIMAL, ...change }), []));
    expect(error.code).toBe('checkpoint-unsupported');
    expect(error.details['field']).toBe(field);
  });

  test('of another kind of tower than the weights is refused', () => {
    const error = errorOf(() => readModelDescription(openclip(MINIMAL), checkpoint(RN50)));
    expect(error.details).toEqual({ kind: 'other', described: 'vit', held: 'resnet' });
  });

  test('of any JSON is read or refused with a sentence', () => {
    const values = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.integer(),
      fc.double(),
      fc.constant('__proto__'),
    );
    const fields = fc.dictionary(
      fc.constantFrom(
        'width',
        'layers',
        'heads',
        'patch_size',
        'image_size',
        'head_width',
        'mlp_ratio',
        'vocab_size',
      ),
      values,
    );
    const json = fc.record({ embed_dim: values, vision_cfg: fields, text_cfg: fields });
    fc.assert(
      fc.property(json, (value) => {
        try {
          const { architecture } = readModelDescription(openclip(value), []).description;
          expect(parametersOf(architecture).length).toBeLessThan(10_000);
        } catch (error) {
          if (!(error instanceof CodedError)) throw error;
        }
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});

describe("Hugging Face's configuration", () => {
  test("is filled in with transformers' defaults: ViT-B/32", () => {
    const { description, inferred } = readModelDescription(
      config({ model_type: 'clip', text_config: {}, vision_config: {} }),
      [],
    );
    expect(description.architecture).toEqual({
      ...VIT_B_16,
      image: { ...VIT_B_16.image, patchSize: 32 },
    });
    expect(description.activation).toBe('quickgelu');
    expect(inferred.map(({ field }) => field)).toEqual(['preprocessing']);
  });

  test('keeps what the older names say', () => {
    const { architecture } = readModelDescription(
      config({
        projection_dim: 768,
        text_config: { hidden_size: 512 },
        text_config_dict: { hidden_size: 768, intermediate_size: 3072, num_attention_heads: 12 },
        vision_config: { patch_size: 14 },
      }),
      [],
    ).description;
    expect(architecture).toMatchObject({
      embedDim: 768,
      text: { width: 768, heads: 12, mlpWidth: 3072 },
      image: { patchSize: 14 },
    });
  });

  test('says the activation', () => {
    const tower = { hidden_act: 'gelu' };
    const read = (text: object) =>
      readModelDescription(
        config({ model_type: 'clip', vision_config: tower, text_config: text }),
        [],
      );
    expect(read(tower).description.activation).toBe('gelu');
    expect(read(tower).description.textActivation).toBeUndefined();
    expect(read({}).description).toMatchObject({ activation: 'gelu', textActivation: 'quickgelu' });
    expect(errorOf(() => read({ hidden_act: 'relu' })).code).toBe('checkpoint-unsupported');
  });

  test('of one tower leaves the other to convention', () => {
    const vision = readModelDescription(
      config({ model_type: 'clip_vision_model', patch_size: 16 }),
      [],
    );
    expect(vision.description.architecture).toEqual(VIT_B_16);
    expect(vision.inferred).toContainEqual({ field: 'text', from: 'convention' });
    const text = readModelDescription(config({ model_type: 'clip_text_model' }), []);
    expect(text.description.architecture).toEqual(VIT_B_16);
    expect(text.inferred).toContainEqual({ field: 'image', from: 'convention' });
  });

  test.each([
    ['llama', 'checkpoint-not-clip'],
    ['siglip2', 'checkpoint-unsupported'],
    ['siglip2_vision_model', 'checkpoint-unsupported'],
    ['chinese_clip', 'checkpoint-unsupported'],
  ])('of the kind %s is refused', (type, code) => {
    expect(errorOf(() => readModelDescription(config({ model_type: type }), [])).code).toBe(code);
  });
});

describe("timm's configuration", () => {
  const timm = (architecture: string, tag: string, more: object = {}) =>
    config({
      architecture,
      pretrained_cfg: { tag, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], ...more },
    });
  const files = checkpoint(VIT_B_16, isVision);

  test.each([
    ['vit_base_patch16_clip_224', 'openai', 'quickgelu'],
    ['vit_base_patch16_clip_quickgelu_224', 'dfn2b', 'quickgelu'],
    ['vit_base_patch16_clip_224', 'laion2b', 'gelu'],
  ])('of %s.%s says the activation, the shapes say the tower', (architecture, tag, activation) => {
    const reading = readModelDescription(timm(architecture, tag, { crop_pct: 0.9 }), files);
    expect(reading.description).toEqual({
      architecture: VIT_B_16,
      activation,
      preprocessing: { size: 224, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], crop: 0.9 },
    });
    expect(reading.configFile).toBeNull();
  });

  test.each([
    ['vit_base_patch16_224', 'augreg_in21k', 'checkpoint-not-clip'],
    ['vit_base_patch16_clip_224', 'openai_ft_in1k', 'checkpoint-unsupported'],
    ['vit_base_patch16_clip_224', 'laion2b_ft_in12k_in1k', 'checkpoint-unsupported'],
    ['resnet50_clip', 'openai', 'checkpoint-unsupported'],
  ])('of %s.%s is refused', (architecture, tag, code) => {
    expect(errorOf(() => readModelDescription(timm(architecture, tag), files)).code).toBe(code);
  });
});

describe('without configuration', () => {
  const VIT_H: Architecture = {
    embedDim: 1024,
    image: {
      kind: 'vit',
      imageSize: 224,
      patchSize: 14,
      width: 1280,
      layers: 32,
      heads: 16,
      mlpWidth: 5120,
    },
    text: {
      contextLength: 77,
      vocabSize: 49_408,
      width: 1024,
      heads: 16,
      layers: 24,
      mlpWidth: 4096,
    },
  };
  const VIT_BIGG: Architecture = {
    embedDim: 1280,
    image: {
      kind: 'vit',
      imageSize: 224,
      patchSize: 14,
      width: 1664,
      layers: 48,
      heads: 16,
      mlpWidth: 8192,
    },
    text: {
      contextLength: 77,
      vocabSize: 49_408,
      width: 1280,
      heads: 20,
      layers: 32,
      mlpWidth: 5120,
    },
  };
  const VIT_L_14: Architecture = {
    embedDim: 768,
    image: {
      kind: 'vit',
      imageSize: 224,
      patchSize: 14,
      width: 1024,
      layers: 24,
      heads: 16,
      mlpWidth: 4096,
    },
    text: {
      contextLength: 77,
      vocabSize: 49_408,
      width: 768,
      heads: 12,
      layers: 12,
      mlpWidth: 3072,
    },
  };
  const RN50X64: Architecture = {
    embedDim: 1024,
    image: { kind: 'resnet', imageSize: 448, width: 128, layers: [3, 15, 36, 10], heads: 64 },
    text: {
      contextLength: 77,
      vocabSize: 49_408,
      width: 1024,
      heads: 16,
      layers: 12,
      mlpWidth: 4096,
    },
  };
  const RN101: Architecture = {
    embedDim: 512,
    image: { kind: 'resnet', imageSize: 224, width: 64, layers: [3, 4, 23, 3], heads: 32 },
    text: VIT_B_16.text,
  };

  describe.each<[string, Architecture]>([
    ['ViT-B/16', VIT_B_16],
    ['ViT-L/14', VIT_L_14],
    ['ViT-H/14', VIT_H],
    ['ViT-bigG/14', VIT_BIGG],
    ['RN50', RN50],
    ['RN101', RN101],
    ['RN50x64', RN50X64],
  ])('%s', (_, architecture) => {
    test('is read off its shapes', () => {
      const { description, inferred } = readModelDescription([], checkpoint(architecture));
      expect(description).toEqual({
        architecture,
        activation: 'quickgelu',
        preprocessing: { size: architecture.image.imageSize, mean: OPENAI_MEAN, std: OPENAI_STD },
      });
      expect(inferred).toContainEqual({ field: 'text', from: 'shapes' });
    });

    test('gets its published text tower where only the image side is there', () => {
      const reading = readModelDescription([], checkpoint(architecture, isVision));
      expect(reading.description.architecture).toEqual(architecture);
      expect(reading.inferred).toContainEqual({ field: 'text', from: 'convention' });
    });

    test('keeps its dimensions where the projection is gone too', () => {
      const isTower = (name: string) =>
        isVision(name) && !/proj$|c_proj\.(weight|bias)$/.test(name.replace(/resblocks.*/, ''));
      const reading = readModelDescription([], checkpoint(architecture, isTower));
      expect(reading.description.architecture).toEqual(architecture);
      expect(reading.inferred).toContainEqual({ field: 'embedDim', from: 'convention' });
    });
  });

  test.each([
    'tiny-quickgelu-openclip.safetensors',
    'tiny-quickgelu-hf.safetensors',
    'tiny-quickgelu-timm.safetensors',
    'tiny-rn-openclip.safetensors',
  ])(
    '%s: every layout gives the sizes of its configuration (but the heads, which no shape shows)',
    (name) => {
      const index = goldenJson('index.json') as { config: unknown; config_rn: unknown };
      const json = name.includes('-rn-') ? index.config_rn : index.config;
      const file = [goldenCheckpoint(name)];
      const told = readModelDescription(openclip(json), file).description.architecture;
      const seen = readModelDescription([], file).description.architecture;
      const { heads: _, ...image } = told.image as VitTower | ResNetTower;
      expect(seen.image).toMatchObject(image);
      expect(seen.embedDim).toBe(told.embedDim);
      if (name.includes('timm')) return;
      expect(seen.text).toEqual({ ...told.text, heads: seen.text.heads });
    },
  );

  test('positions that are no square are refused', () => {
    const shapes = parametersOf(VIT_B_16).map(({ name, shape }) => [
      name,
      { shape: name === 'visual.positional_embedding' ? [200, 768] : shape },
    ]);
    const file = headerOnly('a', Object.fromEntries(shapes));
    expect(errorOf(() => readModelDescription([], [file])).message).toMatch(/200 positions/);
  });
});

describe('checkpoints of other models', () => {
  test.each<[string, readonly string[], string, RegExp]>([
    [
      'a language model',
      ['model.embed_tokens.weight', 'model.layers.0.mlp.up_proj.weight'],
      'checkpoint-not-clip',
      /language model/,
    ],
    ['GPT-2', ['h.0.attn.c_attn.weight', 'wte.weight'], 'checkpoint-not-clip', /language model/],
    ['BERT', ['bert.embeddings.word_embeddings.weight'], 'checkpoint-not-clip', /language model/],
    ['a detector', ['backbone.0.body.conv1.weight'], 'checkpoint-not-clip', /another kind/],
    ['nothing', [], 'checkpoint-not-clip', /empty/],
    [
      'SigLIP',
      ['logit_scale', 'logit_bias', 'vision_model.embeddings.patch_embedding.weight'],
      'checkpoint-unsupported',
      /SigLIP/,
    ],
    [
      'CoCa',
      ['visual.conv1.weight', 'text_decoder.resblocks.0.ln_1.weight'],
      'checkpoint-unsupported',
      /CoCa/,
    ],
    [
      'a plain timm ViT',
      ['cls_token', 'pos_embed', 'blocks.0.norm1.weight', 'head.weight'],
      'checkpoint-not-clip',
      /norm before/,
    ],
    ['crumbs of CLIP', ['visual.proj'], 'checkpoint-not-clip', /tower/],
  ])('%s', (_, names, code, message) => {
    const error = errorOf(() => readModelDescription([], tensors(...names)));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/\. (Choose|Add) [^.]*\.$/);
  });

  test('a classifier with the image tower of CLIP', () => {
    const { header } = goldenCheckpoint('tiny-quickgelu-timm.safetensors');
    const shapes = header.tensors.map(({ name, shape }) => [
      name,
      { shape: name === 'head.weight' ? [1000, 64] : shape },
    ]);
    const file = headerOnly('a', Object.fromEntries(shapes));
    expect(errorOf(() => readModelDescription([], [file])).message).toMatch(/1000 classes/);
  });
});

test('files that are no configuration are passed over, unless their name promises one', () => {
  const others = [
    { name: 'tokenizer_config.json', json: { tokenizer_class: 'CLIPTokenizer' } },
    { name: 'notes.json', json: [1, 2] },
  ];
  expect(readModelDescription(others, checkpoint(VIT_B_16)).configFile).toBeNull();
  for (const json of [null, [], 'text', {}]) {
    const error = errorOf(() => readModelDescription(openclip(json), checkpoint(VIT_B_16)));
    expect(error).toMatchObject({
      code: 'config-invalid',
      details: { file: 'open_clip_config.json' },
    });
  }
  expect(errorOf(() => readModelDescription([], [])).code).toBe('config-invalid');
});
