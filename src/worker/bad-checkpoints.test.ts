import { expect, test } from 'vitest';
import { parseSafetensorsHeader } from '../core/checkpoint/safetensors-header.ts';
import { writeSafetensors } from '../testing/checkpoint-files.ts';
import { goldenBytes, goldenJson } from '../testing/golden.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

const NAME = 'tiny-quickgelu-openclip.safetensors';
const { config } = goldenJson('index.json') as { readonly config: unknown };

/** The reference with one number of a tensor replaced. */
function withNumber(tensor: string, value: number): Uint8Array<ArrayBuffer> {
  const bytes = goldenBytes(NAME);
  const { tensors } = parseSafetensorsHeader(bytes, bytes.length);
  const found = tensors.find(({ name }) => name === tensor);
  if (!found) throw new Error(`There is no ${tensor}.`);
  new DataView(bytes.buffer).setFloat32(found.end - 4, value, true);
  return bytes;
}

const tensors = (...names: string[]): Uint8Array<ArrayBuffer> =>
  writeSafetensors(Object.fromEntries(names.map((name) => [name, { shape: [2] }])));

const LANGUAGE_MODEL = tensors(
  'model.embed_tokens.weight',
  'model.layers.0.self_attn.q_proj.weight',
  'lm_head.weight',
);

test.each<[string, Uint8Array<ArrayBuffer>, unknown, string, RegExp]>([
  [
    'a weight that is not a number',
    withNumber('visual.proj', Number.NaN),
    config,
    'checkpoint-bad-values',
    /"visual\.proj" holds NaN/,
  ],
  [
    'a weight that is infinite',
    withNumber('text_projection', Number.NEGATIVE_INFINITY),
    config,
    'checkpoint-bad-values',
    /"text_projection" holds -Infinity/,
  ],
  ['a language model', LANGUAGE_MODEL, config, 'checkpoint-not-clip', /a language model/],
  [
    'a language model with its configuration',
    LANGUAGE_MODEL,
    { model_type: 'llama', hidden_size: 4096 },
    'checkpoint-not-clip',
    /language model|"llama"/,
  ],
  [
    'the architecture of a relative',
    tensors('vision_model.embeddings.patch_embedding.bias', 'logit_bias'),
    config,
    'checkpoint-unsupported',
    /SigLIP/,
  ],
  [
    'an architecture that nobody knows',
    tensors('backbone.stages.0.weight', 'neck.bias'),
    config,
    'checkpoint-not-clip',
    /another kind of model/,
  ],
  [
    'a configuration of an architecture that nobody knows',
    goldenBytes(NAME),
    { model_cfg: { embed_dim: 32, vision_cfg: { timm_model_name: 'convnext' }, text_cfg: {} } },
    'checkpoint-unsupported',
    /convnext|timm/,
  ],
])('%s is refused in one sentence with a next step', async (_, bytes, json, code, words) => {
  const engine = createWorkerEngine(nodePlatform());
  const files = [
    new File([bytes], 'model.safetensors'),
    new File([JSON.stringify(json)], 'open_clip_config.json'),
  ];
  const load = engine.load(files);
  await expect(load).rejects.toMatchObject({
    code,
    message: expect.stringMatching(/^\S.{20,400}\.$/s) as string,
  });
  await expect(load).rejects.toThrow(words);
  // Nothing is lost: the next load goes through.
  const sound = [new File([goldenBytes(NAME)], NAME), new File([JSON.stringify(config)], 'c.json')];
  expect((await engine.load(sound)).report.verdict.kind).toBe('complete');
});
