import { describe, expect, test } from 'vitest';
import type { LoadOptions } from '../engine/loading.ts';
import { createWorkerEngine } from './engine.ts';
import {
  fileOf,
  filled,
  renamed,
  type Tensor,
  type Tensors,
  tensorsOf,
} from '../testing/made-tensors.ts';
import { nodePlatform } from './testing/node-platform.ts';
import { embeddingErrors, TINY_CONFIG_FILE } from '../testing/tiny-reference.ts';

const [OPENCLIP, HF] = ['tiny-quickgelu-openclip.safetensors', 'tiny-quickgelu-hf.safetensors'];
const engine = createWorkerEngine(nodePlatform());
const openclip = tensorsOf(OPENCLIP);
const hf = tensorsOf(HF);

/** Loads the files and holds their embeddings against those that PyTorch gave for the plain model. */
async function load(files: readonly File[], options: LoadOptions = {}) {
  const { id, report } = await engine.load([...files, TINY_CONFIG_FILE], {
    activation: 'quickgelu',
    ...options,
  });
  const errors = await embeddingErrors(engine, id, OPENCLIP);
  await engine.release(id);
  return { report, ...errors };
}

async function expectWhole(files: readonly File[], options: LoadOptions = {}) {
  const { report, image, text } = await load(files, options);
  expect(image).toBeLessThan(1e-4);
  expect(text).toBeLessThan(1e-4);
  expect(report.verdict).toEqual({ kind: 'complete' });
  expect(report.unexpected).toEqual([]);
  return report;
}

describe('prefixes of any name', () => {
  const head: Tensors = new Map([['classifier.weight', filled([5, 16], 1)]]);
  test.each<[string, Tensors, string]>([
    ['clip_model.', openclip, 'clip_model.'],
    ['a.b.c.d.', openclip, 'a.b.c.d.'],
    ['module.model.student.', openclip, 'module.model.student.'],
    ['cond_stage_model.transformer.', hf, 'cond_stage_model.transformer.'],
    ['model.vision_tower.vision_tower.', hf, 'model.vision_tower.vision_tower.'],
    ['vision_model.', hf, 'vision_model.'],
  ])('%s', async (prefix, tensors, said) => {
    const wrapped = renamed(tensors, (name) => prefix + name);
    const report = await expectWhole([fileOf(new Map([...wrapped, ...head]))]);
    expect(report.wrappings).toEqual([{ file: 'model.safetensors', prefix: said, others: [] }]);
    expect(report.beside.map(({ tensor }) => tensor.name)).toEqual(['classifier.weight']);
  });

  test('projections and scale outside of the prefix are found', async () => {
    const outside = /^(visual_projection|text_projection|logit_scale)/;
    const wrapped = renamed(hf, (name) => (outside.test(name) ? name : `vision_model.${name}`));
    const report = await expectWhole([fileOf(wrapped)]);
    expect(report.beside).toEqual([]);
  });

  test('each tower behind a prefix of its own, without the tower’s own name', async () => {
    const apart = renamed(openclip, (name) => {
      if (name === 'logit_scale') return name;
      return name.startsWith('visual.')
        ? name.replace('visual.', 'image_encoder.')
        : `text_encoder.${name}`;
    });
    await expectWhole([fileOf(apart)]);
  });

  test('what compiling and sharding put between the parts of a name', async () => {
    await expectWhole([
      fileOf(
        renamed(
          openclip,
          (name) =>
            `_orig_mod.${name.replace('transformer.', 'transformer._fsdp_wrapped_module.')}`,
        ),
      ),
    ]);
  });

  test('a second model behind another prefix is offered, and taken where it is asked for', async () => {
    const both: Tensors = new Map([
      ...renamed(openclip, (name) => `model_ema.${name}`),
      ...[...openclip].map(([name, { shape }]): [string, Tensor] => [
        `model.${name}`,
        filled(shape, 3),
      ]),
    ]);
    const { report, image } = await load([fileOf(both)]);
    expect(report.wrappings).toEqual([
      { file: 'model.safetensors', prefix: 'model.', others: ['model_ema'] },
    ]);
    expect(image).toBeGreaterThan(0.1);
    const { wrappings } = await expectWhole([fileOf(both)], { stateDict: 'model_ema' });
    expect(wrappings?.[0]).toMatchObject({ prefix: 'model_ema.', others: ['model'] });
  });

  test.each<[string, Tensors, string]>([
    [
      'a safety checker without its tower',
      new Map([
        ['visual_projection.weight', filled([16, 32], 1)],
        ['concept_embeds', filled([3, 16], 2)],
      ]),
      'projection',
    ],
    ['a scale alone', new Map([['logit_scale', filled([], 1)]]), 'stranger'],
  ])('%s is no CLIP', async (_, tensors, kind) => {
    await expect(engine.load([fileOf(tensors)])).rejects.toMatchObject({
      code: 'checkpoint-not-clip',
      details: { kind },
    });
  });
});

describe('weights that a file keeps in several tensors', () => {
  const isMatrix = (name: string) => /mlp\.c_fc\.weight$|attn\.out_proj\.weight$/.test(name);

  function split(parts: (name: string, tensor: Tensor) => readonly [string, Tensor][]): File {
    return fileOf(
      new Map(
        [...openclip].flatMap(([name, tensor]): readonly (readonly [string, Tensor])[] =>
          isMatrix(name) ? parts(name, tensor) : [[name, tensor]],
        ),
      ),
    );
  }

  /** Direction, stretched at will, and size of the rows of a matrix. */
  function directions(
    { shape, values }: Tensor,
    stretch: number,
  ): [direction: Tensor, size: Tensor] {
    const [rows = 1, columns = 1] = shape;
    const sizes = Float32Array.from({ length: rows }, (_, row) =>
      Math.hypot(...values.subarray(row * columns, (row + 1) * columns)),
    );
    const direction = values.map(
      (value, at) => (value / (sizes[Math.floor(at / columns)] ?? 1)) * stretch,
    );
    return [
      { shape, values: direction },
      { shape: [rows, 1], values: sizes },
    ];
  }

  test.each<[string, number, (name: string) => readonly [direction: string, size: string]]>([
    ['weight_g and weight_v', 3, (name) => [`${name}_v`, `${name}_g`]],
    [
      'parametrizations',
      0.5,
      (name) => {
        const base = name.replace(/weight$/, 'parametrizations.weight.original');
        return [`${base}1`, `${base}0`];
      },
    ],
    ['theta and r', 1, (name) => [name.replace(/weight$/, 'theta'), name.replace(/weight$/, 'r')]],
  ])('%s', async (_, stretch, names) => {
    const file = split((name, tensor) => {
      const [direction, size] = directions(tensor, stretch);
      const [a, b] = names(name);
      return [
        [a, direction],
        [b, size],
      ];
    });
    const report = await expectWhole([file]);
    const made = report.parameters.filter(
      ({ provenance }) =>
        provenance.kind === 'loaded' &&
        provenance.pieces.some(({ makings }) => makings?.[0]?.kind === 'weight-norm'),
    );
    expect(made).toHaveLength([...openclip.keys()].filter(isMatrix).length);
  });

  test('a form that nobody knows is said before chance fills it in', async () => {
    const file = split((name, tensor) => [[name.replace(/weight$/, 'packed'), tensor]]);
    await expect(engine.load([file, TINY_CONFIG_FILE])).rejects.toMatchObject({
      code: 'checkpoint-unsupported',
      details: {
        kind: 'parametrised',
        parameter: expect.stringContaining('weight') as string,
        tensor: expect.stringContaining('packed') as string,
      },
    });
    // Where the rule leaves those towers, nothing is filled in.
    expect(
      (await engine.load([file, TINY_CONFIG_FILE], { rule: 'random' })).report.verdict.kind,
    ).toBe('nothing-of-clip');
  });
});

test.each([
  'visual.transformer.resblocks.0.ls_1.gamma',
  'positional_embedding_res',
  'text_projection.bias',
  'visual.ln_pre.scale',
])('a parameter inside a tower that the model does not have: %s', async (name) => {
  const file = fileOf(new Map([...openclip, [name, filled([4], 1)]]));
  const { report } = await engine.load([file, TINY_CONFIG_FILE]);
  expect(report.verdict).toEqual({ kind: 'not-computed', tensors: [name] });
  // The half that it belongs to says so as well, and the other does not.
  const side = name.startsWith('visual.') ? 'image' : 'text';
  const withForeign = report.parts.filter(({ foreign }) => foreign === 1);
  expect(withForeign.map(({ part }) => part.split('-')[0])).toEqual([side]);
  // A rule that leaves its tower takes no harm.
  const rule = name.startsWith('visual.') ? 'without-image-tower' : 'timm';
  const other = await engine.load([file, TINY_CONFIG_FILE], { rule });
  expect(other.report.verdict.kind).not.toBe('not-computed');
});
