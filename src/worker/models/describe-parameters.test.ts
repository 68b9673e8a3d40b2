import { expect, test } from 'vitest';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { readTestCheckpoint } from '../../testing/checkpoint.ts';
import { compareModels, type HashedModel } from '../../core/checkpoint/compare-models.ts';
import type { LoadOptions } from '../../engine/loading.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const { config } = goldenJson('index.json') as { readonly config: unknown };
const OPENCLIP = 'tiny-quickgelu-openclip.safetensors';
const HF = 'tiny-quickgelu-hf.safetensors';
const TIMM = 'tiny-quickgelu-timm.safetensors';
const HALF = 'tiny-quickgelu-openclip-f16.safetensors';

const engine = createWorkerEngine(nodePlatform());

function filesOf(name: string): File[] {
  return [
    new File([goldenBytes(name)], name),
    new File([JSON.stringify(config)], 'open_clip_config.json'),
  ];
}

async function load(name: string, options: LoadOptions = {}) {
  const { id, report } = await engine.load(filesOf(name), options);
  return { id, report };
}

async function hashed(name: string, options: LoadOptions = {}): Promise<HashedModel> {
  const { id, report } = await load(name, options);
  return { report, hashes: await engine.hashParameters(id) };
}

/** Two passes in float64, apart from the project's own way. */
function moments(values: Float32Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance), largest: Math.max(...values) };
}

test.each([OPENCLIP, HF])('a loaded parameter of %s is what the file holds', async (name) => {
  const { id } = await load(name);
  const held = readTestCheckpoint(OPENCLIP).get('transformer.resblocks.0.attn.in_proj_weight');
  if (!held) throw new Error('The reference lacks it.');
  // In Hugging Face's layout it is in three tensors.
  const { summary, histogram, law } = await engine.describeParameter(
    id,
    'transformer.resblocks.0.attn.in_proj_weight',
  );
  const expected = moments(held);
  expect(summary).toMatchObject({ count: held.length, finite: held.length, nan: 0 });
  expect(summary.mean).toBeCloseTo(expected.mean, 9);
  expect(summary.deviation).toBeCloseTo(expected.deviation, 9);
  expect(summary.largest).toBe(expected.largest);
  const counted = histogram.counts.reduce((sum, count) => sum + count, 0);
  expect(counted + histogram.below + histogram.above).toBe(held.length);
  expect(law).toMatchObject({ kind: 'normal', std: 48 ** -0.5 });
});

test('a random parameter is drawn as it was, and follows its law', async () => {
  const { id } = await load(TIMM, { seed: 3 });
  const { summary, law } = await engine.describeParameter(id, 'token_embedding.weight');
  expect(law).toEqual({ kind: 'normal', mean: 0, std: 0.02 });
  expect(summary.count).toBe(600 * 48);
  // Six standard errors of a mean and of a deviation.
  expect(Math.abs(summary.mean)).toBeLessThan((6 * 0.02) / Math.sqrt(summary.count));
  expect(Math.abs(summary.deviation - 0.02)).toBeLessThan(
    (6 * 0.02) / Math.sqrt(2 * summary.count),
  );
  const again = await engine.describeParameter(id, 'token_embedding.weight');
  expect(again.summary).toEqual(summary);
  const { id: other } = await load(TIMM, { seed: 4 });
  const drawn = await engine.describeParameter(other, 'token_embedding.weight');
  expect(drawn.summary.mean).not.toBe(summary.mean);
});

test('a single number is described too', async () => {
  const { id } = await load(OPENCLIP);
  const { summary, histogram } = await engine.describeParameter(id, 'logit_scale');
  expect(summary).toMatchObject({ count: 1, deviation: 0 });
  expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
});

test('a name that the model does not have is refused by name', async () => {
  const { id } = await load(OPENCLIP);
  await expect(engine.describeParameter(id, 'visual.bn1.weight')).rejects.toMatchObject({
    code: 'unknown-parameter',
    details: { name: 'visual.bn1.weight' },
  });
  await expect(engine.describeParameter('model-0', 'logit_scale')).rejects.toMatchObject({
    code: 'unknown-model',
  });
});

test('one model in three layouts is the same, but for what a layout has no names for', async () => {
  const whole = await hashed(OPENCLIP);
  const same = (other: HashedModel) =>
    compareModels(whole, other).parts.map(({ part, same, ...rest }) => [
      part,
      same,
      rest['other-values'],
    ]);
  expect(same(await hashed(HF))).toEqual([
    ['image-tower', 43, 0],
    ['image-projection', 1, 0],
    ['text-tower', 28, 0],
    ['text-projection', 1, 0],
    ['logit-scale', 1, 0],
  ]);
  const byTimm = Object.fromEntries(
    same(await hashed(TIMM)).map(([part, ...counts]) => [part, counts]),
  );
  expect(byTimm['image-tower']).toEqual([43, 0]);
  expect(byTimm['image-projection']).toEqual([1, 0]);
  // Norms and biases that start at 1 and 0 may be the trained model's too; matrices are not.
  expect(byTimm['text-projection']).toEqual([0, 1]);
});

test('the same weights in half precision are other values', async () => {
  const { parts } = compareModels(await hashed(OPENCLIP), await hashed(HALF));
  expect(parts.find(({ part }) => part === 'text-projection')).toMatchObject({
    same: 0,
    'other-values': 1,
  });
});

test('random models are the same by their seed', async () => {
  const [a, b, c] = [
    await hashed(TIMM, { rule: 'timm', seed: 1 }),
    await hashed(OPENCLIP, { rule: 'timm', seed: 1 }),
    await hashed(TIMM, { rule: 'timm', seed: 2 }),
  ];
  const others = (one: HashedModel, other: HashedModel) =>
    compareModels(one, other).parameters.filter(({ likeness }) => likeness !== 'same').length;
  expect(others(a, b)).toBe(0);
  expect(others(a, c)).toBeGreaterThan(10);
});

test('towers of two files are the complete model, and what is started afresh is another', async () => {
  const whole = await hashed(OPENCLIP);
  const { id, report } = await engine.load({ image: filesOf(TIMM), text: filesOf(HF) });
  const together = { report, hashes: await engine.hashParameters(id) };
  const unlike = (other: HashedModel) =>
    compareModels(whole, other).parameters.filter(({ likeness }) => likeness !== 'same');
  expect(unlike(together)).toEqual([]);
  expect((await engine.describeParameter(id, 'ln_final.weight')).summary.count).toBe(48);
  const afresh = await hashed(OPENCLIP, { resets: ['text-projection'] });
  expect(unlike(afresh)).toMatchObject([{ name: 'text_projection', loaded: [true, false] }]);
});

test('an abort ends the hashing between two parameters', async () => {
  const { id } = await load(OPENCLIP);
  const controller = new AbortController();
  const call = engine.hashParameters(id, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
});
