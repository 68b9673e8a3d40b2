import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLabel } from '../../core/text/take-labels.ts';
import { DEFAULT_PICTURES } from '../defaults.ts';
import { defaultColumns, newColumn } from '../columns/column.ts';
import { samplePicture } from '../pictures/picture.ts';
import { DEFAULT_SETTINGS } from '../slices/settings.ts';
import type { Column, Label } from '../types.ts';
import { readLink, writeLink } from './link.ts';

const page = {
  ...DEFAULT_SETTINGS,
  labels: [] as Label[],
  templates: ['a photo of a {label}'],
  columns: defaultColumns(),
  pictures: DEFAULT_PICTURES.map((file) =>
    samplePicture({ file, en: file, zh: file }, (path) => path),
  ),
};

const chosen = ({ source, rule, seed, activation, precision }: Column) => [
  source,
  rule,
  seed,
  activation,
  precision,
];

const word = fc
  .string({ minLength: 1, maxLength: 30 })
  .filter((text) => text !== '' && cleanLabel(text) === text);

test('labels of any characters, with and without prompts of their own, come back', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({ text: word, prompts: fc.option(fc.array(word, { minLength: 1 })) }),
        { selector: ({ text }) => text },
      ),
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
        { activation: 'gelu', seed: 4294967295, precision: 'int8' },
      ),
    ],
    alpha: 'as-pillow',
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
    alpha: 'as-pillow',
    scoring: 'sigmoid',
    shown: 'logit',
    language: 'zh',
    hidden: ['labels', 'scores'],
    task: all.task,
    guessFirst: true,
  });
  expect(setup.columns?.map(chosen)).toEqual(all.columns.map(chosen));
});

test('towers apart, a repository of a mirror, resets and a crop come back', () => {
  const hub = { kind: 'hub', repository: 'timm/vit@odd', file: 'a,b c+d.safetensors' } as const;
  const columns = [
    newColumn(
      'a',
      {
        kind: 'towers',
        image: hub,
        text: { kind: 'built-in', file: 'complete' },
        scale: { kind: 'url', url: 'https://hub.test/scale=1.safetensors' },
      },
      { resets: ['text-positions', 'image-projection'], crop: 0.9, activation: 'gelu' },
    ),
    newColumn('b', {
      kind: 'towers',
      image: { kind: 'built-in', file: 'vision-only' },
      text: { kind: 'hub', repository: 'timm/vit', file: null },
      scale: null,
    }),
    newColumn('c', { ...hub, file: null, endpoint: 'http://192.0.2.7:8080/a mirror' }),
  ];
  const { setup, bad } = readLink(writeLink({ ...page, columns }));
  expect(bad).toEqual([]);
  expect(setup.columns).toEqual(columns);
});

test('the activation alone may follow the seed, as the first links had it', () => {
  const { setup } = readLink('columns=complete%2Copenclip%2C3%2Cgelu');
  expect(setup.columns?.[0]).toMatchObject({ seed: 3, activation: 'gelu', resets: [], crop: null });
});

test('samples of the shelf come back, own pictures do not, and the first visit’s are left out', () => {
  const own = { id: '1', name: 'me.png', blob: null, url: '', known: [], sample: null };
  expect(new URLSearchParams(writeLink(page)).has('samples')).toBe(false);
  const [first] = page.pictures;
  const pictures = first ? [own, first] : [];
  const link = writeLink({ ...page, pictures });
  expect(link).not.toContain('me.png');
  expect(readLink(link).setup.linkedSamples).toEqual([first?.sample]);
  expect(readLink(writeLink({ ...page, pictures: [] })).setup.linkedSamples).toEqual([]);
});

test('a fresh model’s scale where a checkpoint has none comes back as that', () => {
  expect(readLink(writeLink({ ...page, scale: 'fresh' })).setup.scale).toBe('fresh');
});

test('the same label twice is one label', () => {
  const { setup } = readLink('labels=cat%0Adog%0Acat%0A cat%E2%80%8B');
  expect(setup.labels?.map(({ text }) => text)).toEqual(['cat', 'dog']);
});

test.each([
  ['columns', 'complete,openclip,0,fresh=everything'],
  ['columns', 'complete,openclip,0,fresh=text-tower+text-tower'],
  ['columns', 'complete,openclip,0,crop=0'],
  ['columns', 'complete,openclip,0,crop=0.9,crop=0.8'],
  ['columns', 'complete,openclip,0,text=javascript%3Aalert(1)'],
  ['columns', 'complete,openclip,0,scale=complete'],
  ['columns', 'complete,openclip,0,constructor=1'],
  ['columns', 'hub:nobody,openclip,0'],
  ['columns', 'hub:a%2Fb:c:d,openclip,0'],
  ['columns', 'hub:a%2Fb:c:javascript%3Aalert(1),openclip,0'],
  ['samples', '../secret.webp'],
  ['samples', 'https://evil.test/x.webp'],
  ['columns', 'complete,openclip,-1'],
  ['columns', 'complete,nonsense,0'],
  ['columns', 'complete,openclip,0,int8,int8'],
  ['columns', 'complete,openclip,0,int4'],
  ['columns', 'javascript%3Aalert(1),openclip,0'],
  ['columns', '%,openclip,0'],
  ['columns', Array.from({ length: 9 }, () => 'complete,openclip,0').join(' ')],
  ['scale', 'NaN'],
  ['scale', '1e9'],
  ['scale', ''],
  ['scale', 'Fresh'],
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
