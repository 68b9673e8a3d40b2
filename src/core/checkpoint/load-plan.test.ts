import { describe, expect, test } from 'vitest';
import { readModelDescription } from '../model/read-model-description.ts';
import type { Part } from '../model/architecture.ts';
import { elementCount, parametersOf } from '../model/parameters.ts';
import { goldenJson, hasGolden } from '../../testing/golden.ts';
import { goldenCheckpoint, headerOnly, writeSafetensors } from '../../testing/checkpoint-files.ts';
import { bytesPerElement } from './dtype.ts';
import type { LoadReport, TensorPiece } from './load-report.ts';
import { loadRule } from './load-rules.ts';
import { planLoad, tensorsThatMustBeZero } from './load-plan.ts';
import { parseSafetensorsHeader } from './safetensors-header.ts';
import type { CheckpointFile } from './tensor-index.ts';
import { decodeTensor, transpose } from './tensor-values.ts';

interface Index {
  readonly config: unknown;
  readonly config_rn: unknown;
  readonly checkpoints: Readonly<
    Record<string, { readonly layout: string; readonly has_text: boolean }>
  >;
}

const index = goldenJson('index.json') as Index;
const configFile = (json: unknown) => [{ name: 'open_clip_config.json', json }];

/** Arrays of the tiny ViT pair, counted by hand: 3 and 2 blocks of 12, and what stands around them. */
const VIT_COUNTS: Readonly<Record<Part, number>> = {
  'image-tower': 3 * 12 + 7,
  'image-projection': 1,
  'text-tower': 2 * 12 + 4,
  'text-projection': 1,
  'logit-scale': 1,
};

function plan(files: readonly CheckpointFile[], config: unknown, rule = 'openclip'): LoadReport {
  const { description } = readModelDescription(configFile(config), files);
  return planLoad({ files, description, rule: loadRule(rule), seed: 0 });
}

const counts = (report: LoadReport, field: 'present' | 'loaded' | 'dropped' | 'initialised') =>
  Object.fromEntries(report.parts.map((part) => [part.part, part[field]]));

function values(pieces: readonly TensorPiece[], bytes: Uint8Array): number[] {
  return pieces.flatMap(({ tensor, transposed }) => {
    const decoded = decodeTensor(bytes.subarray(tensor.begin, tensor.end), tensor.dtype);
    const [rows = 0, columns = 0] = tensor.shape;
    return [...(transposed ? transpose(decoded, rows, columns) : decoded)];
  });
}

describe.each(Object.entries(index.checkpoints))('%s', (name, { layout, has_text: hasText }) => {
  const isResNet = name.includes('-rn-');
  const config = isResNet ? index.config_rn : index.config;

  test.skipIf(!hasGolden(name))(
    'every parameter that the file has is found, and nothing is left over',
    () => {
      const file = goldenCheckpoint(name);
      const report = plan([file], config);
      expect(report.layout).toBe(layout);
      expect(report.contents.kind).toBe(hasText ? 'complete' : 'vision-only');
      expect(report.verdict).toEqual(report.contents);
      expect(report.unexpected).toEqual([]);
      expect(
        report.parameters.filter(({ provenance }) => provenance.kind === 'shape-mismatch'),
      ).toEqual([]);
      const asked = report.parameters.flatMap(({ provenance }) =>
        provenance.kind === 'loaded' ? provenance.pieces : [],
      );
      expect(asked.length + report.buffers.length).toBe(file.header.tensors.length);
      if (isResNet) return;
      const none = { 'text-tower': 0, 'text-projection': 0, 'logit-scale': 0 };
      expect(counts(report, 'loaded')).toEqual(hasText ? VIT_COUNTS : { ...VIT_COUNTS, ...none });
    },
  );

  test.skipIf(!hasGolden(name) || isResNet)(
    'holds, bit for bit, the numbers of its openclip twin',
    () => {
      const dtype = /-(f16|bf16)\.safetensors$/.exec(name)?.[0];
      const twin = dtype ? name : name.replace(/-[a-z]+\.safetensors$/, '-openclip.safetensors');
      const [file, reference] = [goldenCheckpoint(name), goldenCheckpoint(twin)];
      const byName = new Map(reference.header.tensors.map((tensor) => [tensor.name, tensor]));
      let compared = 0;
      for (const { parameter, provenance } of plan([file], config).parameters) {
        const tensor = byName.get(parameter.name);
        if (!tensor) throw new Error(`The openclip file lacks ${parameter.name}.`);
        if (provenance.kind !== 'loaded') continue;
        const expected = decodeTensor(
          reference.bytes.subarray(tensor.begin, tensor.end),
          tensor.dtype,
        );
        expect(values(provenance.pieces, file.bytes), parameter.name).toEqual([...expected]);
        compared++;
      }
      expect(compared).toBe(hasText ? 74 : 44);
    },
  );
});

test.each([
  ['tiny-quickgelu-openclip.safetensors', index.config],
  ['tiny-rn-openclip.safetensors', index.config_rn],
])('the list of parameters is the state dict of %s, in its order', (name, config) => {
  const { tensors } = goldenCheckpoint(name).header;
  const { architecture } = readModelDescription(configFile(config), []).description;
  const listed = parametersOf(architecture).map((parameter) => [parameter.name, parameter.shape]);
  const held = tensors
    .filter((tensor) => !tensor.name.endsWith('num_batches_tracked'))
    .map((tensor) => [tensor.name, tensor.shape]);
  // The file is sorted by dtype first, which leaves the order of all F32 tensors.
  expect(listed).toEqual(held);
});

const OPENCLIP = 'tiny-quickgelu-openclip.safetensors';
const HF = 'tiny-quickgelu-hf.safetensors';
const TIMM = 'tiny-quickgelu-timm.safetensors';

describe('load rules', () => {
  test("timm's rule drops the text side of a complete file and names what it drops", () => {
    const report = plan([goldenCheckpoint(HF)], index.config, 'timm');
    expect(report.contents).toEqual({ kind: 'complete' });
    expect(report.verdict).toEqual({ kind: 'vision-only' });
    expect(counts(report, 'dropped')).toEqual({
      ...VIT_COUNTS,
      'image-tower': 0,
      'image-projection': 0,
    });
    const inProjection = report.parameters.find(
      ({ parameter }) => parameter.name === 'transformer.resblocks.0.attn.in_proj_weight',
    );
    const { provenance } = inProjection ?? {};
    if (provenance?.kind !== 'dropped') throw new Error('It is not dropped.');
    expect(provenance.pieces.map(({ tensor }) => tensor.name.slice(-20))).toEqual(
      ['_attn.q_proj.weight', '_attn.k_proj.weight', '_attn.v_proj.weight'].map(
        (tail) => `f${tail}`,
      ),
    );
    // Attention starts with standard deviation W^-0.5.
    expect(provenance.law).toEqual({
      kind: 'normal',
      mean: 0,
      std: expect.closeTo(48 ** -0.5, 12),
    });
  });

  test("with `timm_proj: linear` the image projection is a fresh layer, by another law than OpenCLIP's", () => {
    const start = (rule: string) => {
      const { parameters } = plan([goldenCheckpoint(OPENCLIP)], index.config, rule);
      const found = parameters.find(({ parameter }) => parameter.name === 'visual.proj');
      return found?.provenance;
    };
    expect(start('timm-linear')).toMatchObject({
      kind: 'dropped',
      law: { kind: 'uniform', bound: expect.closeTo(64 ** -0.5, 12) },
    });
    expect(start('without-image-projection')).toMatchObject({
      law: { kind: 'normal', std: 64 ** -0.5 },
    });
  });

  test('a rule that takes nothing leaves nothing of CLIP, and every number to chance', () => {
    const report = plan([goldenCheckpoint(OPENCLIP)], index.config, 'random');
    expect(report.verdict).toEqual({ kind: 'nothing-of-clip' });
    expect(report.parts.map(({ loadedNumbers }) => loadedNumbers)).toEqual([0, 0, 0, 0, 0]);
  });

  test('one part switched off is the one that is missing', () => {
    const report = plan([goldenCheckpoint(OPENCLIP)], index.config, 'without-text-projection');
    expect(report.verdict).toEqual({ kind: 'parts-missing', missing: ['text-projection'] });
  });
});

test('without any file every parameter starts at random', () => {
  const report = plan([], index.config);
  expect(report).toMatchObject({ layout: null, files: [], contents: { kind: 'nothing-of-clip' } });
  expect(counts(report, 'initialised')).toEqual(VIT_COUNTS);
});

describe('several files', () => {
  const shapes = (name: string, keep: (tensor: string) => boolean) =>
    headerOnly(
      name,
      Object.fromEntries(
        goldenCheckpoint(HF)
          .header.tensors.filter((tensor) => keep(tensor.name))
          .map((tensor) => [tensor.name, tensor]),
      ),
    );

  test('shards make one model, even where a border parts q from k', () => {
    const inFirst = (tensor: string) => tensor < 'text_model.encoder.layers.1.self_attn.o';
    const files = [shapes('1.safetensors', inFirst), shapes('2.safetensors', (t) => !inFirst(t))];
    const report = plan(files, index.config);
    expect(report.contents).toEqual({ kind: 'complete' });
    const holders = report.parameters.flatMap(({ provenance }) =>
      provenance.kind === 'loaded' ? [new Set(provenance.pieces.map(({ file }) => file)).size] : [],
    );
    expect(holders.filter((count) => count === 2)).toHaveLength(2);
  });

  test('towers in two layouts make one model, and the first file wins', () => {
    const text = shapes('text.safetensors', (name) => !name.startsWith('vis'));
    const report = plan([goldenCheckpoint(TIMM), text, goldenCheckpoint(OPENCLIP)], index.config);
    expect(report.contents).toEqual({ kind: 'complete' });
    const files = new Set(
      report.parameters.flatMap(({ provenance }) =>
        provenance.kind === 'loaded' ? provenance.pieces.map(({ file }) => file) : [],
      ),
    );
    expect([...files]).toEqual(expect.arrayContaining([TIMM, 'text.safetensors']));
    expect(files.size).toBe(2);
    // Every tensor of the third file is superfluous, the repeated logit scale among them.
    expect(report.beside.map(({ file }) => file)).toEqual(Array(74).fill(OPENCLIP));
    expect(report.unexpected).toEqual([]);
  });
});

describe('names', () => {
  const { tensors } = goldenCheckpoint(OPENCLIP).header;
  const renamed = (rename: (name: string) => string) =>
    headerOnly(
      'a',
      Object.fromEntries(tensors.map(({ name, shape }) => [rename(name), { shape }])),
    );

  test.each<[string, (name: string) => string]>([
    ['text.', (name) => (/^(visual\.|logit_scale)/.test(name) ? name : `text.${name}`)],
    ['module.', (name) => `module.${name}`],
    ['state_dict.module.', (name) => `state_dict.module.${name}`],
  ])('the prefix %s is understood', (_, rename) => {
    const report = plan([renamed(rename)], index.config);
    expect(report.contents).toEqual({ kind: 'complete' });
    expect(report.unexpected).toEqual([]);
  });

  test('known buffers stand apart from what nobody asked for', () => {
    const extra = {
      attn_mask: { shape: [16, 16] },
      'visual.bn1.num_batches_tracked': { shape: [] },
      'visual.new': { shape: [2] },
    };
    const held = Object.fromEntries(tensors.map((tensor) => [tensor.name, tensor]));
    const report = plan([headerOnly('a', { ...held, ...extra })], index.config);
    const names = (pieces: readonly TensorPiece[]) => pieces.map(({ tensor }) => tensor.name);
    expect(names(report.buffers)).toEqual(['attn_mask', 'visual.bn1.num_batches_tracked']);
    expect(names(report.unexpected)).toEqual(['visual.new']);
  });

  test('a missing tensor is initialised and its part is named', () => {
    const file = headerOnly(
      'a',
      Object.fromEntries(
        tensors
          .filter(({ name }) => name !== 'ln_final.bias')
          .map((tensor) => [tensor.name, tensor]),
      ),
    );
    const report = plan([file], index.config);
    expect(report.contents).toEqual({ kind: 'parts-missing', missing: ['text-tower'] });
    const lost = report.parameters.filter(({ provenance }) => provenance.kind === 'initialised');
    expect(lost).toEqual([
      {
        parameter: { name: 'ln_final.bias', shape: [48], part: 'text-tower' },
        provenance: { kind: 'initialised', law: { kind: 'constant', value: 0 } },
      },
    ]);
  });

  test('a shape that does not fit is an error with both shapes, unless the rule drops the tensor', () => {
    const file = headerOnly(
      'a',
      Object.fromEntries(
        tensors.map(({ name, shape }) => [
          name,
          { shape: name === 'text_projection' ? [48, 33] : shape },
        ]),
      ),
    );
    const find = (rule: string) =>
      plan([file], index.config, rule).parameters.find(
        ({ parameter }) => parameter.name === 'text_projection',
      );
    expect(find('openclip')?.provenance).toMatchObject({
      kind: 'shape-mismatch',
      expected: [48, 32],
      found: [48, 33],
    });
    expect(find('timm')?.provenance.kind).toBe('dropped');
  });

  test('a transposed tensor of the wrong shape is shown as the model sees it', () => {
    const held = goldenCheckpoint(HF).header.tensors;
    const file = headerOnly(
      'a',
      Object.fromEntries(
        held.map(({ name, shape }) => [
          name,
          { shape: name === 'text_projection.weight' ? [40, 48] : shape },
        ]),
      ),
    );
    const report = plan([file], index.config);
    const { provenance } =
      report.parameters.find(({ parameter }) => parameter.name === 'text_projection') ?? {};
    expect(provenance).toMatchObject({ kind: 'shape-mismatch', found: [48, 40] });
  });
});

test("timm's bias is to be checked for zeros only where its head is taken", () => {
  const file = goldenCheckpoint(TIMM);
  const [piece, ...others] = tensorsThatMustBeZero(plan([file], index.config));
  expect(others).toEqual([]);
  expect(piece?.tensor.name).toBe('head.bias');
  expect(piece && values([piece], file.bytes)).toEqual(Array(32).fill(0));
  expect(tensorsThatMustBeZero(plan([file], index.config, 'timm-linear'))).toEqual([]);
  expect(tensorsThatMustBeZero(plan([goldenCheckpoint(HF)], index.config))).toEqual([]);
});

test('weights in whole numbers are refused by name', () => {
  const { tensors } = goldenCheckpoint(OPENCLIP).header;
  const bytes = writeSafetensors(
    Object.fromEntries(
      tensors.map(({ name, shape }) => [
        name,
        { shape, dtype: name === 'visual.proj' ? 'I8' : 'F16' },
      ]),
    ),
  );
  const file = { name: 'a', header: parseSafetensorsHeader(bytes, bytes.length) };
  expect(() => plan([file], index.config)).toThrow(
    expect.objectContaining({
      code: 'checkpoint-unsupported',
      details: { kind: 'integers', file: 'a', tensor: 'visual.proj', dtype: 'I8' },
    }),
  );
});

test('the numbers of a part are the sum over its arrays', () => {
  const report = plan([goldenCheckpoint('tiny-rn-openclip.safetensors')], index.config_rn);
  const { tensors } = goldenCheckpoint('tiny-rn-openclip.safetensors').header;
  const total = tensors
    .filter(({ dtype }) => dtype === 'F32')
    .reduce((sum, { begin, end, dtype }) => sum + (end - begin) / bytesPerElement(dtype), 0);
  expect(report.parts.reduce((sum, { numbers }) => sum + numbers, 0)).toBe(total);
  const projection = report.parts.find(({ part }) => part === 'image-projection');
  expect(projection).toMatchObject({ parameters: 2, numbers: elementCount([256, 32]) + 32 });
});
