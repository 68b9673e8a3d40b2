import { expect, test } from 'vitest';
import { imageTowerGraph } from '../core/graph/image-tower.ts';
import { textTowerGraph } from '../core/graph/text-tower.ts';
import { readTestCheckpoint, testArchitecture, weightBlock } from '../testing/checkpoint.ts';
import { goldenBytes, relativeError } from '../testing/golden.ts';
import {
  goldenConfig,
  goldenIds,
  goldenPixels,
  goldenReference,
} from '../testing/golden-inputs.ts';
import { openTower } from '../testing/run-graph.ts';
import { createWorkerEngine } from './engine.ts';
import type { Backend } from './runtime/backend.ts';
import { createTowerSession } from './runtime/tower-session.ts';
import { nodePlatform } from './testing/node-platform.ts';
import { lowestCosine } from '../testing/lowest-cosine.ts';

const NAME = 'tiny-quickgelu-openclip.safetensors';
const reference = goldenReference(NAME);
const [pixels, ids] = [goldenPixels, goldenIds];

function files(name = NAME): File[] {
  return [
    new File([goldenBytes(name)], name),
    new File([JSON.stringify(goldenConfig)], 'open_clip_config.json'),
  ];
}

/**
 * A row of n normal weights has its largest at some 2.5 deviations (n = 64), so a step is 2.5/127 and rounding costs
 * 2.5/127/sqrt(12) = 0.6 % of a deviation; activations of 3 deviations each way in 127 steps cost 6/127/sqrt(12) = 1.4 %.
 * Together 1.5 % a layer, and over the twelve linear layers of the image tower sqrt(12) times that, 5.2 %, if none of it
 * cancels: cosine 1 - 0.052^2/2 = 0.9986. The bound, four times 3.7 %, allows errors of nearly three times that.
 */
const BOUND = 1 - (4 * 0.037) ** 2 / 2;

test.each([
  [NAME, 'quickgelu'],
  ['tiny-gelu-openclip.safetensors', 'gelu'],
] as const)(
  '%s in int8 gives nearly the embeddings of PyTorch, in a quarter of its linear layers',
  async (name, activation) => {
    const engine = createWorkerEngine(nodePlatform());
    const reference = goldenReference(name);
    const full = await engine.load(files(name), { activation });
    const small = await engine.load(files(name), { activation, precision: 'int8' });
    expect(small.model).toMatchObject({ precision: 'int8', name: full.model.name });
    const images = await engine.encodeImages(small.id, pixels);
    const texts = await engine.encodeTexts(small.id, ids);
    expect(lowestCosine(images.data, reference.image_embeds)).toBeGreaterThan(BOUND);
    expect(lowestCosine(texts.data, reference.text_embeds)).toBeGreaterThan(BOUND);
    expect(relativeError(images.data, reference.image_embeds.flat())).toBeGreaterThan(1e-4);
    // Twelve width² of weights and nine widths of outputs in each block, four bytes before and one after.
    const blocks = [
      [64, 3],
      [48, 2],
    ] as const;
    const saved = blocks.reduce((sum, [width, layers]) => sum + layers * 12 * width ** 2 * 3, 0);
    const scales = blocks.reduce((sum, [width, layers]) => sum + layers * 9 * width * 4, 0);
    // Each of the two towers' weights starts at a multiple of 64 bytes: some more for each.
    const difference = full.model.weightBytes - small.model.weightBytes - (saved - scales);
    expect(Math.abs(difference)).toBeLessThan(64 * 100);
  },
);

test('in int8 a picture gives the same numbers in any company, and a text with any padding', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const { id } = await engine.load(files(), { precision: 'int8' });
  const together = await engine.encodeImages(id, pixels);
  const size = pixels.pixelValues.length / 3;
  for (const row of [0, 1, 2]) {
    const values = pixels.pixelValues.slice(row * size, (row + 1) * size);
    const alone = await engine.encodeImages(id, { pixelValues: values, dims: [1, 3, 48, 48] });
    expect([...alone.data]).toEqual([...together.data.subarray(row * 32, (row + 1) * 32)]);
  }
  const short = [5, 7, 599];
  const bare = await engine.encodeTexts(id, { inputIds: short, dims: [1, 3] });
  const padded = await engine.encodeTexts(id, { inputIds: [...short, 0, 0], dims: [1, 5] });
  expect([...padded.data]).toEqual([...bare.data]);
  const mixed = [short, [9, 599], [11, 3, 2, 8, 599], [6, 7, 599]];
  const inputIds = mixed.flatMap((row) => [...row, 0, 0, 0, 0].slice(0, 5));
  const both = await engine.encodeTexts(id, { inputIds, dims: [4, 5] });
  for (const [row, ids] of mixed.entries()) {
    const alone = await engine.encodeTexts(id, { inputIds: ids, dims: [1, ids.length] });
    expect([...alone.data]).toEqual([...both.data.subarray(row * 32, (row + 1) * 32)]);
  }
});

test('in int8 a batch is one run of the graph, as far as its texts have one length', async () => {
  const architecture = testArchitecture(goldenConfig);
  const graph = textTowerGraph(architecture, 'quickgelu', 'int8');
  const runs: (readonly number[])[] = [];
  const ort = {
    Tensor: function tensor(this: object, _: string, data: Int32Array, dims: readonly number[]) {
      Object.assign(this, { data, dims });
    },
    InferenceSession: {
      create: async () => ({
        run: async ({ input_ids: { dims, data } }: { input_ids: InputIds }) => {
          runs.push(dims);
          const [rows = 1, length = 1] = dims;
          const values = Float32Array.from({ length: rows }, (_, row) => data[row * length] ?? 0);
          return { embeds: { getData: async () => values, dispose: () => undefined } };
        },
        release: async () => undefined,
      }),
    },
  };
  const backend = { ort, kind: 'wasm', gpu: null } as unknown as Backend;
  const weights = graph.weights.map(({ byteLength }) => new Uint8Array(byteLength));
  const session = await createTowerSession(backend, graph, weights);
  const rows = [
    [5, 99, 0],
    [6, 7, 99],
    [8, 99, 0],
  ];
  const data = Int32Array.from(rows.flat());
  expect([...(await session.run({ data, dims: [3, 3] }))]).toEqual([5, 6, 8]);
  expect(runs).toEqual([
    [2, 2],
    [1, 3],
  ]);
});

interface InputIds {
  readonly data: Int32Array;
  readonly dims: readonly number[];
}

test('fp16 is refused in one sentence where no graphics card computes in it', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const load = engine.load(files(), { precision: 'fp16' });
  await expect(load).rejects.toMatchObject({ code: 'precision-unavailable' });
  expect(await engine.device()).toMatchObject({ halfPrecision: false });
  const odd = engine.load(files(), { precision: 'int4' as 'int8' });
  await expect(odd).rejects.toMatchObject({ code: 'invalid-input' });
});

/** Half precision rounds each number by at most 2^-11; a hundred roundings in a row add up to ten of these if they are random. */
const HALF = 10 * 2 ** -11;

test('the graphs in half precision give the embeddings of PyTorch as far as half precision goes', async () => {
  const architecture = testArchitecture(goldenConfig);
  const checkpoint = readTestCheckpoint(NAME);
  const image = imageTowerGraph(architecture, 'quickgelu', 'fp16');
  const text = textTowerGraph(architecture, 'quickgelu', 'fp16');
  expect(image.weights.every(({ type }) => type === 'float16')).toBe(true);
  const images = await openTower(image, weightBlock(image, checkpoint));
  const texts = await openTower(text, weightBlock(text, checkpoint));
  const imageEmbeds = await images.run(pixels.pixelValues, pixels.dims);
  const textEmbeds = await texts.run(Int32Array.from(ids.inputIds), ids.dims);
  expect(relativeError(imageEmbeds, reference.image_embeds.flat())).toBeLessThan(HALF);
  expect(relativeError(textEmbeds, reference.text_embeds.flat())).toBeLessThan(HALF);
  await images.release();
  await texts.release();
});
