import { describe, expect, test } from 'vitest';
import { goldenCheckpoint, headerOnly } from '../../../testing/checkpoint-files.ts';
import { goldenJson } from '../../../testing/golden.ts';
import { readModelDescription } from '../../model/read-model-description.ts';
import { planLoad } from '../load-plan.ts';
import type { LoadReport } from '../load-report.ts';
import { loadRule } from '../load-rules.ts';
import type { CheckpointFile } from '../tensor-index.ts';
import { type LoaderAccount, loaderAccounts, type LoaderId } from './loader-accounts.ts';

const index = goldenJson('index.json') as { readonly config: unknown; readonly config_rn: unknown };
const COMPLETE = goldenCheckpoint('tiny-quickgelu-openclip.safetensors');
const HF = goldenCheckpoint('tiny-quickgelu-hf.safetensors');
const TIMM = goldenCheckpoint('tiny-quickgelu-timm.safetensors');
const RESNET = goldenCheckpoint('tiny-rn-openclip.safetensors');

/** The same tensors, those that `keep` names, under another file name and with other shapes where given. */
function copy(
  { header }: CheckpointFile,
  name: string,
  keep: (tensor: string) => boolean = () => true,
  shapes: Readonly<Record<string, readonly number[]>> = {},
): CheckpointFile {
  const held = header.tensors.filter((tensor) => keep(tensor.name));
  return headerOnly(
    name,
    Object.fromEntries(held.map((t) => [t.name, { shape: shapes[t.name] ?? t.shape }])),
  );
}

function report(file: CheckpointFile | null, rule = 'openclip'): LoadReport {
  const files = file ? [file] : [];
  const config = file?.name.includes('-rn-') ? index.config_rn : index.config;
  const { description } = readModelDescription(
    [{ name: 'open_clip_config.json', json: config }],
    files,
  );
  return planLoad({ files, description, rule: loadRule(rule), seed: 0 });
}

function account(of: LoadReport, loader: LoaderId): LoaderAccount {
  const found = loaderAccounts(of).find((one) => one.loader === loader);
  if (!found) throw new Error(`${loader} says nothing of it.`);
  return found;
}

const warnings = ({ printed }: LoaderAccount): readonly string[] =>
  printed.filter(({ level }) => level !== 'info').map(({ text }) => text);

const isImage = (name: string): boolean => name.startsWith('visual.');
const visionOnly = copy(COMPLETE, 'vision-only.bin', isImage);

describe('a complete file', () => {
  test('loads strictly, and timm drops its text side without a word', () => {
    const whole = report(copy(COMPLETE, 'open_clip_pytorch_model.bin'));
    for (const loader of ['open-clip-2', 'open-clip-3', 'strict'] as const) {
      expect(account(whole, loader)).toMatchObject({ outcome: 'complete', random: 0 });
      expect(warnings(account(whole, loader))).toEqual([]);
    }
    const timm = account(whole, 'timm');
    // Two text blocks of 12, four arrays around them, the projection and the scale.
    expect(timm).toMatchObject({ outcome: 'silent', ignored: 30, random: 30 });
    expect(warnings(timm)).toEqual([]);
  });

  test('by timm’s rule is half at random: 2.26 is silent, 3.0 warns, a strict load names 30', () => {
    const byTimm = report(copy(COMPLETE, 'a.bin'), 'timm');
    expect(loaderAccounts(byTimm).map(({ loader }) => loader)).toEqual([
      'open-clip-2-timm',
      'open-clip-3-timm',
      'timm',
      'strict',
    ]);
    expect(account(byTimm, 'open-clip-2-timm')).toMatchObject({ outcome: 'silent', random: 30 });
    expect(warnings(account(byTimm, 'open-clip-2-timm'))).toEqual([]);
    expect(warnings(account(byTimm, 'open-clip-3-timm'))).toEqual([
      'Model NAME initialized partially.',
    ]);
    const strict = account(byTimm, 'strict');
    expect(strict.outcome).toBe('refused');
    expect(strict.check.missing).toHaveLength(30);
    expect(strict.check.missing[0]).toBe('positional_embedding');
  });

  test('with `timm_proj: linear` the projection is random too', () => {
    const linear = report(copy(COMPLETE, 'a.bin'), 'timm-linear');
    expect(account(linear, 'open-clip-2-timm')).toMatchObject({ outcome: 'silent', random: 31 });
    expect(account(linear, 'strict').check.missing).toContain('visual.proj');
  });

  test('in safetensors is out of reach of 2.26, which opens files with torch.load', () => {
    const whole = report(COMPLETE);
    expect(account(whole, 'open-clip-2').outcome).toBe('unreadable');
    expect(account(whole, 'open-clip-3').outcome).toBe('complete');
  });

  test('in shards loads as the one file that they have to be put into, which the call says', () => {
    const [image, rest] = [true, false].map((side) =>
      copy(
        COMPLETE,
        `model-0000${side ? 1 : 2}-of-00002.safetensors`,
        (name) => isImage(name) === side,
      ),
    );
    const { description } = readModelDescription(
      [{ name: 'open_clip_config.json', json: index.config }],
      [COMPLETE],
    );
    const shards = [image, rest].filter((file) => file !== undefined);
    const split = planLoad({ files: shards, description, rule: loadRule('openclip'), seed: 0 });
    const whole = report(copy(COMPLETE, 'model.safetensors'));
    const called = (one: LoaderAccount) => [one.loader, one.call.replace(/ {2}#.*/, '')];
    const { call: _, ...same } = account(split, 'open-clip-3');
    expect(account(whole, 'open-clip-3')).toMatchObject(same);
    expect(loaderAccounts(split).map(called)).toEqual(loaderAccounts(whole).map(called));
    expect(account(split, 'timm').call).toContain('  # 2 files put into one');
    expect(account(whole, 'timm').call).not.toContain('#');
    // The first shard alone is a file like any other.
    const alone = report(image ?? null);
    expect(account(alone, 'open-clip-3').call).toContain("'model-00001-of-00002.safetensors'");
  });

  test('without one part is refused by that part’s names, and by nothing else', () => {
    const cut = report(copy(COMPLETE, 'a.bin'), 'without-text-projection');
    for (const loader of ['open-clip-2', 'open-clip-3', 'strict'] as const) {
      const { check, outcome } = account(cut, loader);
      expect({ outcome, ...check }).toEqual({
        outcome: 'refused',
        missing: ['text_projection'],
        unexpected: [],
        mismatched: [],
      });
    }
    const noImage = account(report(copy(COMPLETE, 'a.bin'), 'without-image-tower'), 'timm');
    // Nothing tells timm that this is CLIP, so every name of the file is strange to it.
    expect(noImage).toMatchObject({ outcome: 'refused', ignored: 0 });
    expect(noImage.check.unexpected).toContain('visual.proj');
  });
});

describe('a file of the image side', () => {
  test('is refused as a checkpoint, and taken as an image tower: the names are the model’s', () => {
    const only = report(visionOnly);
    const refused = account(only, 'open-clip-3');
    expect(refused.outcome).toBe('refused');
    const text = only.parameters.filter(({ parameter }) => !isImage(parameter.name));
    expect(refused.check.missing).toEqual(text.map(({ parameter }) => parameter.name));
    expect(warnings(refused)[0]).toMatch(
      /^RuntimeError: Error\(s\) in loading state_dict for CLIP:\n\tMissing key\(s\).*… \(30\)/,
    );
    expect(account(only, 'open-clip-2-timm').outcome).toBe('silent');
    expect(account(only, 'open-clip-3-timm').outcome).toBe('warned');
    expect(account(only, 'timm')).toMatchObject({ outcome: 'complete', ignored: 0 });
  });

  test('in timm’s own names fits timm, and is all strange to OpenCLIP', () => {
    const only = report(TIMM);
    expect(account(only, 'timm').check).toEqual({ missing: [], unexpected: [], mismatched: [] });
    const { check } = account(only, 'open-clip-3');
    expect([check.missing.length, check.unexpected.length]).toEqual([74, 45]);
  });
});

test('timm’s names of a tensor are those of the file in timm’s layout', () => {
  const names = new Set(TIMM.header.tensors.map(({ name }) => name));
  const own = COMPLETE.header.tensors.filter(({ name }) => isImage(name));
  const lost = own
    .filter(({ name }) => name !== 'visual.class_embedding')
    .map(({ name }) => {
      const file = copy(COMPLETE, 'a.bin', (tensor) => tensor !== name);
      return account(report(file), 'timm').check.missing;
    });
  expect(lost.flat().filter((name) => !names.has(name))).toEqual([]);
  expect(lost.filter(({ length }) => length > 1)).toEqual([['head.weight', 'head.bias']]);
  // All but the class token, by which timm knows the file, and each of them once.
  expect(new Set(lost.flat()).size).toBe(names.size - 1);
});

test('a ResNet is converted one to one', () => {
  const whole = account(report(RESNET), 'timm');
  expect(whole).toMatchObject({ outcome: 'silent', ignored: 30 });
  const broken = copy(
    RESNET,
    'tiny-rn-a.bin',
    (name) => name !== 'visual.layer2.0.downsample.1.bias',
  );
  expect(account(report(broken), 'timm').check).toEqual({
    missing: ['stages.1.0.shortcut.conv.bn.bias'],
    unexpected: [],
    mismatched: [],
  });
});

test('Hugging Face’s names are translated by this page, and by neither loader', () => {
  const hf = report(HF);
  expect(account(hf, 'strict').outcome).toBe('complete');
  expect(account(hf, 'open-clip-3').check.missing).toHaveLength(73);
  expect(account(hf, 'timm')).toMatchObject({ outcome: 'refused', ignored: 0 });
});

test('names of a wrapper and of a separate text tower are read as OpenCLIP reads them', () => {
  const { tensors } = COMPLETE.header;
  const renamed = (rename: (name: string) => string) =>
    report(
      headerOnly(
        'a.bin',
        Object.fromEntries(tensors.map(({ name, shape }) => [rename(name), { shape }])),
      ),
    );
  const wrapped = renamed((name) => `module.${name}`);
  expect(account(wrapped, 'open-clip-3').outcome).toBe('complete');
  expect(account(wrapped, 'timm').outcome).toBe('silent');
  const custom = renamed((name) => (/^(visual\.|logit_scale)/.test(name) ? name : `text.${name}`));
  expect(account(custom, 'open-clip-3').outcome).toBe('complete');
});

test('positions of another count are resized by OpenCLIP and by timm, which say so only at INFO', () => {
  const file = copy(COMPLETE, 'a.bin', undefined, {
    'visual.positional_embedding': [17, 64],
    positional_embedding: [20, 48],
  });
  const whole = report(file);
  const openClip = account(whole, 'open-clip-3');
  expect(openClip.outcome).toBe('complete');
  expect(openClip.printed.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Resizing position embedding grid-size from \(4, 4\) to/),
      'Resizing text position embedding num_pos from 20 to 16',
    ]),
  );
  expect(account(whole, 'timm').outcome).toBe('silent');
  expect(account(whole, 'strict').check.mismatched).toHaveLength(2);
});

test('of towers from separate files only a strict load can speak', () => {
  const parts = ['image-tower'] as const;
  const apart = { ...report(COMPLETE), sides: [{ name: 'a', files: ['a'], parts }] };
  expect(loaderAccounts(apart).map(({ loader, outcome }) => [loader, outcome])).toEqual([
    ['strict', 'complete'],
  ]);
});

test('a part that was started afresh by choice is missing to a strict load alone', () => {
  const { description } = readModelDescription(
    [{ name: 'open_clip_config.json', json: index.config }],
    [COMPLETE],
  );
  const rule = loadRule('openclip', ['text-projection']);
  const whole = planLoad({ files: [COMPLETE], description, rule, seed: 0 });
  expect(account(whole, 'open-clip-3').outcome).toBe('complete');
  expect(account(whole, 'strict').check.missing).toEqual(['text_projection']);
});

test('without a file everything is random: 2.26 says nothing, 3.0 calls it partial', () => {
  for (const nothing of [report(null), report(COMPLETE, 'random')]) {
    expect(loaderAccounts(nothing).map(({ loader, outcome }) => [loader, outcome])).toEqual([
      ['open-clip-2', 'silent'],
      ['open-clip-3', 'warned'],
      ['strict', 'refused'],
    ]);
    expect(account(nothing, 'strict').check.missing).toHaveLength(74);
  }
});

test('tensors beside the model are unexpected to a strict load, also known buffers', () => {
  const held = Object.fromEntries(COMPLETE.header.tensors.map((t) => [t.name, { shape: t.shape }]));
  const file = headerOnly('a.bin', {
    ...held,
    attn_mask: { shape: [16, 16] },
    extra: { shape: [2] },
  });
  const { check } = account(report(file), 'strict');
  expect(new Set(check.unexpected)).toEqual(new Set(['attn_mask', 'extra']));
});
