import { expect, test } from 'vitest';
import { readTestCheckpoint } from '../testing/checkpoint.ts';
import { withLength } from '../testing/checkpoint-files.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import { SIGLIP_FILE, siglipIds, siglipPixels, siglipReference } from '../testing/siglip.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

const pixels = siglipPixels();
const [WIDTH, TEXT] = [32, 24];
const held = readTestCheckpoint(SIGLIP_FILE);
const value = (name: string) => held.get(name) ?? new Float32Array();

type Entry = readonly [name: string, shape: readonly number[], values: Float32Array];

function joined(names: readonly string[]): Float32Array {
  return Float32Array.from(names.flatMap((name) => [...value(name)]));
}

const both = (ours: string, theirs: string, shape: readonly number[]): Entry[] => [
  [`${theirs}.weight`, shape, value(`${ours}.weight`)],
  [`${theirs}.bias`, shape.slice(0, 1), value(`${ours}.bias`)],
];

/** The reference's tensors under the names of OpenCLIP and timm, by hand and apart from the project's own tables. */
function openClipTensors(): Entry[] {
  const trunk = 'visual.trunk';
  const { vision_config: vision, text_config: text } = siglipReference.config;
  const [hidden, textHidden] = [vision['intermediate_size'], text['intermediate_size']] as number[];
  const blocks = (ours: string, theirs: string, width: number, mlp = 0, names: readonly string[]) =>
    [0, 1].flatMap((layer): Entry[] => {
      const [from, to] = [`${ours}.${layer}`, `${theirs}.${layer}`];
      const parts = ['q', 'k', 'v'].map((one) => `${from}.self_attn.${one}_proj`);
      const [n1 = '', qkv = '', out = '', n2 = '', fc1 = '', fc2 = ''] = names;
      const end = qkv.endsWith('_') ? '' : '.';
      const entries: Entry[][] = [
        both(`${from}.layer_norm1`, `${to}.${n1}`, [width]),
        ['weight', 'bias'].map((one, axis) => [
          `${to}.${qkv}${end}${one}`,
          [3 * width, width].slice(0, 2 - axis),
          joined(parts.map((part) => `${part}.${one}`)),
        ]),
        both(`${from}.self_attn.out_proj`, `${to}.${out}`, [width, width]),
        both(`${from}.layer_norm2`, `${to}.${n2}`, [width]),
        both(`${from}.mlp.fc1`, `${to}.${fc1}`, [mlp, width]),
        both(`${from}.mlp.fc2`, `${to}.${fc2}`, [width, mlp]),
      ];
      return entries.flat();
    });
  const pool = `${trunk}.attn_pool`;
  const head = 'vision_model.head';
  const [weight, bias] = ['weight', 'bias'].map((end) => value(`${head}.attention.in_proj_${end}`));
  return [
    ['logit_scale', [], value('logit_scale')],
    ['logit_bias', [], value('logit_bias')],
    [
      `${trunk}.pos_embed`,
      [1, 16, WIDTH],
      value('vision_model.embeddings.position_embedding.weight'),
    ],
    ...both('vision_model.embeddings.patch_embedding', `${trunk}.patch_embed.proj`, [
      WIDTH,
      3,
      8,
      8,
    ]),
    ...blocks('vision_model.encoder.layers', `${trunk}.blocks`, WIDTH, hidden, TIMM),
    ...both('vision_model.post_layernorm', `${trunk}.norm`, [WIDTH]),
    [`${pool}.latent`, [1, 1, WIDTH], value(`${head}.probe`)],
    [`${pool}.q.weight`, [WIDTH, WIDTH], weight?.subarray(0, WIDTH * WIDTH) ?? new Float32Array()],
    [`${pool}.q.bias`, [WIDTH], bias?.subarray(0, WIDTH) ?? new Float32Array()],
    [
      `${pool}.kv.weight`,
      [2 * WIDTH, WIDTH],
      weight?.subarray(WIDTH * WIDTH) ?? new Float32Array(),
    ],
    [`${pool}.kv.bias`, [2 * WIDTH], bias?.subarray(WIDTH) ?? new Float32Array()],
    ...both(`${head}.attention.out_proj`, `${pool}.proj`, [WIDTH, WIDTH]),
    ...both(`${head}.layernorm`, `${pool}.norm`, [WIDTH]),
    ...both(`${head}.mlp.fc1`, `${pool}.mlp.fc1`, [hidden ?? 0, WIDTH]),
    ...both(`${head}.mlp.fc2`, `${pool}.mlp.fc2`, [WIDTH, hidden ?? 0]),
    [
      'text.positional_embedding',
      [12, TEXT],
      value('text_model.embeddings.position_embedding.weight'),
    ],
    [
      'text.token_embedding.weight',
      [60, TEXT],
      value('text_model.embeddings.token_embedding.weight'),
    ],
    ...blocks(
      'text_model.encoder.layers',
      'text.transformer.resblocks',
      TEXT,
      textHidden,
      OPENCLIP,
    ),
    ...both('text_model.final_layer_norm', 'text.ln_final', [TEXT]),
    ...both('text_model.head', 'text.text_projection', [WIDTH, TEXT]),
  ];
}

const TIMM = ['norm1', 'attn.qkv', 'attn.proj', 'norm2', 'mlp.fc1', 'mlp.fc2'];
const OPENCLIP = ['ln_1', 'attn.in_proj_', 'attn.out_proj', 'ln_2', 'mlp.c_fc', 'mlp.c_proj'];

function file(tensors: readonly Entry[], name: string): File {
  let end = 0;
  const header = tensors.map(([key, shape, values]) => {
    const begin = end;
    end += values.byteLength;
    return [key, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const text = JSON.stringify(Object.fromEntries(header));
  return new File([withLength(text), ...tensors.map(([, , values]) => values.slice())], name);
}

const MODEL = {
  embed_dim: WIDTH,
  init_logit_bias: -10,
  custom_text: true,
  vision_cfg: {
    image_size: 32,
    timm_model_name: 'vit_base_patch16_siglip_224',
    timm_model_pretrained: false,
    timm_pool: 'map',
    timm_proj: 'none',
  },
  text_cfg: {
    context_length: 12,
    vocab_size: 60,
    width: TEXT,
    heads: 3,
    layers: 2,
    mlp_ratio: 40 / TEXT,
    no_causal_mask: true,
    proj_bias: true,
    pool_type: 'last',
    norm_kwargs: { eps: 1e-6 },
    act_kwargs: { approximate: 'tanh' },
  },
};
const config = (model: unknown) =>
  new File([JSON.stringify({ model_cfg: model })], 'open_clip_config.json');

test('SigLIP in OpenCLIP’s layout, and its image side in timm’s, are the same model', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const tensors = openClipTensors();
  const { id, report, model } = await engine.load([file(tensors, 'a.safetensors'), config(MODEL)]);
  expect(report).toMatchObject({
    layout: 'openclip',
    verdict: { kind: 'complete' },
    unexpected: [],
    beside: [],
  });
  const read = await engine.encodeTexts(id, siglipIds);
  expect(relativeError(read.data, siglipReference.text_embeds.flat())).toBeLessThan(1e-4);
  // Of the image side's heads no file says anything: the same guess in each layout.
  const whole = await engine.load([new File([goldenBytes(SIGLIP_FILE)], 'b.safetensors')]);
  const trunk = tensors.flatMap(([name, ...rest]): Entry[] =>
    name.startsWith('visual.trunk.') ? [[name.slice('visual.trunk.'.length), ...rest]] : [],
  );
  const timm = await engine.load([
    file(trunk, 'c.safetensors'),
    new File([JSON.stringify({ architecture: 'vit_base_patch16_siglip_224' })], 'config.json'),
  ]);
  expect(timm.report).toMatchObject({ layout: 'timm', verdict: { kind: 'vision-only' } });
  const seen = await engine.encodeImages(whole.id, pixels);
  for (const other of [id, timm.id]) {
    const { data } = await engine.encodeImages(other, pixels);
    expect(relativeError(data, seen.data)).toBeLessThan(1e-6);
  }
  expect(timm.model.description.activation).toBe(model.description.activation);
});

test.each([
  ['text_cfg.pool_type', { text_cfg: { ...MODEL.text_cfg, pool_type: 'argmax' } }],
  ['text_cfg.norm_kwargs', { text_cfg: { ...MODEL.text_cfg, norm_kwargs: { eps: 1e-5 } } }],
  ['text_cfg.act_kwargs', { text_cfg: { ...MODEL.text_cfg, act_kwargs: { approximate: 'x' } } }],
  ['vision_cfg.timm_proj', { vision_cfg: { ...MODEL.vision_cfg, timm_proj: 'linear' } }],
  ['vision_cfg.timm_pool', { vision_cfg: { ...MODEL.vision_cfg, timm_pool: 'avg' } }],
])('%s is refused by its name where it is not SigLIP’s', async (field, change) => {
  const engine = createWorkerEngine(nodePlatform());
  const given = [file(openClipTensors(), 'a.safetensors'), config({ ...MODEL, ...change })];
  await expect(engine.load(given)).rejects.toMatchObject({
    code: 'checkpoint-unsupported',
    details: { kind: 'feature', field: `model_cfg.${field}` },
  });
});
