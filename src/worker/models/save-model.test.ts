import { describe, expect, test } from 'vitest';
import type { NamedLayout } from '../../core/checkpoint/tensor-layouts.ts';
import { parseSafetensorsHeader } from '../../core/checkpoint/safetensors-header.ts';
import type { Engine } from '../../engine/contract.ts';
import type { LoadOptions, ModelSource, SavedFile } from '../../engine/loading.ts';
import { goldenBytes, goldenFloats, goldenJson, hasGolden } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

interface Pixels {
  readonly shape: readonly [number, number, number, number];
  readonly file: string;
}
interface Golden {
  readonly config: object;
  readonly config_rn: object;
  readonly pixel_values: Pixels;
  readonly pixel_values_rn: Pixels;
  readonly input_ids: readonly number[][];
  readonly checkpoints: Readonly<
    Record<
      string,
      {
        readonly activation: string;
        readonly has_text: boolean;
        readonly config?: 'config_rn';
        readonly pixel_values?: 'pixel_values_rn';
      }
    >
  >;
}

const golden = goldenJson('index.json') as Golden;
const inputIds = {
  inputIds: golden.input_ids.flat(),
  dims: [golden.input_ids.length, golden.input_ids[0]?.length ?? 0],
} as const;

function files(path: string): File[] {
  const { activation, config = 'config' } = golden.checkpoints[path] ?? { activation: '' };
  const json = { model_cfg: { ...golden[config], quick_gelu: activation === 'quickgelu' } };
  return [
    new File([goldenBytes(path)], path),
    new File([JSON.stringify(json)], 'open_clip_config.json'),
  ];
}

function pixelsOf(path: string) {
  const { shape, file } = golden[golden.checkpoints[path]?.pixel_values ?? 'pixel_values'];
  return { pixelValues: goldenFloats(file), dims: shape };
}

const asFiles = (saved: readonly SavedFile[]): File[] =>
  saved.map(({ name, blob }) => new File([blob], name));

async function embeddings(
  engine: Engine,
  source: ModelSource,
  path: string,
  options?: LoadOptions,
) {
  const loaded = await engine.load(source, options);
  const images = await engine.encodeImages(loaded.id, pixelsOf(path));
  const texts = await engine.encodeTexts(loaded.id, inputIds);
  return { ...loaded, images: images.data, texts: texts.data };
}

/** Saves what the source gives, loads the files again, and gives both. */
async function there(
  source: ModelSource,
  path: string,
  layout: NamedLayout,
  options?: LoadOptions,
) {
  const engine = createWorkerEngine(nodePlatform());
  const before = await embeddings(engine, source, path, options);
  const saved = await engine.save(before.id, { layout });
  const after = await embeddings(createWorkerEngine(nodePlatform()), asFiles(saved), path);
  return { before, after, saved };
}

const COMPLETE = 'tiny-quickgelu-openclip.safetensors';

const paths = Object.keys(golden.checkpoints).filter(hasGolden);
const cases = paths.flatMap((path) =>
  (path.includes('-rn-') ? (['openclip'] as const) : (['openclip', 'hf', 'timm'] as const)).map(
    (layout) => [path, layout] as const,
  ),
);

test.each(cases)('%s saved as %s gives the same embeddings to the bit', async (path, layout) => {
  const { before, after } = await there(files(path), path, layout, { seed: 7 });
  expect(after.images).toEqual(before.images);
  expect(after.report.layout).toBe(layout);
  expect(after.report.unexpected).toEqual([]);
  // What chance had filled in is in the file now, but in timm's layout, which has no place for a text side.
  const [kind, texts] =
    layout === 'timm' ? ['vision-only', after.texts] : ['complete', before.texts];
  expect(after.report.verdict).toEqual({ kind });
  expect(after.texts).toEqual(texts);
});

test('the scale that stood in for a missing one is saved with the rest', async () => {
  const path = 'tiny-quickgelu-timm.safetensors';
  const { before, after } = await there(files(path), path, 'openclip');
  expect(before.model.logitScale).toEqual({ value: 100, trained: false });
  expect(after.model.logitScale.trained).toBe(true);
  expect(after.model.logitScale.value).toBeCloseTo(100, 4);
});

/** Buffers that PyTorch's files of the same model hold beside its parameters, and that loaders do without. */
const BUFFER = /position_ids$|num_batches_tracked$/;

test.each(paths.filter((path) => !/f16/.test(path)))(
  '%s saved in its own layout has the names, shapes and bytes that PyTorch wrote',
  async (path) => {
    const engine = createWorkerEngine(nodePlatform());
    const { id, report } = await engine.load(files(path));
    const layout = report.layout ?? 'onnx';
    if (layout === 'onnx') throw new Error('The reference has no layout.');
    const [weights] = await engine.save(id, { layout });
    const saved = new Uint8Array((await weights?.blob.arrayBuffer()) ?? new ArrayBuffer());
    expect(tensorsOf(saved)).toEqual(tensorsOf(goldenBytes(path)));
  },
);

function tensorsOf(file: Uint8Array<ArrayBuffer>) {
  const { tensors } = parseSafetensorsHeader(file, file.length);
  return new Map(
    tensors
      .filter(({ name }) => !BUFFER.test(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, shape, begin, end }) => [name, { shape, bytes: file.slice(begin, end) }]),
  );
}

describe('a saved model', () => {
  test('of two activations keeps both where the layout can say so, and is refused elsewhere', async () => {
    const pair = { image: files(COMPLETE), text: files('tiny-gelu-openclip.safetensors') };
    const { before, after } = await there(pair, COMPLETE, 'hf');
    expect(after.texts).toEqual(before.texts);
    expect(after.images).toEqual(before.images);
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(pair);
    await expect(engine.save(id, { layout: 'openclip' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('with a part started afresh keeps the random numbers', async () => {
    const options = { resets: ['image-projection', 'text-positions'], seed: 11 } as const;
    const { before, after } = await there(files(COMPLETE), COMPLETE, 'openclip', options);
    expect(after.images).toEqual(before.images);
    expect(after.texts).toEqual(before.texts);
  });

  test('is a safetensors file that names its library, with its configurations beside it', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(files(COMPLETE));
    const plain = await engine.save(id, { layout: 'hf' });
    expect(plain.map(({ name }) => name)).toEqual([
      'model.safetensors',
      'config.json',
      'preprocessor_config.json',
    ]);
    const bytes = new Uint8Array((await plain[0]?.blob.arrayBuffer()) ?? new ArrayBuffer());
    const header = parseSafetensorsHeader(bytes, bytes.length);
    expect(header.metadata.get('format')).toBe('pt');
  });

  test('can be given up half-way', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const { id } = await engine.load(files(COMPLETE));
    const controller = new AbortController();
    const save = engine.save(id, {
      layout: 'openclip',
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(save).rejects.toMatchObject({ name: 'AbortError' });
  });
});
