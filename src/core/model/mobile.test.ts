import { describe, expect, test } from 'vitest';
import { goldenCheckpoint, headerOnly } from '../../testing/checkpoint-files.ts';
import { mobile, mobileArchitecture, MOBILE_KINDS, mobileFile } from '../../testing/mobile.ts';
import { CodedError } from '../errors.ts';
import { elementCount, parametersOf } from './parameters.ts';
import { readModelDescription } from './read-model-description.ts';
import { openClipConfig } from './write-configs.ts';

const configs = (json: unknown) => [{ name: 'open_clip_config.json', json }];

function vision(name: string, more: object = {}) {
  const timm_pool = name.startsWith('fastvit') ? 'avg' : 'token';
  return { timm_model_name: name, timm_pool, timm_proj: null, image_size: 256, ...more };
}

function model(name: string, more: object = {}, text: object = {}) {
  return configs({ model_cfg: { embed_dim: 512, vision_cfg: vision(name, more), text_cfg: text } });
}

function errorOf(work: () => unknown): CodedError {
  try {
    work();
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

// Counted by timm itself, with a projection to 512: numbers that train.
test.each([
  ['vit_base_mci_224', 86_349_056, 224],
  ['fastvit_mci0', 11_406_976, 256],
  ['fastvit_mci1', 21_541_632, 256],
  ['fastvit_mci2', 35_815_232, 256],
])('%s has as many numbers as in timm', (name, count, image_size) => {
  const { architecture } = readModelDescription(model(name, { image_size }), []).description;
  const sum = parametersOf(architecture)
    .filter(({ part }) => part.startsWith('image'))
    .filter(({ name: own }) => !/\.running_(mean|var)$/.test(own))
    .reduce((total, { shape }) => total + elementCount(shape), 0);
  expect(sum).toBe(count);
});

describe.each(MOBILE_KINDS)('a file of timm’s %s', (kind) => {
  const file = [goldenCheckpoint(mobileFile(kind))];
  const due = mobileArchitecture(kind);

  test('tells its sizes, with a configuration and without', () => {
    const told = readModelDescription(configs(mobile[kind].config), file);
    expect(told.description.architecture).toEqual(due);
    const { architecture, preprocessing, activation } = readModelDescription([], file).description;
    const { heads: _, ...text } = due.text;
    expect(architecture.text).toMatchObject(text);
    // FastViT takes pictures of any size, so its tensors cannot tell it.
    const size = kind === 'vit' ? due.image.imageSize : 256;
    expect(architecture.image).toEqual({ ...due.image, imageSize: size });
    expect(activation).toBe('gelu');
    expect(preprocessing).toEqual({ size, mean: [0, 0, 0], std: [1, 1, 1], kernel: 'bilinear' });
  });

  test('is refused beside a configuration of another tower', () => {
    const other = kind === 'vit' ? 'fastvit_mci1' : 'vit_base_mci_224';
    for (const beside of [model(other), configs({ embed_dim: 10, vision_cfg: {}, text_cfg: {} })]) {
      const error = errorOf(() => readModelDescription(beside, file));
      expect(error).toMatchObject({ code: 'config-invalid', details: { kind: 'other' } });
    }
  });
});

test.each([
  ['vision_cfg.timm_model_name', model('fastvit_mci3')],
  ['vision_cfg.timm_model_name', model('fastvit_t8')],
  ['vision_cfg.timm_pool', model('vit_base_mci_224', { timm_pool: 'avg' })],
  ['vision_cfg.timm_pool', model('vit_base_mci_224', { timm_pool: undefined })],
  ['vision_cfg.timm_proj', model('fastvit_mci1', { timm_proj: 'linear' })],
  ['text_cfg.proj_bias', model('fastvit_mci1', {}, { proj_bias: true })],
  ['text_cfg.pool_type', model('fastvit_mci1', {}, { pool_type: 'last' })],
])('%s is refused by its name where it is not MobileCLIP’s', (field, given) => {
  const error = errorOf(() => readModelDescription(given, []));
  expect(error.code).toBe('checkpoint-unsupported');
  expect(error.details).toMatchObject({ kind: 'feature' });
  expect(String(error.details['field'])).toContain(field);
});

test('OpenCLIP’s own default of the projection, a new linear layer, is not taken for MobileCLIP’s', () => {
  const { timm_proj: _, ...rest } = vision('fastvit_mci1');
  const given = configs({ embed_dim: 512, vision_cfg: rest, text_cfg: {} });
  expect(errorOf(() => readModelDescription(given, []))).toMatchObject({
    details: { field: 'vision_cfg.timm_proj' },
  });
});

const TIMM = 'stages.0.blocks.0.token_mixer.mixer.conv_kxk.0.conv.weight';

type Shapes = Readonly<Record<string, readonly number[]>>;

function errorFor(shapes: Shapes): CodedError {
  const tensors = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape }]),
  );
  return errorOf(() => readModelDescription([], [headerOnly('a.safetensors', tensors)]));
}

test.each<[words: string, shapes: Shapes]>([
  [
    'more than four stages',
    { 'stages.4.blocks.0.mlp.fc1.weight': [96, 32, 1, 1], [TIMM]: [8, 1, 3, 3] },
  ],
  ['branches folded', { 'stages.0.blocks.0.token_mixer.reparam_conv.weight': [8, 1, 3, 3] }],
  [
    'branches folded',
    { 'visual.trunk.stages.0.blocks.0.token_mixer.reparam_conv.weight': [8, 1, 3, 3] },
  ],
  ['1000 classes', { 'head.fc.weight': [1000, 64], [TIMM]: [8, 1, 3, 3] }],
  ['authors', { 'image_encoder.model.patch_embed.0.rbr_conv.0.conv.weight': [64, 3, 3, 3] }],
  ['authors', { 'image_encoder.model.patch_emb.0.block.conv.weight': [192, 3, 4, 4] }],
])('tensors of another kind are refused: %s', (words, shapes) => {
  const error = errorFor(shapes);
  expect(error.code).toBe('checkpoint-unsupported');
  expect(error.message).toContain(words);
});

test.each<[name: string, widths: readonly number[]]>([
  ['a width that the one before does not divide', [8, 9, 32, 64]],
  ['a last width without whole heads', [8, 16, 24, 48]],
  ['a width beyond all models', [8, 16, 32, 32_768]],
])('%s is no FastViT', (_, widths) => {
  const shapes = widths.map(
    (width, stage) =>
      [`stages.${stage}.blocks.0.mlp.fc1.weight`, [3 * width, width, 1, 1]] as const,
  );
  const { code } = errorFor({ ...Object.fromEntries(shapes), [TIMM]: [8, 1, 3, 3] });
  expect(['config-invalid', 'checkpoint-unsupported']).toContain(code);
});

test('a text side without a mask is read beside any image tower, and written again', () => {
  const model_cfg = { embed_dim: 8, vision_cfg: {}, text_cfg: { no_causal_mask: true } };
  const { description } = readModelDescription(configs({ model_cfg }), []);
  expect(description.architecture.text.unmasked).toBe(true);
  const again = configs({ model_cfg: openClipConfig(description) });
  expect(readModelDescription(again, []).description).toEqual(description);
  const odd = configs({ embed_dim: 8, vision_cfg: {}, text_cfg: { no_causal_mask: 'yes' } });
  expect(errorOf(() => readModelDescription(odd, []))).toMatchObject({ code: 'config-invalid' });
});
