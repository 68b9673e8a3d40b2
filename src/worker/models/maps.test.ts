import { decode, encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import type { PictureView } from '../../core/image/picture-view.ts';
import { goldenBytes, goldenJson, relativeError } from '../../testing/golden.ts';
import { onnxPair, PAIR_CONFIG } from '../../testing/onnx-pair.ts';
import { patchReference } from '../../testing/patch-references.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const index = goldenJson('index.json') as { readonly config: object; readonly config_rn: object };
const QUICK = 'tiny-quickgelu-openclip.safetensors';

function filesOf(name: string, config: object = index.config): File[] {
  return [
    new File([goldenBytes(name)], name),
    new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
  ];
}

function pairFiles(): File[] {
  const { image, text } = onnxPair('tiny-quickgelu-hf.safetensors');
  return [
    new File([image], 'vision_model.onnx'),
    new File([text], 'text_model.onnx'),
    new File([JSON.stringify(PAIR_CONFIG)], 'config.json'),
  ];
}

const WIDE = 'picture-3-rgb-97x61.png';
const picture = (name: string) => new Blob([goldenBytes(name)]);

/** The picture with each pixel made anew, as a file. */
function redrawn(
  name: string,
  [left, top, width, height]: readonly [number, number, number, number],
  colour: (x: number, y: number, own: readonly number[]) => readonly number[] = (_x, _y, own) =>
    own,
): Blob {
  const { data, width: stride } = decode(goldenBytes(name));
  const pixels = Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [left + (i % width), top + Math.floor(i / width)];
    const at = (y * stride + x) * 3;
    return colour(x, y, Array.from(data.subarray(at, at + 3)));
  });
  const bytes = encode({
    width,
    height,
    channels: 3,
    depth: 8,
    data: Uint8Array.from(pixels.flat()),
  });
  return new Blob([new Uint8Array(bytes)]);
}

function meanColour(name: string): readonly number[] {
  const { data } = decode(goldenBytes(name));
  return [0, 1, 2].map((channel) => {
    const values = [...data].filter((_, i) => i % 3 === channel);
    return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  });
}

describe('views', () => {
  async function opened() {
    let reads = 0;
    const platform = nodePlatform();
    const engine = createWorkerEngine({
      ...platform,
      readPicture: (bytes, alpha) => {
        reads++;
        return platform.readPicture(bytes, alpha);
      },
    });
    const { id } = await engine.load(filesOf(QUICK));
    return { engine, id, reads: () => reads };
  }

  const rows = ({ data, dims }: { data: Float32Array; dims: readonly [number, number] }) =>
    Array.from({ length: dims[0] }, (_, row) => data.slice(row * dims[1], (row + 1) * dims[1]));

  test('of which nothing is cut and nothing covered are the picture', async () => {
    const { engine, id } = await opened();
    const empty = { left: 0.3, top: 0.3, width: 0, height: 0.2 };
    const views: PictureView[] = [
      { crop: { left: 0, top: 0, width: 1, height: 1 } },
      { covered: [empty] },
      { covered: [{ left: 1.2, top: 0, width: 0.5, height: 1 }] },
      {},
      { covered: [] },
    ];
    const found = rows(await engine.encodeViews(id, picture(WIDE), views));
    const [whole] = rows(await engine.encodeImages(id, [picture(WIDE)]));
    for (const vector of found) expect(vector).toEqual(whole);
  });

  test('cut and covered are the pictures that one would cut and paint by hand', async () => {
    const { engine, id } = await opened();
    // 97 x 61 pixels: what a rectangle touches is taken whole.
    const crop = { left: 10 / 97, top: 20.5 / 61, width: 40 / 97, height: 30 / 61 };
    const covered = [
      { left: 0, top: 0, width: 30 / 97, height: 1 },
      { left: 60 / 97, top: 12 / 61, width: 9.2 / 97, height: 30 / 61 },
    ];
    const fill = meanColour(WIDE);
    const painted = (x: number, y: number, own: readonly number[]) =>
      x < 30 || (x >= 60 && x < 70 && y >= 12 && y < 42) ? fill : own;
    const views = [{ crop }, { covered }, { crop, covered }];
    const found = rows(await engine.encodeViews(id, picture(WIDE), views));
    const byHand = await engine.encodeImages(id, [
      redrawn(WIDE, [10, 20, 40, 31]),
      redrawn(WIDE, [0, 0, 97, 61], painted),
      redrawn(WIDE, [10, 20, 40, 31], painted),
    ]);
    expect(found).toEqual(rows(byHand));
  });

  test('of which everything is covered are alike for every picture', async () => {
    const { engine, id } = await opened();
    const all = {
      covered: [
        { left: 0, top: 0, width: 0.5, height: 1 },
        { left: 0.5, top: 0, width: 0.5, height: 1 },
      ],
    };
    // The model sees the middle square only.
    const middle = { covered: [{ left: 0.18, top: 0, width: 0.64, height: 1 }] };
    const half = { covered: [{ left: 0, top: 0, width: 0.5, height: 1 }] };
    const [a, b, c] = rows(await engine.encodeViews(id, picture(WIDE), [all, middle, half]));
    const [d, e] = rows(
      await engine.encodeViews(id, picture('picture-6-p-333x333.png'), [all, half]),
    );
    expect(b).toEqual(a);
    expect(d).toEqual(a);
    expect(e).not.toEqual(c);
    expect(c).not.toEqual(a);
  });

  test('are made of one decoded picture, also from call to call', async () => {
    const { engine, id, reads } = await opened();
    const half = (left: number) => ({ crop: { left, top: 0, width: 0.5, height: 1 } });
    await engine.encodeViews(id, picture(WIDE), [half(0), half(0.25), half(0.5)]);
    await engine.encodeViews(id, picture(WIDE), [half(0.1)]);
    expect(reads()).toBe(1);
  });

  test('are reported as they are done, and given up between two batches', async () => {
    const { engine, id } = await opened();
    const views = Array.from({ length: 40 }, (_, i) => ({
      crop: { left: 0, top: 0, width: 1 - i / 50, height: 1 },
    }));
    const seen: string[] = [];
    await engine.encodeViews(id, picture(WIDE), views, {
      onProgress: ({ done, total, unit }) => seen.push(`${done}/${total} ${unit}`),
    });
    expect(seen).toEqual(['0/40 pictures', '32/40 pictures', '40/40 pictures']);
    const signal = AbortSignal.abort();
    await expect(
      engine.encodeViews(id, picture('picture-6-p-333x333.png'), views, { signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  const whole = { left: 0, top: 0, width: 1, height: 1 };
  test.each([
    ['none', []],
    ['more than 64', Array.from({ length: 65 }, () => ({}))],
    ['a cut without a pixel', [{ crop: { ...whole, width: 0 } }]],
    ['a cut beside the picture', [{ crop: { ...whole, left: 1 } }]],
    ['a number that is none', [{ covered: [{ ...whole, top: Number.NaN }] }]],
    ['a negative side', [{ covered: [{ ...whole, height: -0.5 }] }]],
    ['more strokes than anybody paints', [{ covered: Array.from({ length: 1025 }, () => whole) }]],
  ] as const)('%s are refused', async (_, views) => {
    const { engine, id } = await opened();
    await expect(engine.encodeViews(id, picture(WIDE), views)).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('of an ONNX pair are scored like any other’s', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(pairFiles());
    const { dims } = await engine.encodeViews(id, picture(WIDE), [{}, { covered: [whole] }]);
    expect(dims).toEqual([2, 32]);
  });
});

describe('patches', () => {
  test.each([
    [QUICK, 1e-4],
    ['tiny-quickgelu-hf.safetensors', 1e-4],
    ['tiny-quickgelu-timm.safetensors', 1e-4],
    ['tiny-quickgelu-openclip-f16.safetensors', 2e-3],
    ['tiny-quickgelu-openclip-bf16.safetensors', 2e-2],
  ] as const)('of a photograph by %s are those of PyTorch', async (name, tolerance) => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(filesOf(name));
    const found = await engine.encodePatches(id, picture(WIDE));
    expect(relativeError(found.data, patchReference('photograph-vit').data)).toBeLessThan(
      tolerance,
    );
    expect(found).toMatchObject({ dims: [36, 32], rows: 6, columns: 6, size: 48 });
    const { left, top, width, height } = found.region;
    // The middle square of 61 pixels, of 76 resized columns the 14th to the 61st.
    expect([left * 97, top, width * 97, height]).toEqual([
      expect.closeTo((14 * 97) / 76, 9),
      0,
      expect.closeTo(61, 9),
      1,
    ]);
  });

  test('of a ModifiedResNet are those of PyTorch at twice its size, and at others on request', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(filesOf('tiny-rn-openclip.safetensors', index.config_rn));
    const found = await engine.encodePatches(id, picture(WIDE));
    expect(relativeError(found.data, patchReference('photograph-resnet').data)).toBeLessThan(1e-4);
    expect(found).toMatchObject({ dims: [16, 32], rows: 4, columns: 4, size: 128 });
    const finer = await engine.encodePatches(id, picture(WIDE), { size: 192 });
    expect(finer).toMatchObject({ dims: [36, 32], size: 192 });
    for (const size of [0, 100, 224, -32, Number.NaN]) {
      await expect(engine.encodePatches(id, picture(WIDE), { size })).rejects.toMatchObject({
        code: 'invalid-input',
      });
    }
  });

  test('in int8 point where those in float32 point', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(filesOf(QUICK), { precision: 'int8' });
    const { data, dims } = await engine.encodePatches(id, picture(WIDE));
    const reference = patchReference('photograph-vit').data;
    for (let row = 0; row < dims[0]; row++) {
      const [a, b] = [data, reference].map((all) => all.slice(row * dims[1], (row + 1) * dims[1]));
      const dot = a?.reduce((sum, value, i) => sum + value * (b?.[i] ?? 0), 0) ?? 0;
      expect(dot / Math.hypot(...(a ?? [])) / Math.hypot(...(b ?? []))).toBeGreaterThan(0.99);
    }
  });

  test('leave the model as it was, and go with it', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const [a, b] = [
      await engine.load(filesOf(QUICK)),
      await engine.load(filesOf(QUICK), { rule: 'timm', seed: 1 }),
    ];
    const before = await engine.encodeImages(a.id, [picture(WIDE)]);
    const ofA = await engine.encodePatches(a.id, picture(WIDE));
    const ofB = await engine.encodePatches(b.id, picture(WIDE));
    expect(ofB).toEqual(ofA);
    await engine.release(a.id);
    expect(await engine.encodePatches(b.id, picture(WIDE))).toEqual(ofA);
    expect((await engine.encodeImages(b.id, [picture(WIDE)])).data).toEqual(before.data);
    await engine.setDevice('wasm');
    expect(await engine.encodePatches(b.id, picture(WIDE))).toEqual(ofA);
    await expect(engine.encodePatches(a.id, picture(WIDE))).rejects.toMatchObject({
      code: 'unknown-model',
    });
  });

  test('of a model that was asked long ago are made again', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const ids: string[] = [];
    for (const seed of [0, 1, 2]) {
      ids.push((await engine.load({ config: { model_cfg: index.config } }, { seed })).id);
    }
    const ask = (id = '') => engine.encodePatches(id, picture(WIDE));
    const [first, second, third] = [await ask(ids[0]), await ask(ids[1]), await ask(ids[2])];
    expect(second.data).not.toEqual(first.data);
    expect(await ask(ids[0])).toEqual(first);
    expect(await ask(ids[2])).toEqual(third);
    for (const id of ids) await engine.release(id);
  });

  test('are not there where a file brings its own graph, or the size is another one', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(pairFiles());
    await expect(engine.encodePatches(id, picture(WIDE))).rejects.toMatchObject({
      code: 'patches-unavailable',
    });
    const vit = await engine.load(filesOf(QUICK));
    await expect(engine.encodePatches(vit.id, picture(WIDE), { size: 96 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});
