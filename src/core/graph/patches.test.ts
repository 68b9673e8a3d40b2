import { afterAll, describe, expect, test } from 'vitest';
import {
  readTestCheckpoint,
  testArchitecture,
  weightBlock,
  type TestConfig,
} from '../../testing/checkpoint.ts';
import { goldenFloats, goldenJson, relativeError } from '../../testing/golden.ts';
import { openOutputs, type OpenedOutputs } from '../../testing/run-graph.ts';
import { patchReference } from '../../testing/patch-references.ts';
import { imagePatchGraph, imageTowerGraph } from './image-tower.ts';

const index = goldenJson('index.json') as {
  readonly config: TestConfig;
  readonly config_rn: TestConfig;
};
const init = goldenJson('init/index.json') as {
  readonly tiny: Readonly<Record<string, { readonly config: TestConfig }>>;
};
const ODD = 'init-odd-seed0.safetensors';
const odd = init.tiny[ODD]?.config ?? index.config;

const opened: OpenedOutputs[] = [];
afterAll(async () => {
  for (const graph of opened) await graph.release();
});

async function open(file: string, config: TestConfig, gelu = false, patches = true) {
  const draw = patches ? imagePatchGraph : imageTowerGraph;
  const graph = draw(testArchitecture(config), gelu ? 'gelu' : 'quickgelu');
  const tower = await openOutputs(graph, weightBlock(graph, readTestCheckpoint(file)));
  opened.push(tower);
  return tower;
}

function withHeads(count: number): TestConfig {
  const { width } = index.config.vision_cfg;
  return { ...index.config, vision_cfg: { ...index.config.vision_cfg, head_width: width / count } };
}

const QUICK = 'tiny-quickgelu-openclip.safetensors';
const RESNET = 'tiny-rn-openclip.safetensors';
const square = (count: number, side: number) => waves([count, 3, side, side]);

/** The reference script's pictures by formula: the sine of each number's place. */
function waves(dims: readonly number[]) {
  const length = dims.reduce((product, side) => product * side, 1);
  return { data: Float32Array.from({ length }, (_, i) => Math.sin(i)), dims };
}

function photographs(file: string, dims: readonly [number, number, number, number]) {
  const [count, channels, height, width] = dims;
  return { data: goldenFloats(file).slice(0, count * channels * height * width), dims };
}

const vitPixels = (count: number) => photographs('pixel_values.f32', [count, 3, 48, 48]);

/** 192 x 192 numbers, of which the first 64 rows of each channel are given. */
function wide() {
  const { data } = square(1, 192);
  const rows = [0, 1, 2].flatMap((channel) => {
    const start = channel * 192 * 192;
    return Array.from(data.subarray(start, start + 64 * 192));
  });
  return { data: Float32Array.from(rows), dims: [1, 3, 64, 192] };
}

describe('patches of a picture are those of PyTorch', () => {
  test.each([
    ['tiny-quickgelu', QUICK, index.config, false, vitPixels(2)],
    ['tiny-gelu', 'tiny-gelu-openclip.safetensors', index.config, true, vitPixels(2)],
    ['heads-1', QUICK, withHeads(1), false, vitPixels(1)],
    ['heads-4', QUICK, withHeads(4), false, vitPixels(1)],
    ['heads-8', QUICK, withHeads(8), false, vitPixels(1)],
    ['odd', `init/${ODD}`, odd, true, square(1, 30)],
    ['resnet', RESNET, index.config_rn, false, photographs('pixel_values_rn.f32', [1, 3, 64, 64])],
    ['resnet-double', RESNET, index.config_rn, false, square(1, 128)],
    ['resnet-wide', RESNET, index.config_rn, false, wide()],
  ] as const)('%s', async (name, file, config, gelu, { data, dims }) => {
    const tower = await open(file, config, gelu);
    const { patch_embeds: found } = await tower.run(data, dims);
    expect(relativeError(found ?? [], patchReference(name).data)).toBeLessThan(1e-5);
  });
});

describe('the tower’s own output', () => {
  test.each([
    [QUICK, index.config, false],
    ['tiny-gelu-openclip.safetensors', index.config, true],
  ] as const)('%s: is to the bit what it is without the patches', async (file, config, gelu) => {
    const { data, dims } = photographs('pixel_values.f32', [3, 3, 48, 48]);
    const plain = await (await open(file, config, gelu, false)).run(data, dims);
    const both = await (await open(file, config, gelu)).run(data, dims);
    expect(Object.keys(plain)).toEqual(['embeds']);
    expect(both['embeds']).toEqual(plain['embeds']);
  });

  test.each([
    ['vit', index.config],
    ['resnet', index.config_rn],
  ] as const)('%s: patches take no weight that it has not', (_, config) => {
    const architecture = testArchitecture(config);
    const own = new Set(imageTowerGraph(architecture, 'gelu').weights.map(({ name }) => name));
    const names = imagePatchGraph(architecture, 'gelu').weights.map(({ name }) => name);
    expect(names.filter((name) => !own.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

test('one patch alone, near nothing but the class token, still has its vector', async () => {
  const config = { ...odd, vision_cfg: { ...odd.vision_cfg, image_size: 10 } };
  const architecture = testArchitecture(config);
  const graph = imagePatchGraph(architecture, 'gelu');
  const checkpoint = new Map(readTestCheckpoint(`init/${ODD}`));
  const positions = checkpoint.get('visual.positional_embedding') ?? new Float32Array();
  checkpoint.set('visual.positional_embedding', positions.slice(0, 2 * 24));
  const tower = await openOutputs(graph, weightBlock(graph, checkpoint));
  opened.push(tower);
  const { data, dims } = square(2, 10);
  const { patch_embeds: found = new Float32Array() } = await tower.run(data, dims);
  expect(found).toHaveLength(2 * config.embed_dim);
  expect(found.every(Number.isFinite)).toBe(true);
});
