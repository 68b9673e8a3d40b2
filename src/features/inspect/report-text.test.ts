import { describe, expect, test } from 'vitest';
import { compareModels } from '../../core/checkpoint/compare-models.ts';
import { planLoad } from '../../core/checkpoint/load-plan.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { loadRule } from '../../core/checkpoint/load-rules.ts';
import type { ScaleOrigin } from '../../core/checkpoint/scale-origin.ts';
import type { SafetensorsHeader } from '../../core/checkpoint/safetensors-header.ts';
import { toldReport } from '../../core/checkpoint/told-report.ts';
import { readModelDescription } from '../../core/model/read-model-description.ts';
import { STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { ParameterNumbers } from '../../engine/inspecting.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { reportAsJson } from '../../export/report-json.ts';
import { goldenCheckpoint, headerOnly } from '../../testing/checkpoint-files.ts';
import type { Column } from '../../store/types.ts';
import { goldenJson } from '../../testing/golden.ts';
import { SIGLIP_FILE, siglipReference } from '../../testing/siglip.ts';
import { createWords } from '../../words/translate.ts';
import { loadedSentence } from './loaded-sentence.ts';
import { weightWords } from './number-words.ts';
import { partFacts } from './part-facts.ts';
import { orderSentence } from './report-words.ts';
import { reportText } from './report-text.ts';

const COMPLETE = goldenCheckpoint('tiny-quickgelu-openclip.safetensors');
const { config, config_rn } = goldenJson('index.json') as Readonly<
  Record<'config' | 'config_rn', unknown>
>;
const NOTHING = { numbers: null, comparison: null };

function report(rule: string, file: Parameters<typeof planLoad>[0]['files'][number] = COMPLETE) {
  const { description } = readModelDescription(
    [{ name: 'open_clip_config.json', json: config }],
    [file],
  );
  return planLoad({ files: [file], description, rule: loadRule(rule), seed: 7 });
}

const numbers: ParameterNumbers = {
  name: 'ln_final.bias',
  summary: {
    count: 3,
    finite: 2,
    nan: 1,
    infinite: 0,
    mean: 1,
    deviation: 0.5,
    smallest: 0.5,
    largest: 1.5,
  },
  histogram: { from: 0, to: 2, counts: [1, 1], below: 0, above: 0 },
  law: { kind: 'normal', mean: 0, std: 0.02 },
};

function compared(one: LoadReport) {
  return compareModels({ report: one, hashes: [] }, { report: one, hashes: [] });
}

describe.each(['en', 'zh'] as const)('the text in %s', (language) => {
  const words = createWords(language);

  test('names every parameter, every part and every loader, and fills all its blanks', () => {
    const one = report('timm');
    const text = reportText(words, one, { numbers, comparison: compared(one) });
    for (const { parameter } of one.parameters) expect(text).toContain(`${parameter.name} [`);
    for (const { part } of one.parts) expect(text).toContain(`${words.t(`part.${part}`)}: `);
    expect(text).toContain(words.t('says.warned', { random: 30 }));
    expect(text).toContain(words.t('look.seed', { seed: '7' }));
    expect(text).toContain(words.t('numbers.of', { name: 'ln_final.bias' }));
    expect(text).toContain(words.t('compare.table'));
    expect(text).not.toMatch(/\{\w+\}|undefined|NaN/);
  });
});

describe.each(['en', 'zh'] as const)('in whose order chance draws, in %s', (language) => {
  const words = createWords(language);
  const seed = { seed: '7' };

  test.each([
    ['timm', 'timm-head'],
    ['timm-linear', 'timm-linear'],
    ['random', 'openclip'],
    ['without-text-tower', 'openclip'],
  ] as const)('%s: %s', (rule, order) => {
    const text = reportText(words, report(rule), NOTHING);
    for (const each of ['openclip', 'timm-head', 'timm-linear', 'timm-resnet'] as const)
      expect(text.includes(words.t(`order.${each}`, seed))).toBe(each === order);
  });

  test('nothing is said where nothing is random, and a ModifiedResNet has the order of OpenCLIP', () => {
    expect(orderSentence(words, report('openclip'))).toBeNull();
    expect(orderSentence(words, report('without-logit-scale'))).toBeNull();
    const { description } = readModelDescription(
      [{ name: 'open_clip_config.json', json: config_rn }],
      [],
    );
    const resNet = planLoad({ files: [], description, rule: loadRule('timm'), seed: 7 });
    expect(orderSentence(words, resNet)).toBe(words.t('order.timm-resnet', seed));
  });
});

describe.each(['en', 'zh'] as const)('a missing logit scale in %s', (language) => {
  const words = createWords(language);
  const without = COMPLETE.header.tensors.filter(({ name }) => name !== 'logit_scale');
  const file = headerOnly('a', Object.fromEntries(without.map((tensor) => [tensor.name, tensor])));
  const cases = [
    { name: 'absent', one: report('openclip', file), origin: 'scale.initialised' },
    { name: 'left out', one: report('without-logit-scale'), origin: 'scale.dropped' },
  ] as const;

  test.each(cases)(
    '$name: the scale that is used is told, and nothing is called random',
    ({ one, origin }) => {
      const text = reportText(words, one, NOTHING);
      const used = String(STAND_IN_SCALE);
      const part = `${words.t('part.logit-scale')}: `;
      const line = text.split('\n').find((candidate) => candidate.startsWith(part));
      expect(line).toContain(words.t('look.stand-in'));
      for (const key of [
        'look.stand-in',
        'parts.stand-in',
        'parts.model-but-scale',
        origin,
      ] as const)
        expect(words.t(key)).toContain(used);
      expect(text).toContain(`logit_scale []: ${words.t(origin)}`);
      expect(partFacts(one).map(({ randomNumbers }) => randomNumbers)).toEqual([0, 0, 0, 0, 0]);
      expect(partFacts(one).at(-1)?.after).toBe('stand-in');
    },
  );

  test('beside other missing parts it is not among those that chance fills in', () => {
    const kept = without.filter(({ name }) => name !== 'text_projection');
    const both = headerOnly('a', Object.fromEntries(kept.map((tensor) => [tensor.name, tensor])));
    const [verdict] = reportText(words, report('openclip', both), NOTHING).split('\n');
    expect(verdict).toBe(words.t('same.parts-missing', { parts: words.t('part.text-projection') }));
  });
});

const SIGLIP = goldenCheckpoint(SIGLIP_FILE);
const SIGLIP_TOWERS = SIGLIP.header.tensors.filter(({ name }) => !name.startsWith('logit_'));

/** The report of SigLIP's two towers: scale and bias are missing unless the tensors bring them. */
function siglipPair(
  tensors: SafetensorsHeader['tensors'] = SIGLIP_TOWERS,
  rule = 'openclip',
): LoadReport {
  const file = headerOnly('pair', Object.fromEntries(tensors.map((one) => [one.name, one])));
  const configs = [{ name: 'config.json', json: siglipReference.config }];
  const { description } = readModelDescription(configs, [file]);
  return planLoad({ files: [file], description, rule: loadRule(rule), seed: 7 });
}

describe.each(['en', 'zh'] as const)(
  'scale and bias of a pair of SigLIP graphs in %s',
  (language) => {
    const words = createWords(language);
    const { t } = words;
    const file = { kind: 'file', file: 'model.safetensors', bytes: 4000 } as const;
    const published = { kind: 'published', repo: 'lab/pair' } as const;
    const numbersOf = (origin: ScaleOrigin) => ({
      values: { logit_scale: 4.5, logit_bias: -16.5 },
      origin,
    });
    const said = (one: LoadReport) => ({
      text: reportText(words, one, NOTHING),
      column: loadedSentence(
        words,
        { report: one } as LoadedModel,
        { kind: 'hub' } as Column['source'],
      ),
    });

    test.each([
      ['beside', file, t('scale.told-file', { file: file.file, kb: '4' }), file.file],
      ['published', published, t('scale.told-published', { repo: 'lab/pair' }), 'lab/pair'],
    ] as const)(
      '%s: verdict, part, parameters and the column name where they came from',
      (kind, origin, from, name) => {
        const { text, column } = said(toldReport(siglipPair(), numbersOf(origin)));
        expect(text.split('\n')[0]).toContain(name);
        expect(column).toContain(name);
        const part = text.split('\n').find((line) => line.startsWith(t('part.logit-scale')));
        expect(part).toContain(`${t('look.told')} (${from})`);
        expect(text).toContain(`logit_scale []: ${words.number(4.5, 3)}, ${from}`);
        expect(text).toContain(`logit_bias []: ${words.number(-16.5, 3)}, ${from}`);
        expect(text + column).not.toMatch(/\b100\b|\{\w+\}|undefined/);
        expect(kind === 'beside').toBe(column.includes('model.safetensors'));
      },
    );

    test('unknown: only cosines, and neither a stand-in nor chance', () => {
      const { text, column } = said(siglipPair());
      expect(text.split('\n')[0]).toBe(t('same.scale-unknown'));
      expect(text).toContain(`logit_bias []: ${t('scale.unknown-initialised')}`);
      expect(text + column).not.toMatch(/\b100\b|\{\w+\}|undefined/);
      expect(column).toContain(
        t('report.scale-unknown', { all: siglipPair().parameters.length - 2 }),
      );
    });

    test('own, and left out by the rule', () => {
      const all = SIGLIP.header.tensors;
      const own = said(siglipPair(all));
      expect(own.text.split('\n')[0]).toBe(t('same.complete'));
      const left = said(siglipPair(all, 'without-logit-scale'));
      expect(left.text).toContain(`logit_bias []: ${t('scale.unknown-dropped')}`);
      const file = t('whole.complete');
      expect(left.text.split('\n')[0]).toBe(t('rule-leaves.scale-unknown', { file }));
    });
  },
);

test.each(['en', 'zh'] as const)(
  'a ready image side whose graph tells no parameter is described as a graph and no more, in %s',
  (language) => {
    const words = createWords(language);
    const one = report('openclip');
    const side = (told: boolean): LoadReport => ({
      ...one,
      layout: 'onnx',
      ready: { image: 'vision_model.onnx' },
      parameters: one.parameters.map(({ parameter, provenance }) =>
        told || !parameter.part.startsWith('image')
          ? { parameter, provenance }
          : { parameter, provenance: { kind: 'loaded', pieces: [] } },
      ),
    });
    const part = words.t('part.image-tower');
    const sentence = words.t('formats.untold-side', { part, file: 'vision_model.onnx' });
    const [known, untold] = [true, false].map((told) => reportText(words, side(told), NOTHING));
    expect(untold).toContain(sentence);
    expect(untold).not.toContain('visual.class_embedding');
    expect(untold).toContain('token_embedding.weight');
    expect(known).not.toContain(sentence);
    expect(known).toContain('visual.class_embedding');
  },
);

test('the JSON holds the report, the loaders, and what was looked at, and nothing that was not', () => {
  const one = report('timm');
  const saved = JSON.parse(reportAsJson(one, NOTHING));
  expect(saved.report).toEqual(JSON.parse(JSON.stringify(one)));
  expect(saved.loaders.map(({ loader }: { loader: string }) => loader)).toEqual([
    'open-clip-2-timm',
    'open-clip-3-timm',
    'timm',
    'strict',
  ]);
  expect(saved).not.toHaveProperty('numbers');
  const more = JSON.parse(reportAsJson(one, { numbers, comparison: compared(one) }));
  expect(more.numbers).toEqual(numbers);
  expect(more.comparison.parts).toHaveLength(5);
});

describe('the five parts', () => {
  test('shares add up to one, and each part begins where the one before ends', () => {
    const facts = partFacts(report('timm'));
    const ends = facts.map(({ before, share }) => before + share);
    expect(ends.at(-1)).toBeCloseTo(1, 12);
    expect(facts.slice(1).map(({ before }) => before)).toEqual(
      ends.slice(0, -1).map((end) => expect.closeTo(end, 12)),
    );
  });

  test('bytes and numbers in the file are those of its tensors, whatever the rule takes', () => {
    const { tensors } = COMPLETE.header;
    const bytes = tensors.reduce((sum, { begin, end }) => sum + end - begin, 0);
    for (const rule of ['openclip', 'timm', 'random']) {
      const facts = partFacts(report(rule));
      expect(facts.reduce((sum, part) => sum + part.bytesInFile, 0)).toBe(bytes);
      expect(facts.reduce((sum, part) => sum + part.numbersInFile, 0)).toBe(bytes / 4);
    }
  });

  test('of a part that the file holds in part, only what is there is counted', () => {
    const kept = COMPLETE.header.tensors.filter(({ name }) => name !== 'token_embedding.weight');
    const file = headerOnly('a', Object.fromEntries(kept.map((tensor) => [tensor.name, tensor])));
    const text = partFacts(report('openclip', file)).find(({ part }) => part === 'text-tower');
    expect(text).toMatchObject({ inFile: 'partly', after: 'partly-loaded' });
    expect((text?.numbers ?? 0) - (text?.numbersInFile ?? 0)).toBe(600 * 48);
    expect(text?.loadedNumbers).toBe(text?.numbersInFile);
  });
});

test('weights are written with four figures that matter', () => {
  const words = createWords('en');
  const written = [0, 1, -0.5, 0.04423, 123.456, 2.34567, 2e-7, 1.5e9, Number.NaN];
  expect(written.map((value) => weightWords(words, value))).toEqual([
    '0',
    '1',
    '-0.5000',
    '0.04423',
    '123.5',
    '2.346',
    '2.00e-7',
    '1.50e+9',
    '–',
  ]);
});
