import { encode } from 'fast-png';
import { beforeEach, expect, test, vi } from 'vitest';
import { goldenJson } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const { config } = goldenJson('index.json') as {
  readonly config: { readonly text_cfg: { readonly vocab_size: number } };
};
const END = config.text_cfg.vocab_size - 1;

/** What a small tower takes at once: of pictures and of texts. */
const [PICTURES, TEXTS] = [32, 64];

/** Rows of each run of a session of the runtime, in order. */
let runs: number[];

/** The engine on the runtime itself, which notes what it is asked to compute. */
function counted() {
  const platform = nodePlatform();
  const readPicture = vi.fn<typeof platform.readPicture>(platform.readPicture);
  const loadOrt: typeof platform.loadOrt = async (...build) => {
    const ort = await platform.loadOrt(...build);
    const create = async (...given: Parameters<typeof ort.InferenceSession.create>) => {
      const session = await ort.InferenceSession.create(...given);
      const run = (feeds: Parameters<typeof session.run>[0], outputs: readonly string[]) => {
        const [input] = Object.values(feeds);
        runs.push(input?.dims[0] ?? 0);
        return session.run(feeds, outputs);
      };
      return { run, release: () => session.release() };
    };
    return { ...ort, InferenceSession: { create } } as unknown as typeof ort;
  };
  return { engine: createWorkerEngine({ ...platform, loadOrt, readPicture }), readPicture };
}

beforeEach(() => {
  runs = [];
});

/** Pictures of one pixel, each of another colour. */
const pictures = (count: number): Blob[] =>
  Array.from({ length: count }, (_, i) => {
    const data = Uint8Array.of(i % 256, (i * 31) % 256, (i * 113) % 256);
    return new Blob([new Uint8Array(encode({ width: 1, height: 1, channels: 3, data }))]);
  });

/** Rows of three tokens, all different. */
function texts(count: number, from = 0) {
  const inputIds = Array.from({ length: count }, (_, i) => [
    1 + ((from + i) % 500),
    1 + Math.floor((from + i) / 500),
    END,
  ]).flat();
  return { inputIds, dims: [count, 3] } as const;
}

test('100 pictures are as many runs as full batches hold them, and each is decoded once', async () => {
  const { engine, readPicture } = counted();
  const { id } = await engine.load({ config });
  runs = [];
  const all = pictures(100);
  await engine.encodeImages(id, all);
  expect(runs).toEqual([PICTURES, PICTURES, PICTURES, 100 - 3 * PICTURES]);
  expect(readPicture).toHaveBeenCalledTimes(100);

  // One more among them is one row, and what is known costs nothing.
  runs = [];
  const [more = new Blob()] = pictures(101).slice(100);
  await engine.encodeImages(id, [...all.slice(0, 50), more, ...all.slice(50)]);
  expect(runs).toEqual([1]);
  expect(readPicture).toHaveBeenCalledTimes(101);
});

test('equal pictures fill no batch and are decoded once, wherever they stand', async () => {
  const { engine, readPicture } = counted();
  const { id } = await engine.load({ config });
  runs = [];
  const different = pictures(40);
  const [first = new Blob(), second = new Blob()] = different;
  const images = [first, second, first, second, ...different.flatMap((one) => [one, first, one])];
  const told: number[] = [];
  const { data, dims } = await engine.encodeImages(id, images, {
    onProgress: ({ done }) => told.push(done),
  });
  expect(runs).toEqual([PICTURES, 40 - PICTURES]);
  expect(readPicture).toHaveBeenCalledTimes(40);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(images.length);
  // Each row is the one that the picture has alone.
  const [, width] = dims;
  const alone = await engine.encodeImages(id, different);
  for (const [row, image] of images.entries()) {
    const from = different.indexOf(image) * width;
    expect([...data.subarray(row * width, (row + 1) * width)]).toEqual([
      ...alone.data.subarray(from, from + width),
    ]);
  }
});

test('columns of one image tower run it once, others each', async () => {
  const { engine, readPicture } = counted();
  const [a, b, other] = [
    await engine.load({ config }, { seed: 0 }),
    await engine.load({ config }, { seed: 0 }),
    await engine.load({ config }, { seed: 1 }),
  ];
  expect(a.model.fingerprints.image).toBe(b.model.fingerprints.image);
  runs = [];
  const images = pictures(10);
  await engine.encodeImagesWith([a.id, b.id, other.id], [...images, ...images]);
  expect(runs).toEqual([10, 10]);
  expect(readPicture).toHaveBeenCalledTimes(10);
});

test('1,000 texts are as many runs as full batches hold them, one more label is one row, and what is known none', async () => {
  const { engine } = counted();
  const { id } = await engine.load({ config });
  runs = [];
  await engine.encodeTexts(id, texts(1000));
  expect(runs).toHaveLength(Math.ceil(1000 / TEXTS));
  expect(runs.reduce((sum, rows) => sum + rows)).toBe(1000);
  runs = [];
  await engine.encodeTexts(id, texts(1001));
  expect(runs).toEqual([1]);
  runs = [];
  await engine.encodeTexts(id, texts(1001));
  expect(runs).toEqual([]);
});
