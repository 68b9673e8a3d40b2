import { describe, expect, test } from 'vitest';
import type { Activation } from '../../core/model/architecture.ts';
import type { ModelSource } from '../../engine/loading.ts';
import { goldenBytes, goldenFloats, goldenJson, relativeError } from '../../testing/golden.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

interface Golden {
  readonly config: object;
  readonly config_rn: object;
  readonly pixel_values: { readonly shape: readonly [number, number, number, number] };
  readonly input_ids: readonly number[][];
  readonly checkpoints: Readonly<
    Record<string, { readonly image_embeds: number[][]; readonly text_embeds: number[][] }>
  >;
}

const golden = goldenJson('index.json') as Golden;
const inputIds = {
  inputIds: golden.input_ids.flat(),
  dims: [golden.input_ids.length, golden.input_ids[0]?.length ?? 0],
} as const;
const pixels = {
  pixelValues: goldenFloats('pixel_values.f32'),
  dims: golden.pixel_values.shape,
} as const;

const COMPLETE = 'tiny-quickgelu-openclip.safetensors';
const TIMM = 'tiny-quickgelu-timm.safetensors';
const GELU = 'tiny-gelu-openclip.safetensors';

/** A reference file with its configuration, under a name of its own where one is given. */
function files(path: string, activation: Activation = 'quickgelu', name = path): File[] {
  const config = { ...golden.config, quick_gelu: activation === 'quickgelu' };
  return [
    new File([goldenBytes(path)], name),
    new File([JSON.stringify({ model_cfg: config })], 'open_clip_config.json'),
  ];
}

async function embeddings(source: ModelSource) {
  const engine = createWorkerEngine(nodePlatform());
  const loaded = await engine.load(source);
  const images = await engine.encodeImages(loaded.id, pixels);
  const texts = await engine.encodeTexts(loaded.id, inputIds);
  return { ...loaded, images: images.data, texts: texts.data };
}

const reference = (name: string) =>
  golden.checkpoints[name] ?? { image_embeds: [], text_embeds: [] };

describe('towers of two files', () => {
  test('an image side that lacked its text side, with the text side of the complete file, is the complete model', async () => {
    const whole = await embeddings(files(COMPLETE));
    const repaired = await embeddings({ image: files(TIMM), text: files(COMPLETE) });
    expect(repaired.report.verdict).toEqual({ kind: 'complete' });
    expect(repaired.model.fingerprints).toEqual(whole.model.fingerprints);
    expect(repaired.model.logitScale).toEqual(whole.model.logitScale);
    expect(repaired.images).toEqual(whole.images);
    expect(repaired.texts).toEqual(whole.texts);
  });

  test('every parameter names the file of its own side, also where both files have one name', async () => {
    const { report } = await embeddings({
      image: files(TIMM, 'quickgelu', 'model.safetensors'),
      text: files(COMPLETE, 'quickgelu', 'model.safetensors'),
    });
    const filesOf = (test: (part: string) => boolean): string[] => [
      ...new Set(
        report.parameters
          .filter(({ parameter }) => test(parameter.part))
          .flatMap(({ provenance }) =>
            provenance.kind === 'loaded' ? provenance.pieces.map(({ file }) => file) : ['chance'],
          ),
      ),
    ];
    expect(filesOf((part) => part.startsWith('image'))).toEqual(['model.safetensors']);
    expect(filesOf((part) => !part.startsWith('image'))).toEqual(['model.safetensors (2)']);
    expect(report.files).toEqual(['model.safetensors', 'model.safetensors (2)']);
    expect(report.sides?.map(({ parts }) => parts)).toEqual([
      ['image-tower', 'image-projection'],
      ['text-tower', 'text-projection', 'logit-scale'],
    ]);
  });

  test('each tower keeps its own activation', async () => {
    const { images, texts, model } = await embeddings({
      image: files(COMPLETE),
      text: files(GELU, 'gelu'),
    });
    expect(relativeError(images, reference(COMPLETE).image_embeds.flat())).toBeLessThan(1e-4);
    expect(relativeError(texts, reference(GELU).text_embeds.flat())).toBeLessThan(1e-4);
    expect(model.description).toMatchObject({ activation: 'quickgelu', textActivation: 'gelu' });
  });

  test('the logit scale may come from a third place', async () => {
    const { model, report } = await embeddings({
      image: files(TIMM),
      text: files(COMPLETE),
      scale: files('tiny-quickgelu-openclip-f16.safetensors'),
    });
    // The nearest half of 3.7.
    expect(Math.log(model.logitScale.value)).toBeCloseTo(3.69921875, 6);
    expect(report.files).toHaveLength(3);
  });

  test('spaces of different size do not fit, and both sizes are named', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const wider = { model_cfg: { ...golden.config, embed_dim: 64 } };
    const load = engine.load({ image: files(COMPLETE), text: { config: wider } });
    await expect(load).rejects.toMatchObject({
      code: 'towers-apart',
      details: { image: 32, text: 64 },
    });
  });
});

describe('parts started afresh', () => {
  test('are random by choice, and nothing else changes', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const whole = await engine.load(files(COMPLETE));
    const afresh = await engine.load(files(COMPLETE), { resets: ['text-positions'], seed: 3 });
    const changed = afresh.report.parameters.filter(
      ({ provenance }) => provenance.kind !== 'loaded',
    );
    expect(changed).toMatchObject([
      {
        parameter: { name: 'positional_embedding' },
        provenance: { kind: 'reset', law: { kind: 'normal', std: 0.01 } },
      },
    ]);
    expect(afresh.report.verdict).toEqual({ kind: 'parts-missing', missing: ['text-tower'] });
    expect(afresh.report.contents).toEqual({ kind: 'complete' });
    expect(afresh.model.fingerprints.image).toBe(whole.model.fingerprints.image);
    expect(afresh.model.fingerprints.text).not.toBe(whole.model.fingerprints.text);
  });

  test('a text tower started afresh draws what the rule without it draws', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const byRule = await engine.load(files(COMPLETE), { rule: 'without-text-tower', seed: 5 });
    const byChoice = await engine.load(files(COMPLETE), { resets: ['text-tower'], seed: 5 });
    expect(byChoice.model.fingerprints).toEqual(byRule.model.fingerprints);
  });

  test('a part that no table knows is refused', async () => {
    const engine = createWorkerEngine(nodePlatform());
    const resets = ['everything'] as unknown as ['text-tower'];
    await expect(engine.load(files(COMPLETE), { resets })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

test('another crop is another set of embeddings of the same tower', async () => {
  const engine = createWorkerEngine(nodePlatform());
  const picture = new Blob([goldenBytes('picture-5-l-500x375.png')]);
  const whole = await engine.load(files(COMPLETE));
  const cropped = await engine.load(files(COMPLETE), { crop: 0.9 });
  const [a, b, c] = [
    await engine.encodeImages(whole.id, [picture], { cropFraction: 0.9 }),
    await engine.encodeImages(cropped.id, [picture]),
    await engine.encodeImages(whole.id, [picture]),
  ];
  expect(b.data).toEqual(a.data);
  expect(b.data).not.toEqual(c.data);
  expect(cropped.model.fingerprints.image).not.toBe(whole.model.fingerprints.image);
  await expect(engine.load(files(COMPLETE), { crop: 0 })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});
