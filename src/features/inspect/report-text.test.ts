import { describe, expect, test } from 'vitest';
import { compareModels } from '../../core/checkpoint/compare-models.ts';
import { planLoad } from '../../core/checkpoint/load-plan.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { loadRule } from '../../core/checkpoint/load-rules.ts';
import { readModelDescription } from '../../core/model/read-model-description.ts';
import { STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { ParameterNumbers } from '../../engine/inspecting.ts';
import { reportAsJson } from '../../export/report-json.ts';
import { goldenCheckpoint, headerOnly } from '../../testing/checkpoint-files.ts';
import { goldenJson } from '../../testing/golden.ts';
import { createWords } from '../../words/translate.ts';
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
