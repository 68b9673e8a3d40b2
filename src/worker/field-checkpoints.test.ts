import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson, hasGolden, relativeError } from '../testing/golden.ts';
import { createWorkerEngine } from './engine.ts';
import { nodePlatform } from './testing/node-platform.ts';
import type { LoadOptions } from '../engine/loading.ts';

/** What PyTorch gives: one input for each tower, and the embeddings of both, not normalised. */
interface Right {
  readonly pix: readonly number[];
  readonly dims: readonly [number, number, number, number];
  readonly ids: readonly number[];
  readonly idDims: readonly [number, number];
  readonly image: readonly number[];
  readonly text: readonly number[];
  readonly scale: number;
}

const FIELD = 'field/';
const here = hasGolden(`${FIELD}README.md`);
const engine = createWorkerEngine(nodePlatform());

function files(folder: string, ...names: readonly string[]): File[] {
  return names.map((name) => new File([goldenBytes(`${FIELD}${folder}/${name}`)], name));
}

const rightOf = (folder: string): unknown => goldenJson(`${FIELD}${folder}/right.json`);

async function expectRight(given: readonly File[], right: Right, options: LoadOptions = {}) {
  const loaded = await engine.load(given, options);
  const { id } = loaded;
  const pixelValues = Float32Array.from(right.pix);
  const image = await engine.encodeImages(id, { pixelValues, dims: right.dims });
  const text = await engine.encodeTexts(id, { inputIds: right.ids, dims: right.idDims });
  expect(relativeError(image.data, right.image)).toBeLessThan(1e-4);
  expect(relativeError(text.data, right.text)).toBeLessThan(1e-4);
  expect(loaded.model.logitScale.value).toBeCloseTo(right.scale, 3);
  await engine.release(id);
  return loaded.report;
}

describe.skipIf(!here)('checkpoints as people have them give the embeddings of PyTorch', () => {
  const OPEN = 'open_clip_config.json';

  test.each<[string, string, string | null]>([
    ['01-wrapper-prefix', 'model.safetensors', 'clip_model.'],
    ['02-train-checkpoint-numpy-scalar', 'epoch_3.pt', 'state_dict.module.'],
    ['05-deepspeed-module-key', 'mp_rank_00_model_states.pt', 'module.'],
    ['08-positions-of-other-resolution', 'model.safetensors', null],
    ['14-bin-transposed-view', 'open_clip_pytorch_model.bin', null],
    ['15-bin-pickle-protocol-4', 'open_clip_pytorch_model.bin', null],
    ['22-gmp-reparametrised', 'model.safetensors', null],
  ])('%s', async (folder, file, prefix) => {
    const report = await expectRight(files(folder, file, OPEN), rightOf(folder) as Right);
    expect(report.verdict).toEqual({ kind: 'complete' });
    expect(report.wrappings?.map((one) => one.prefix)).toEqual(prefix === null ? [] : [prefix]);
  });

  test('06: averaged weights beside the plain ones: the plain ones, and the choice', async () => {
    const folder = '06-ema-beside-model';
    const right = rightOf(folder) as { readonly state_dict: Right; readonly ema: Right };
    const both = files(folder, 'model_best.pth', OPEN);
    const plain = await expectRight(both, right.state_dict);
    expect(plain.wrappings).toEqual([
      { file: 'model_best.pth', prefix: 'state_dict.', others: ['state_dict_ema'] },
    ]);
    const other = await expectRight(both, right.ema, { stateDict: 'state_dict_ema' });
    expect(other.wrappings?.[0]).toMatchObject({
      prefix: 'state_dict_ema.',
      others: ['state_dict'],
    });
    const alone = await expectRight(files(folder, 'only-ema.pth', OPEN), right.ema);
    expect(alone.wrappings?.[0]).toMatchObject({ prefix: 'model_ema.', others: [] });
  });

  test('07: second positions are named, and the model is not called complete', async () => {
    const { report } = await engine.load(
      files('07-longclip-second-positions', 'longclip.safetensors', OPEN),
    );
    expect(report.verdict).toEqual({ kind: 'not-computed', tensors: ['positional_embedding_res'] });
  });

  test.each([
    ['09-peft-not-merged', ['model.safetensors', 'config.json'], 'lora-scale'],
    ['10-lora-adapter-only', ['adapter_model.safetensors', 'adapter_config.json'], 'adapter-of'],
    ['10-lora-adapter-only', ['adapter_model.safetensors'], 'adapter'],
    ['11-chinese-clip-pt', ['clip_cn.safetensors'], 'relative'],
    ['13-fp8', ['model-fp8.safetensors', OPEN], 'format'],
    ['53-page-sentence-of-known-causes', ['eva-clip.safetensors'], 'relative'],
    ['53-page-sentence-of-known-causes', ['siglip.safetensors'], 'relative'],
    ['53-page-sentence-of-known-causes', ['index-named.safetensors'], 'index'],
    ['53-page-sentence-of-known-causes', ['int8-linear.safetensors'], 'integers'],
    ['53-page-sentence-of-known-causes', ['lfs-pointer.safetensors'], 'lfs-pointer'],
    ['53-page-sentence-of-known-causes', ['timm-finetuned-10-classes.safetensors'], 'head-bias'],
  ])('%s %j is refused as %s', async (folder, names, kind) => {
    await expect(engine.load(files(folder, ...names))).rejects.toMatchObject({
      code: 'checkpoint-unsupported',
      details: { kind },
    });
  });

  test('12: the text side of SigLIP alone stands beside an image side of its own kind', async () => {
    const given = files('12-siglip-text-only', 'model.safetensors', 'config.json');
    const { report, model } = await engine.load(given);
    expect(report.verdict).toEqual({ kind: 'text-only' });
    expect(report.unexpected).toEqual([]);
    const { image, text, embedDim } = model.description.architecture;
    expect([image.kind, text.kind, embedDim]).toEqual(['siglip', 'siglip', 32]);
  });

  test('17: a text tower without its own name in front', async () => {
    const folder = '17-one-tower-transformers';
    const given = files(folder, 'text-no-projection-no-prefix.safetensors', 'text-config.json');
    const { report } = await engine.load(given);
    expect(report.verdict).toEqual({ kind: 'text-only' });
    expect(report.unexpected).toEqual([]);
  });
});
