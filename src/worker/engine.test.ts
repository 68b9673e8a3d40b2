import { describe, expect, test, vi } from 'vitest';
import {
  goldenBytes,
  goldenFloats,
  goldenJson,
  hasGolden,
  relativeError,
} from '../testing/golden.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';

interface GoldenCheckpoint {
  readonly activation: 'quickgelu' | 'gelu';
  readonly dtype?: 'f16' | 'bf16';
  readonly config?: 'config_rn';
  readonly pixel_values?: 'pixel_values_rn';
  readonly image_embeds: readonly number[][];
  readonly text_embeds: readonly number[][];
  readonly logit_scale: number;
  readonly has_text: boolean;
}

interface Pixels {
  readonly shape: readonly [number, number, number, number];
  readonly file: string;
}

interface Golden {
  readonly config: unknown;
  readonly config_rn: unknown;
  readonly pixel_values: Pixels;
  readonly pixel_values_rn: Pixels;
  readonly input_ids: readonly number[][];
  readonly checkpoints: Readonly<Record<string, GoldenCheckpoint>>;
}

const golden = goldenJson('index.json') as Golden;
const inputIds = {
  inputIds: golden.input_ids.flat(),
  dims: [golden.input_ids.length, golden.input_ids[0]?.length ?? 0],
} as const;

function fileOf(path: string): File {
  return new File([goldenBytes(path)], path);
}

/** A golden checkpoint with the configuration it was made from: its heads are not 64 wide. */
function filesOf(name: string): File[] {
  const config = golden[golden.checkpoints[name]?.config ?? 'config'];
  return [fileOf(name), new File([JSON.stringify(config)], 'open_clip_config.json')];
}

function pixelsOf(checkpoint: GoldenCheckpoint) {
  const { shape, file } = golden[checkpoint.pixel_values ?? 'pixel_values'];
  return { pixelValues: goldenFloats(file), dims: shape };
}

const quickGelu = checkpointNamed('tiny-quickgelu-openclip.safetensors');

function checkpointNamed(name: string): GoldenCheckpoint {
  const found = golden.checkpoints[name];
  if (!found) throw new Error(`There is no reference of ${name}.`);
  return found;
}

const checkpoints = Object.entries(golden.checkpoints).filter(([name]) => hasGolden(name));

describe.each(checkpoints)('%s', (name, checkpoint) => {
  const tolerance = checkpoint.dtype ? 2e-3 : 1e-4;

  test('gives the embeddings and the logit scale of PyTorch', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { activation } = checkpoint;
    const { id, model, report } = await engine.load(filesOf(name), { activation });
    const images = await engine.encodeImages(id, pixelsOf(checkpoint));
    expect(relativeError(images.data, checkpoint.image_embeds.flat())).toBeLessThan(tolerance);
    expect(report.verdict.kind).toBe(checkpoint.has_text ? 'complete' : 'vision-only');
    if (!checkpoint.has_text) return;
    const texts = await engine.encodeTexts(id, inputIds);
    expect(relativeError(texts.data, checkpoint.text_embeds.flat())).toBeLessThan(tolerance);
    expect(Math.log(model.logitScale.value)).toBeCloseTo(checkpoint.logit_scale, 2);
  });
});

describe('towers', () => {
  const name = 'tiny-quickgelu-openclip.safetensors';

  test('of the same bytes are one: a vision-only rule shares the image tower and its embeddings', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const complete = await engine.load(filesOf(name));
    const visionOnly = await engine.load(filesOf(name), { rule: 'timm', seed: 1 });
    expect(visionOnly.model.fingerprints.image).toBe(complete.model.fingerprints.image);
    expect(visionOnly.model.fingerprints.text).not.toBe(complete.model.fingerprints.text);
    await engine.release(complete.id);
    const { data } = await engine.encodeImages(visionOnly.id, pixelsOf(quickGelu));
    expect(relativeError(data, quickGelu.image_embeds.flat())).toBeLessThan(1e-4);
    await expect(engine.encodeTexts(complete.id, inputIds)).rejects.toMatchObject({
      code: 'unknown-model',
    });
  });

  test('of another seed differ, of the same seed are the same', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const source = { config: golden.config };
    const [a, b, c] = [
      await engine.load(source, { seed: 0 }),
      await engine.load(source, { seed: 0 }),
      await engine.load(source, { seed: 1 }),
    ];
    expect(a.model.fingerprints).toEqual(b.model.fingerprints);
    expect(a.model.fingerprints.image).not.toBe(c.model.fingerprints.image);
  });

  test('come back after a change of device', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(filesOf(name));
    const report = await engine.setDevice('webgpu');
    expect(report).toMatchObject({ kind: 'wasm', choice: 'webgpu', threads: 1 });
    expect(report.notes.map(({ code }) => code)).toEqual(['no-webgpu', 'not-isolated']);
    const { data } = await engine.encodeTexts(id, inputIds);
    expect(relativeError(data, quickGelu.text_embeds.flat())).toBeLessThan(1e-4);
  });
});

describe('texts', () => {
  test('an abort is heard between two batches', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load({ config: golden.config });
    const rows = 2000;
    const ids = Array.from({ length: rows * 3 }, (_, i) => (i % 3 === 2 ? 599 : (i * 7) % 599));
    const controller = new AbortController();
    const { signal } = controller;
    setImmediate(() => controller.abort());
    const call = engine.encodeTexts(id, { inputIds: ids, dims: [rows, 3] }, { signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('pictures', () => {
  const pictures = [
    'picture-3-rgb-97x61.png',
    'picture-5-l-500x375.png',
    'picture-6-p-333x333.png',
  ];

  test('are encoded as their own crops are, whatever their batch', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load({ config: golden.config });
    const together = await engine.encodeImages(id, pictures.map(fileOf));
    for (const [row, picture] of pictures.entries()) {
      const alone = createWorkerEngine(nodePlatform());
      const model = await alone.load({ config: golden.config });
      const { data } = await alone.encodeImages(model.id, [fileOf(picture)]);
      expect(relativeError(together.data.slice(row * 32, row * 32 + 32), data)).toBeLessThan(1e-5);
    }
  });

  test('one that cannot be read rejects the call, or leaves a row of NaN and its error', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load({ config: golden.config });
    const images = [fileOf(pictures[0] ?? ''), new Blob(['no picture at all'])];
    await expect(engine.encodeImages(id, images)).rejects.toMatchObject({
      code: 'picture-not-a-picture',
    });
    const { data, failures } = await engine.encodeImages(id, images, { keepGoing: true });
    expect(failures).toMatchObject([{ index: 1, error: { code: 'picture-not-a-picture' } }]);
    expect(data.slice(0, 32).every(Number.isFinite)).toBe(true);
    expect(data.slice(32).every(Number.isNaN)).toBe(true);
  });

  test('that were encoded before are not decoded again', async () => {
    const platform = nodePlatform();
    const readPicture = vi.fn<typeof platform.readPicture>(platform.readPicture);
    const engine = createWorkerEngine({ ...platform, readPicture });
    const { id } = await engine.load({ config: golden.config });
    const first = await engine.encodeImages(id, pictures.map(fileOf));
    const again = await engine.encodeImages(id, pictures.map(fileOf).toReversed());
    expect(again.data.slice(64)).toEqual(first.data.slice(0, 32));
    expect(readPicture).toHaveBeenCalledTimes(pictures.length);
  });

  test('an abort stops between two of them', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load({ config: golden.config });
    const controller = new AbortController();
    const call = engine.encodeImages(id, pictures.map(fileOf), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('go through several towers at once, each decoded once, as they go through each alone', async () => {
    const platform = nodePlatform();
    const readPicture = vi.fn<typeof platform.readPicture>(platform.readPicture);
    const engine = createWorkerEngine({ ...platform, readPicture });
    const configs = [golden.config, golden.config_rn, golden.config];
    const models = await Promise.all(configs.map((config) => engine.load({ config })));
    const ids = models.map(({ id }) => id);
    const files = pictures.map(fileOf);
    const bytes = new Uint8Array((await files[0]?.arrayBuffer()) ?? new ArrayBuffer());
    // A file and its bytes are the same picture.
    const images = [bytes, ...files.slice(1), new Blob(['no picture at all'])];
    const results = await engine.encodeImagesWith(ids, images, { keepGoing: true });
    expect(readPicture).toHaveBeenCalledTimes(pictures.length + 1);
    const alone = createWorkerEngine(nodePlatform());
    for (const [index, config] of configs.entries()) {
      const { id } = await alone.load({ config });
      const { data } = await alone.encodeImages(id, pictures.map(fileOf));
      expect(relativeError(results[index]?.data.slice(0, data.length) ?? [], data)).toBe(0);
      expect(results[index]?.failures).toMatchObject([{ index: 3 }]);
    }
  });
});
