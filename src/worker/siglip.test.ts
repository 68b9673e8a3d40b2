import { describe, expect, test } from 'vitest';
import { imagePatchGraph } from '../core/graph/image-tower.ts';
import { loaderAccounts } from '../core/checkpoint/loaders/loader-accounts.ts';
import { rowProbabilities } from '../core/scoring/probabilities.ts';
import { ownRule } from '../engine/own-rule.ts';
import type { LoadOptions } from '../engine/loading.ts';
import { withLength } from '../testing/checkpoint-files.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import { readTestCheckpoint } from '../testing/checkpoint.ts';
import { goldenConfig } from '../testing/golden-inputs.ts';
import {
  SIGLIP_FILE,
  siglipArchitecture,
  siglipIds,
  siglipPixels,
  siglipReference,
  siglipTokenizer,
} from '../testing/siglip.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

const tiny = siglipReference.starts[0]?.config;
const pixels = siglipPixels();
const images = siglipReference.image_embeds.flat();
const texts = siglipReference.text_embeds.flat();
const CONFIG = siglipReference.config;
const CLIP = 'tiny-quickgelu-openclip.safetensors';

/** The reference's tensors by their names, to be changed. */
interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
type Tensors = Readonly<Record<string, Tensor>>;

function referenceTensors(): Tensors {
  const bytes = goldenBytes(SIGLIP_FILE);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    { shape: number[] }
  >;
  const values = readTestCheckpoint(SIGLIP_FILE);
  return Object.fromEntries(
    [...values].map(([name, array]) => [name, { shape: header[name]?.shape ?? [], values: array }]),
  );
}

function safetensors(tensors: Tensors, name = 'model.safetensors'): File {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([key, { shape, values }]) => {
      const begin = end;
      end += values.byteLength;
      return [key, { dtype: 'F32', shape, data_offsets: [begin, end] }];
    }),
  );
  const bodies = Object.values(tensors).map(({ values }) => new Uint8Array(values.slice().buffer));
  return new File([withLength(JSON.stringify(header)), ...bodies], name);
}

const whole = new File([goldenBytes(SIGLIP_FILE)], 'model.safetensors');
const config = (json: unknown = CONFIG) => new File([JSON.stringify(json)], 'config.json');
const without = (pattern: RegExp) =>
  Object.fromEntries(Object.entries(referenceTensors()).filter(([name]) => !pattern.test(name)));

async function load(files: File[], options: LoadOptions = {}) {
  const engine = createWorkerEngine(nodePlatform());
  const loaded = await engine.load(files, options);
  return { engine, ...loaded };
}

async function encoded(files: File[], options: LoadOptions = {}) {
  const { engine, id, report, model } = await load(files, options);
  const seen = await engine.encodeImages(id, pixels);
  const read = await engine.encodeTexts(id, siglipIds);
  return { engine, id, report, model, images: seen.data, texts: read.data };
}

describe('SigLIP in transformers’ layout', () => {
  test('gives the embeddings of PyTorch, every tensor taken', async () => {
    const found = await encoded([whole, config()]);
    expect(relativeError(found.images, images)).toBeLessThan(1e-4);
    expect(relativeError(found.texts, texts)).toBeLessThan(1e-4);
    expect(found.model.description.architecture).toEqual(siglipArchitecture(tiny));
    expect(found.model.description.activation).toBe('gelu-tanh');
    expect(found.report).toMatchObject({
      layout: 'hf',
      verdict: { kind: 'complete' },
      unexpected: [],
      beside: [],
      buffers: [],
    });
    expect(found.report.parameters.every(({ provenance }) => provenance.kind === 'loaded')).toBe(
      true,
    );
    expect(found.report.parts.map(({ part, parameters }) => [part, parameters])).toEqual([
      ['image-tower', 4 + 2 * 12 + 2 + 11 - 1],
      ['image-projection', 0],
      ['text-tower', 2 + 2 * 12 + 2],
      ['text-projection', 2],
      ['logit-scale', 2],
    ]);
  });

  test('its scale and bias make the probabilities of PyTorch out of cosines', async () => {
    const found = await encoded([whole, config()]);
    const width = siglipReference.image_embeds[0]?.length ?? 0;
    const unit = (data: Float32Array, row: number) => {
      const own = data.subarray(row * width, (row + 1) * width);
      return own.map((value) => value / Math.hypot(...own));
    };
    const rule = ownRule(found.model);
    expect(rule.kind).toBe('sigmoid');
    for (const [picture, row] of siglipReference.probabilities.entries()) {
      const cosines = row.map((_, text) =>
        unit(found.images, picture).reduce(
          (sum, value, d) => sum + value * (unit(found.texts, text)[d] ?? 0),
          0,
        ),
      );
      const ours = rowProbabilities(cosines, rule);
      for (const [text, expected] of row.entries()) expect(ours[text]).toBeCloseTo(expected, 4);
    }
  });

  test('without a configuration the shapes tell it; of the heads only the convention', async () => {
    const { model } = await load([whole]);
    const { image, text, embedDim } = model.description.architecture;
    const own = siglipArchitecture(tiny);
    expect({ ...image, heads: 2 }).toEqual(own.image);
    expect({ ...text, heads: 3 }).toEqual(own.text);
    expect(embedDim).toBe(own.embedDim);
    expect(model.description.preprocessing).toEqual({
      size: 32,
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
      fit: 'squash',
    });
  });

  test('of the image side alone the other side is transformers’ own start', async () => {
    const file = safetensors(without(/^text_model|^logit/));
    const found = await encoded([file, config()], { seed: 3 });
    expect(relativeError(found.images, images)).toBeLessThan(1e-4);
    expect(found.report.verdict.kind).toBe('vision-only');
    // The same seed makes the same text side where there is no file at all.
    const random = await encoded([whole, config()], { seed: 3, rule: 'random' });
    expect([...found.texts]).toEqual([...random.texts]);
    expect(relativeError(found.texts, texts)).toBeGreaterThan(0.1);
  });
});

describe('what has no reference is refused, and nothing else', () => {
  test('a projection that SigLIP lacks cannot be left out or made afresh', async () => {
    const asked: LoadOptions[] = [
      { rule: 'timm-linear' },
      { rule: 'without-image-projection' },
      { resets: ['image-projection'] },
    ];
    for (const options of asked) {
      await expect(load([whole, config()], options)).rejects.toMatchObject({
        code: 'checkpoint-unsupported',
        details: { kind: 'no-projection' },
      });
    }
  });

  test('SigLIP’s image side beside CLIP’s text side: what a file brings runs, chance is refused', async () => {
    const clip = new File([goldenBytes(CLIP)], 'clip.safetensors');
    const clipConfig = new File(
      [JSON.stringify({ model_cfg: goldenConfig })],
      'open_clip_config.json',
    );
    const sides = { image: [whole, config()], text: [clip, clipConfig] };
    const engine = createWorkerEngine(nodePlatform());
    const { id, model } = await engine.load(sides);
    const { data } = await engine.encodeImages(id, pixels);
    expect(relativeError(data, images)).toBeLessThan(1e-4);
    expect(model.description.textActivation).toBe('gelu');
    await expect(engine.load(sides, { rule: 'without-text-tower' })).rejects.toMatchObject({
      code: 'checkpoint-unsupported',
      details: { kind: 'no-start' },
    });
  });

  test('training is CLIP’s', async () => {
    const { engine, id } = await load([whole, config()], { rule: 'without-text-projection' });
    const pictures = { data: new Float32Array(64), dims: [2, 32] as [number, number] };
    const data = { pictures, labels: [0, 1], names: ['cat', 'dog'] };
    const asked = engine.train(id, data, { repair: 'text-projection' });
    await expect(asked).rejects.toMatchObject({
      code: 'training-data',
      details: { kind: 'siglip' },
    });
  });
});

describe('broken SigLIP', () => {
  test('without its probe only that starts at random, by transformers’ law, and the report says so', async () => {
    const { report } = await load([safetensors(without(/probe$/)), config()], { seed: 3 });
    expect(report.verdict).toEqual({ kind: 'parts-missing', missing: ['image-tower'] });
    const random = report.parameters.filter(({ provenance }) => provenance.kind === 'initialised');
    const bound: unknown = expect.closeTo(Math.sqrt(6 / (2 * 32)), 12);
    expect(random).toEqual([
      {
        parameter: { name: 'visual.attn_pool.probe', shape: [32], part: 'image-tower' },
        provenance: { kind: 'initialised', law: { kind: 'uniform', bound } },
      },
    ]);
    const [strict] = loaderAccounts(report);
    expect(strict?.check.missing).toEqual(['vision_model.head.probe']);
  });

  test.each([
    ['vision_model.head.probe', [1, 1, 16]],
    ['vision_model.head.attention.in_proj_weight', [32, 32]],
    ['text_model.head.weight', [24, 32]],
    ['vision_model.embeddings.patch_embedding.bias', [16]],
  ])('%s in the shape %j is named', async (name, shape) => {
    const all = referenceTensors();
    const length = shape.reduce((product, size) => product * size, 1);
    const bad = { ...all, [name]: { shape, values: new Float32Array(length) } };
    await expect(load([safetensors(bad), config()])).rejects.toMatchObject({
      code: 'checkpoint-shape-mismatch',
    });
  });

  test.each([
    ['heads that do not divide', { vision_config: { num_attention_heads: 3 } }, 'config-invalid'],
    ['a text side of another width', { text_config: { projection_size: 24 } }, 'config-invalid'],
    ['another epsilon', { vision_config: { layer_norm_eps: 1e-5 } }, 'checkpoint-unsupported'],
    ['no pooling', { vision_config: { vision_use_head: false } }, 'checkpoint-unsupported'],
    ['another activation', { text_config: { hidden_act: 'relu' } }, 'checkpoint-unsupported'],
  ])('%s in the configuration', async (_, change, code) => {
    const changed = {
      ...CONFIG,
      vision_config: {
        ...CONFIG.vision_config,
        ...('vision_config' in change ? change.vision_config : {}),
      },
      text_config: {
        ...CONFIG.text_config,
        ...('text_config' in change ? change.text_config : {}),
      },
    };
    await expect(load([whole, config(changed)])).rejects.toMatchObject({ code });
  });
});

describe('what the page makes of it', () => {
  test('in int8 stays near, with its rows read whole', async () => {
    const found = await encoded([whole, config()], { precision: 'int8' });
    // The bound of int8 in precision.test.ts: what rounding of weights and activations can do to such towers.
    expect(relativeError(found.images, images)).toBeLessThan(4 * 0.037);
    expect(relativeError(found.texts, texts)).toBeLessThan(4 * 0.037);
  });

  test('saved, it is transformers’ file again', async () => {
    const { engine, id } = await load([whole, config()]);
    const saved = await engine.save(id, { layout: 'hf' });
    const again = saved.map(({ name, blob }) => new File([blob], name));
    const [weights] = again;
    const bytes = new Uint8Array((await weights?.arrayBuffer()) ?? new ArrayBuffer(0));
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const { __metadata__: _, ...header } = JSON.parse(
      new TextDecoder().decode(bytes.subarray(8, 8 + length)),
    ) as Record<string, { shape: number[] }>;
    const shapes = Object.entries(header).map(([name, { shape }]) => [name, shape] as const);
    const own = Object.entries(referenceTensors()).map(([name, { shape }]) => [name, shape]);
    expect(Object.fromEntries(shapes)).toEqual(Object.fromEntries(own));
    const read = await encoded(again);
    expect(relativeError(read.images, images)).toBeLessThan(1e-4);
    expect(relativeError(read.texts, texts)).toBeLessThan(1e-4);
    expect(read.report.verdict.kind).toBe('complete');
    await expect(engine.save(id, { layout: 'openclip' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('of a picture of one patch that patch’s vector is the picture’s', async () => {
    const vision_config = { ...CONFIG.vision_config, image_size: 8 };
    const engine = createWorkerEngine(nodePlatform());
    const { id, model } = await engine.load({ config: { ...CONFIG, vision_config } }, { seed: 7 });
    const graph = imagePatchGraph(model.description.architecture, 'gelu-tanh');
    expect(graph.output).toBe('patch_embeds');
    const picture = new Blob([goldenBytes('picture-8-rgb-1x1.png')]);
    const { data, rows } = await engine.encodePatches(id, picture);
    expect(rows).toBe(1);
    const { data: seen } = await engine.encodeImages(id, [picture]);
    expect(relativeError(data, seen)).toBeLessThan(1e-5);
  });
});

test('typed texts are filled up to the context, and are those rows of ids', async () => {
  const { json, config: settings, vocab } = siglipTokenizer();
  const words = new File([JSON.stringify(json)], 'tokenizer.json');
  const more = new File([JSON.stringify(settings)], 'tokenizer_config.json');
  const { engine, id } = await load([whole, config(), words, more]);
  const typed = await engine.encodeTexts(id, ['A photo of a cat']);
  const own = ['a', '▁photo', '▁of', '▁a', '▁', 'c', 'a', 't', '<eos>'].map(
    (one) => vocab[one] ?? 2,
  );
  const inputIds = [...own, 0, 0, 0];
  const { data } = await engine.encodeTexts(id, { inputIds, dims: [1, 12] });
  expect([...typed.data]).toEqual([...data]);
});
