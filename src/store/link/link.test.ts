import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultColumns, newColumn } from '../slices/columns.ts';
import { DEFAULT_SETTINGS } from '../slices/settings.ts';
import type { Label } from '../types.ts';
import { readLink, writeLink } from './link.ts';

const page = {
  ...DEFAULT_SETTINGS,
  labels: [] as Label[],
  templates: ['a photo of a {label}'],
  columns: defaultColumns(),
};

const word = fc
  .string({ minLength: 1, maxLength: 30 })
  .filter((text) => !/^\s*$|[\n\r]/.test(text));

test('labels of any characters, with and without prompts of their own, come back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ text: word, prompts: fc.option(fc.array(word, { minLength: 1 })) })),
      (drafts) => {
        const labels = drafts.map(({ text, prompts }) => ({ id: '', text, prompts }));
        const { setup, bad } = readLink(`#${writeLink({ ...page, labels })}`);
        expect(bad).toEqual([]);
        expect(setup.labels?.map(({ text, prompts }) => ({ text, prompts }))).toEqual(drafts);
      },
    ),
  );
});

test('settings and columns come back', () => {
  const all = {
    ...page,
    columns: [
      newColumn(
        'a',
        { kind: 'url', url: 'https://hub.test/x,y.safetensors' },
        { rule: 'timm', seed: 7 },
      ),
      newColumn(
        'b',
        { kind: 'built-in', file: 'vision-only' },
        { activation: 'gelu', seed: 4294967295 },
      ),
    ],
    scale: 14.29,
    scoring: 'sigmoid',
    shown: 'logit',
    language: 'zh',
    hidden: ['labels', 'scores'],
    task: 'Which labels fool it?\nWhy?',
    guessFirst: true,
  } as const;
  const { setup, bad } = readLink(writeLink(all));
  expect(bad).toEqual([]);
  expect(setup).toMatchObject({
    scale: 14.29,
    scoring: 'sigmoid',
    shown: 'logit',
    language: 'zh',
    hidden: ['labels', 'scores'],
    task: all.task,
    guessFirst: true,
  });
  expect(
    setup.columns?.map(({ source, rule, seed, activation }) => [source, rule, seed, activation]),
  ).toEqual(
    all.columns.map(({ source, rule, seed, activation }) => [source, rule, seed, activation]),
  );
});

test.each([
  ['columns', 'complete,openclip,-1'],
  ['columns', 'complete,nonsense,0'],
  ['columns', 'javascript%3Aalert(1),openclip,0'],
  ['columns', '%,openclip,0'],
  ['columns', Array.from({ length: 9 }, () => 'complete,openclip,0').join(' ')],
  ['scale', 'NaN'],
  ['scale', '1e9'],
  ['scale', ''],
  ['lang', '__proto__'],
  ['hide', 'everything'],
  ['task', 'x'.repeat(5000)],
  ['labels', Array.from({ length: 6000 }, (_, i) => i).join('\n')],
])('a hostile %s is left out and named', (name, text) => {
  const { setup, bad } = readLink(new URLSearchParams({ [name]: text, guess: '1' }).toString());
  expect(bad).toEqual([name]);
  expect(setup).toEqual({ guessFirst: true });
});

test('no text whatever makes reading throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void readLink(text)));
});
