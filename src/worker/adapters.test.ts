import { afterEach, expect, test } from 'vitest';
import { type HubServer, startHub } from '../../e2e/support/hub-server.ts';
import type { LoadOptions, ModelSource } from '../engine/loading.ts';
import { errorSentence } from '../words/error-sentence.ts';
import { createWords } from '../words/translate.ts';
import { createWorkerEngine } from './engine.ts';
import {
  fileOf,
  filled,
  renamed,
  type Tensor,
  type Tensors,
  tensorsOf,
} from '../testing/made-tensors.ts';
import { nodePlatform } from './testing/node-platform.ts';
import { embeddingErrors, TINY_CONFIG, TINY_CONFIG_FILE } from '../testing/tiny-reference.ts';

const HF = 'tiny-quickgelu-hf.safetensors';
const hf = tensorsOf(HF);
const engine = createWorkerEngine(nodePlatform());
const words = { en: createWords('en'), zh: createWords('zh') };

/** The weights that PyTorch's embeddings belong to are the merged ones, so that a wrong merge shows in every number. */
async function expectWhole(source: ModelSource, options: LoadOptions = {}, its = engine) {
  const { id, report } = await its.load(source, { activation: 'quickgelu', ...options });
  const { image, text } = await embeddingErrors(its, id, HF);
  await its.release(id);
  expect(image).toBeLessThan(1e-4);
  expect(text).toBeLessThan(1e-4);
  expect(report.verdict).toEqual({ kind: 'complete' });
  expect(report.unexpected).toEqual([]);
  return report;
}

/** A base from which the adapter's product was taken away, so that merged it is the reference. */
function withAdapter(tensors: Tensors, target: RegExp, rank: number, scale: number) {
  const base = new Map<string, Tensor>();
  const adapter = new Map<string, Tensor>();
  for (const [name, tensor] of tensors) {
    const module = name.replace(/\.weight$/, '');
    if (!target.test(name)) {
      base.set(
        target.test(`${module.replace(/\.bias$/, '')}.weight`)
          ? name.replace(/\.bias$/, '.base_layer.bias')
          : name,
        tensor,
      );
      continue;
    }
    const [rows = 1, columns = 1] = tensor.shape;
    const [down, up] = [filled([rank, columns], 5), filled([rows, rank], 7)];
    const values = tensor.values.map((value, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < rank; k++)
        sum += (up.values[row * rank + k] ?? 0) * (down.values[k * columns + column] ?? 0);
      return value - scale * sum;
    });
    base.set(`${module}.base_layer.weight`, { shape: tensor.shape, values });
    adapter.set(`${module}.lora_A.default.weight`, down);
    adapter.set(`${module}.lora_B.default.weight`, up);
  }
  return { base, adapter };
}

const configOf = (fields: object) =>
  new File([JSON.stringify({ peft_type: 'LORA', ...fields })], 'adapter_config.json');

test.each([
  ['q and v, rank 4', /[qv]_proj\.weight$/, 4, { r: 4, lora_alpha: 8 }, 2],
  ['the layers of the MLP, rank 2', /fc[12]\.weight$/, 2, { r: 2, lora_alpha: 1 }, 0.5],
  ['rank-stabilised', /k_proj\.weight$/, 4, { r: 4, lora_alpha: 8, use_rslora: true }, 4],
  [
    'an alpha of its own',
    /out_proj\.weight$/,
    4,
    { r: 4, lora_alpha: 8, alpha_pattern: { out_proj: 4 } },
    1,
  ],
])('an adapter that was not merged: %s', async (_, target, rank, config, scale) => {
  const { base, adapter } = withAdapter(hf, target, rank, scale);
  const file = fileOf(new Map([...base, ...adapter]));
  await expectWhole([file, configOf(config), TINY_CONFIG_FILE]);
  await expect(engine.load([file, TINY_CONFIG_FILE])).rejects.toMatchObject({
    code: 'checkpoint-unsupported',
    details: { kind: 'lora-scale' },
  });
});

test('an adapter in a file of its own, beside its base', async () => {
  const { base, adapter } = withAdapter(hf, /q_proj\.weight$/, 4, 2);
  const plain = renamed(base, (name) => name.replace('.base_layer', ''));
  const own = renamed(adapter, (name) => `base_model.model.${name.replace('.default', '')}`);
  await expectWhole([
    fileOf(plain, 'base.safetensors'),
    fileOf(own, 'adapter_model.safetensors'),
    configOf({ lora_alpha: 8 }),
    TINY_CONFIG_FILE,
  ]);
});

test('an adapter of another rank than its other half is refused', async () => {
  const { base, adapter } = withAdapter(hf, /q_proj\.weight$/, 4, 2);
  const broken = new Map(
    [...adapter].map(([name, tensor]) => [
      name,
      name.includes('lora_A') ? filled([3, 32], 1) : tensor,
    ]),
  );
  await expect(
    engine.load([
      fileOf(new Map([...base, ...broken])),
      TINY_CONFIG_FILE,
      configOf({ lora_alpha: 8 }),
    ]),
  ).rejects.toMatchObject({ details: { kind: 'unfitting' } });
});

/** A base beside an adapter under the names of another program. */
function apart(target: RegExp, rank: number, scale: number, named: (name: string) => string) {
  const { base, adapter } = withAdapter(hf, target, rank, scale);
  const plain = renamed(base, (name) => name.replace('.base_layer', ''));
  return { plain, adapter: renamed(adapter, named) };
}

const TEXT_LAYERS = /^text_model\..+(q_proj|v_proj|fc1)\.weight$/;
const inKohyas =
  (model: string) =>
  (name: string): string => {
    const [, module = '', letter] = /^(.+)\.lora_([AB])\.default\.weight$/.exec(name) ?? [];
    return `${model}_${module.replaceAll('.', '_')}.lora_${letter === 'A' ? 'down' : 'up'}.weight`;
  };
const modulesOf = (adapter: Tensors): string[] =>
  [...adapter.keys()].flatMap((name) => /^(.+)\.lora_down\.weight$/.exec(name)?.[1] ?? []);
const withAlpha = (adapter: Tensors, alpha: number): Tensors =>
  new Map([
    ...adapter,
    ...modulesOf(adapter).map((module): [string, Tensor] => [
      `${module}.alpha`,
      { shape: [], values: Float32Array.of(alpha) },
    ]),
  ]);

test.each(['lora_te', 'lora_te1', 'lycoris'])(
  'kohya’s flat names (%s) are merged with the alpha that their file holds',
  async (model) => {
    const { plain, adapter } = apart(TEXT_LAYERS, 4, 0.5, inKohyas(model));
    const own = withAlpha(adapter, 2);
    const given = [
      fileOf(plain, 'base.safetensors'),
      fileOf(own, 'kohya.safetensors'),
      TINY_CONFIG_FILE,
    ];
    const report = await expectWhole(given);
    const merged = report.parameters.flatMap(({ provenance }) =>
      provenance.kind === 'loaded' ? provenance.pieces.flatMap(({ makings = [] }) => makings) : [],
    );
    expect(merged).toHaveLength(modulesOf(own).length);
  },
);

test('without an alpha the factor of flat names is one, also behind a prefix', async () => {
  const { plain, adapter } = apart(TEXT_LAYERS, 2, 1, inKohyas('lora_te'));
  const wrapped = renamed(plain, (name) => `clip_model.${name}`);
  await expectWhole([
    fileOf(wrapped, 'base.safetensors'),
    fileOf(adapter, 'k.safetensors'),
    TINY_CONFIG_FILE,
  ]);
});

test('of the adapters of several models that of these towers is taken, the others stand beside', async () => {
  const { plain, adapter } = apart(TEXT_LAYERS, 4, 0.5, inKohyas('lora_te1'));
  const own = withAlpha(adapter, 2);
  const wider = (name: string) => name.replace('lora_te1_', 'lora_te2_');
  const second = new Map(
    [...own].map(
      ([
        name,
        {
          shape: [rows = 1, columns = 1],
        },
      ]): [string, Tensor] => [wider(name), filled([rows * 2, columns * 2], 3)],
    ),
  );
  const unet = new Map([['lora_unet_down_blocks_0.lora_down.weight', filled([4, 8], 1)]]);
  const report = await expectWhole([
    fileOf(plain, 'base.safetensors'),
    fileOf(new Map([...second, ...own, ...unet]), 'sdxl.safetensors'),
    TINY_CONFIG_FILE,
  ]);
  expect(report.beside).toHaveLength(second.size + unet.size);
});

/** The base's rows are stretched as well: DoRA's magnitudes alone give them back their length. */
function asDora(plain: Tensors, magnitude: (module: string) => string, asRows: boolean) {
  const sizes = new Map<string, Tensor>();
  const targets = [...hf.keys()].filter((name) => TEXT_LAYERS.test(name));
  const stretched = new Map(plain);
  for (const name of targets) {
    const [rows = 1, columns = 1] = hf.get(name)?.shape ?? [];
    const merged = hf.get(name)?.values ?? new Float32Array();
    const values = Float32Array.from(plain.get(name)?.values ?? []);
    const size = new Float32Array(rows);
    for (let row = 0; row < rows; row++) {
      const own = merged.subarray(row * columns, (row + 1) * columns);
      size[row] = Math.hypot(...own);
      // W' - product = (1 + row / 4) * W - product
      for (const [at, value] of own.entries()) {
        const place = row * columns + at;
        values[place] = (values[place] ?? 0) + (row / 4) * value;
      }
    }
    stretched.set(name, { shape: [rows, columns], values });
    const shape = asRows ? [rows] : [rows, 1];
    sizes.set(magnitude(name.replace(/\.weight$/, '')), { shape, values: size });
  }
  return { stretched, sizes };
}

test('DoRA as PEFT writes it is merged: matrices first, then the rows’ magnitudes', async () => {
  const { plain, adapter } = apart(
    TEXT_LAYERS,
    4,
    2,
    (name) => `base_model.model.${name.replace('.default', '')}`,
  );
  const magnitude = (module: string) => `base_model.model.${module}.lora_magnitude_vector`;
  const { stretched, sizes } = asDora(plain, magnitude, true);
  await expectWhole([
    fileOf(stretched, 'base.safetensors'),
    fileOf(new Map([...adapter, ...sizes]), 'adapter_model.safetensors'),
    configOf({ lora_alpha: 8, use_dora: true }),
    TINY_CONFIG_FILE,
  ]);
});

test('DoRA as kohya’s scripts write it is merged', async () => {
  const { plain, adapter } = apart(TEXT_LAYERS, 4, 0.5, inKohyas('lora_te'));
  const magnitude = (module: string) => `lora_te_${module.replaceAll('.', '_')}.dora_scale`;
  const { stretched, sizes } = asDora(plain, magnitude, false);
  await expectWhole([
    fileOf(stretched, 'base.safetensors'),
    fileOf(new Map([...withAlpha(adapter, 2), ...sizes]), 'dora.safetensors'),
    TINY_CONFIG_FILE,
  ]);
});

test.each<[string, string, string, RegExp]>([
  [
    'LoRA (kohya)',
    'adapter',
    'lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight',
    /LoRA \(kohya\)/,
  ],
  [
    'DoRA',
    'adapter',
    'base_model.model.text_model.encoder.layers.0.mlp.fc1.lora_magnitude_vector',
    /DoRA/,
  ],
  [
    'DoRA of kohya',
    'adapter',
    'lora_te_text_model_encoder_layers_0_mlp_fc1.dora_scale',
    /DoRA \(kohya\)/,
  ],
  ['LoHa', 'adapter-form', 'lora_te_text_model_encoder_layers_0_mlp_fc1.hada_w1_a', /LoHa/],
  ['LoKr', 'adapter-form', 'lycoris_text_model_encoder_layers_0_mlp_fc1.lokr_w2_b', /LoKr/],
  ['IA³', 'adapter-form', 'base_model.model.text_model.encoder.layers.0.mlp.fc1.ia3_l', /IA³/],
  ['of the U-Net alone', 'adapter-unet', 'lora_unet_mid_block_proj_in.lora_down.weight', /U-Net/],
])('an adapter alone is named for what it is: %s', async (_, kind, name, said) => {
  const file = fileOf(new Map([[name, filled([4, 8], 1)]]));
  const error: unknown = await engine.load([file]).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'checkpoint-unsupported', details: { kind } });
  for (const language of [words.en, words.zh]) {
    const sentence = errorSentence(language, error as Parameters<typeof errorSentence>[1]);
    expect(sentence).toMatch(said);
    expect(sentence).toContain(name.replace(/^base_model\.model\./, ''));
  }
});

test.each([
  'lora_te_text_model_encoder_layers_0_mlp_fc1.hada_w1_a',
  'lora_te_text_model_encoder_layers_99_mlp_fc1.lora_down.weight',
  'text_model.encoder.layers.0.mlp.fc1.lora_B.bias',
])(
  'what is not merged beside its base is said, and the model is not called complete: %s',
  async (name) => {
    const given = [
      fileOf(hf, 'base.safetensors'),
      fileOf(new Map([[name, filled([4, 8], 1)]]), 'other.safetensors'),
      TINY_CONFIG_FILE,
    ];
    const { report } = await engine.load(given);
    expect(report.verdict).toEqual({ kind: 'not-computed', tensors: [name] });
  },
);

let hub: HubServer | undefined;
afterEach(async () => {
  await hub?.close();
  hub = undefined;
});
const REPO = 'lab/adapted';
const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

/** A model with an adapter in it, and what a server has beside. */
async function serveAdapted(beside: Readonly<Record<string, string>>) {
  const { base, adapter } = withAdapter(hf, /[qv]_proj\.weight$/, 4, 2);
  const files: Record<string, Uint8Array> = {
    'model.safetensors': await bytesOf(fileOf(new Map([...base, ...adapter]))),
    'plain.safetensors': await bytesOf(fileOf(hf)),
  };
  for (const [name, text] of Object.entries({ 'open_clip_config.json': TINY_CONFIG, ...beside })) {
    files[name] = new TextEncoder().encode(text);
  }
  hub = await startHub(
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${REPO}/${name}`, bytes])),
  );
  const { endpoint, requests } = hub;
  const sources: Record<string, ModelSource> = {
    address: { url: `${endpoint}/${REPO}/resolve/main/model.safetensors` },
    repository: { hub: REPO, endpoint },
  };
  return { sources, requests, endpoint, its: createWorkerEngine(nodePlatform(fetch)) };
}
const SCALE = JSON.stringify({ peft_type: 'LORA', r: 4, lora_alpha: 8 });

test.each(['address', 'repository'])(
  'by %s: the configuration beside the adapter is fetched',
  async (by) => {
    const { sources, its } = await serveAdapted({ 'adapter_config.json': SCALE });
    await expectWhole(sources[by] ?? [], {}, its);
  },
);

test.each<[string, Readonly<Record<string, string>>, object]>([
  ['is not there', {}, { code: 'checkpoint-unsupported', details: { kind: 'lora-scale' } }],
  [
    'is a web page',
    { 'adapter_config.json': '<!doctype html><p>Hi' },
    { details: { kind: 'lora-scale' } },
  ],
  [
    'is damaged',
    { 'adapter_config.json': '{"peft_type": ' },
    { code: 'config-invalid', details: { file: 'adapter_config.json' } },
  ],
  ['is too deep', { 'adapter_config.json': '['.repeat(10_000) }, { code: 'too-much-work' }],
])('by address: a configuration that %s is said', async (_, beside, error) => {
  const { sources, its } = await serveAdapted(beside);
  await expect(its.load(sources['address'] ?? [])).rejects.toMatchObject(error);
});

test('a model without an adapter asks for no such file', async () => {
  const { its, endpoint, requests } = await serveAdapted({ 'adapter_config.json': SCALE });
  await expectWhole({ url: `${endpoint}/${REPO}/resolve/main/plain.safetensors` }, {}, its);
  expect(requests.filter(({ path }) => path.includes('adapter_config'))).toEqual([]);
});
