import { afterAll, describe, expect, test } from 'vitest';
import {
  readTestCheckpoint,
  testArchitecture,
  weightBlock,
  type TestConfig,
} from '../../testing/checkpoint.ts';
import { goldenFloats, goldenJson, relativeError } from '../../testing/golden.ts';
import { openTower, type TestTower } from '../../testing/run-graph.ts';
import type { Activation } from '../model/architecture.ts';
import { imageTowerGraph } from './image-tower.ts';
import { textTowerGraph } from './text-tower.ts';

interface Reference {
  readonly activation: Activation;
  readonly layout: string;
  readonly dtype?: string;
  readonly config?: 'config_rn';
  readonly pixel_values?: 'pixel_values_rn';
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
}

interface Pixels {
  readonly shape: readonly number[];
  readonly file: string;
}

const index = goldenJson('index.json') as {
  readonly config: TestConfig;
  readonly config_rn: TestConfig;
  readonly pixel_values: Pixels;
  readonly pixel_values_rn: Pixels;
  readonly input_ids: readonly (readonly number[])[];
  readonly checkpoints: Readonly<Record<string, Reference>>;
};

const opened: TestTower[] = [];
afterAll(async () => {
  for (const tower of opened) await tower.release();
});

async function openImageTower(file: string, activation: Activation, config = index.config) {
  const graph = imageTowerGraph(testArchitecture(config), activation);
  const tower = await openTower(graph, weightBlock(graph, readTestCheckpoint(file)));
  opened.push(tower);
  return tower;
}

async function openTextTower(file: string, activation: Activation, config = index.config) {
  const graph = textTowerGraph(testArchitecture(config), activation);
  const tower = await openTower(graph, weightBlock(graph, readTestCheckpoint(file)));
  opened.push(tower);
  return tower;
}

const ids = Int32Array.from(index.input_ids.flat());
const contextLength = index.config.text_cfg.context_length;
const quick = 'tiny-quickgelu-openclip.safetensors';

/** The first `length` ids of each of the reference texts. */
function trimmed(length: number): Int32Array {
  return Int32Array.from(index.input_ids.flatMap((row) => row.slice(0, length)));
}

const openClipFiles = Object.entries(index.checkpoints).filter(
  ([, { layout }]) => layout === 'openclip',
);

describe.each(openClipFiles)('%s', (file, reference) => {
  const tolerance = reference.dtype === undefined ? 1e-5 : 2e-3;

  test('image embeddings are those of PyTorch', async () => {
    const config = index[reference.config ?? 'config'];
    const pixels = index[reference.pixel_values ?? 'pixel_values'];
    const tower = await openImageTower(file, reference.activation, config);
    const embeds = await tower.run(goldenFloats(pixels.file), pixels.shape);
    expect(relativeError(embeds, reference.image_embeds.flat())).toBeLessThan(tolerance);
  });

  test('text embeddings are those of PyTorch', async () => {
    const config = index[reference.config ?? 'config'];
    const tower = await openTextTower(file, reference.activation, config);
    const embeds = await tower.run(ids, [index.input_ids.length, contextLength]);
    expect(relativeError(embeds, reference.text_embeds.flat())).toBeLessThan(tolerance);
  });
});

describe('image tower', () => {
  test.each([
    [quick, 'config', 'pixel_values'],
    ['tiny-rn-openclip.safetensors', 'config_rn', 'pixel_values_rn'],
  ] as const)('%s: a batch gives what its pictures give alone', async (file, config, key) => {
    const tower = await openImageTower(file, 'quickgelu', index[config]);
    const { shape, file: pixelFile } = index[key];
    const pixels = goldenFloats(pixelFile);
    const [count = 0, ...dims] = shape;
    const size = pixels.length / count;
    const together = await tower.run(pixels, shape);
    for (let n = 0; n < count; n++) {
      const alone = await tower.run(pixels.slice(n * size, (n + 1) * size), [1, ...dims]);
      const width = alone.length;
      const row = together.slice(n * width, (n + 1) * width);
      expect(relativeError(alone, row)).toBeLessThan(1e-6);
    }
  });

  test('what the grid does not cover is not seen', async () => {
    const config = structuredClone(index.config);
    const wider = { ...config, vision_cfg: { ...config.vision_cfg, image_size: 53 } };
    const { shape, file } = index.pixel_values;
    const pixels = goldenFloats(file);
    const padded = new Float32Array(3 * 3 * 53 * 53).fill(7);
    for (const [i, value] of pixels.entries()) {
      const row = Math.floor(i / 48);
      padded[(Math.floor(row / 48) * 53 + (row % 48)) * 53 + (i % 48)] = value;
    }
    const small = await openImageTower(quick, 'quickgelu');
    const large = await openImageTower(quick, 'quickgelu', wider);
    const expected = await small.run(pixels, shape);
    expect(relativeError(await large.run(padded, [3, 3, 53, 53]), expected)).toBeLessThan(1e-6);
  });

  test('the two activations differ', async () => {
    const { shape, file } = index.pixel_values;
    const pixels = goldenFloats(file);
    const gelu = await openImageTower(quick, 'gelu');
    const embeds = await gelu.run(pixels, shape);
    const expected = index.checkpoints[quick]?.image_embeds.flat() ?? [];
    expect(relativeError(embeds, expected)).toBeGreaterThan(1e-3);
  });
});

describe('text tower', () => {
  test('a text cut behind its end token gives what the whole context gives', async () => {
    const tower = await openTextTower(quick, 'quickgelu');
    const full = await tower.run(ids, [4, contextLength]);
    const width = full.length / 4;
    // The longest of the first three texts ends at its eleventh token.
    const short = await tower.run(trimmed(11).slice(0, 33), [3, 11]);
    expect(relativeError(short, full.slice(0, 3 * width))).toBeLessThan(1e-6);
    const shortest = await tower.run(trimmed(3).slice(0, 3), [1, 3]);
    expect(relativeError(shortest, full.slice(0, width))).toBeLessThan(1e-6);
  });

  test('a token behind the end token changes nothing, one before it does', async () => {
    const tower = await openTextTower(quick, 'quickgelu');
    const [first = []] = index.input_ids;
    const text = Int32Array.from(first);
    const behind = text.with(3, 321).with(15, 123);
    const before = text.with(1, 321);
    const dims = [1, contextLength];
    const expected = await tower.run(text, dims);
    expect(relativeError(await tower.run(behind, dims), expected)).toBeLessThan(1e-6);
    expect(relativeError(await tower.run(before, dims), expected)).toBeGreaterThan(1e-3);
  });

  test('the first of several largest ids is where a text is read', async () => {
    const tower = await openTextTower(quick, 'quickgelu');
    const [first = []] = index.input_ids;
    const text = Int32Array.from(first);
    const dims = [1, contextLength];
    const twice = await tower.run(text.with(9, 599), dims);
    expect(relativeError(twice, await tower.run(text, dims))).toBeLessThan(1e-6);
  });
});

describe('odd sizes', () => {
  test('heads of 12 and 10 values, a context of 7, a grid of 3', async () => {
    const init = goldenJson('init/index.json') as {
      readonly tiny: Readonly<Record<string, { readonly config: TestConfig }>>;
    };
    const name = 'init-odd-seed0.safetensors';
    const config = init.tiny[name]?.config ?? index.config;
    const images = await openImageTower(`init/${name}`, 'gelu', config);
    const texts = await openTextTower(`init/${name}`, 'gelu', config);
    const pixels = new Float32Array(2 * 3 * 30 * 30).map((_, i) => Math.sin(i));
    const embeds = await images.run(pixels, [2, 3, 30, 30]);
    expect(embeds.length).toBe(20);
    expect(embeds.every((value) => Number.isFinite(value))).toBe(true);
    const textEmbeds = await texts.run(Int32Array.of(99, 3, 100, 99, 100, 0), [2, 3]);
    expect(textEmbeds.length).toBe(20);
    expect(textEmbeds.every((value) => Number.isFinite(value))).toBe(true);
  });
});
