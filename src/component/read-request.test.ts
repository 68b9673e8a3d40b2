import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';
import { createWords } from '../words/translate.ts';
import { ATTRIBUTES, MOST_PICTURES, MOST_SHOWN_LABELS, readRequest } from './read-request.ts';

const BASE = 'https://school.test/lessons/one.html';
const plain = { pictures: 'a.webp', labels: 'dog, cat', first: '../m/whole.safetensors' };

const read = (attributes: Readonly<Record<string, string | undefined>>) =>
  readRequest((name) => attributes[name] ?? null, BASE);

test('addresses are meant from the page; one file gives both columns, the second by timm’s loader', () => {
  const url = 'https://school.test/m/whole.safetensors';
  expect(read(plain)).toEqual({
    kind: 'request',
    pictures: [{ url: 'https://school.test/lessons/a.webp', name: 'a.webp' }],
    labels: ['dog', 'cat'],
    templates: ['a photo of a {label}'],
    columns: [
      { url, rule: 'openclip', seed: 0 },
      { url, rule: 'timm', seed: 0 },
    ],
    page: null,
  });
});

test('a second file is taken whole, and everything can be said', () => {
  const all = {
    ...plain,
    pictures: ' a.webp\n https://else.test/%E7%8C%AB.png?x=1 ',
    labels: 'hot dog\n“cat”',
    template: 'an icon of {label}\n{}',
    'first-rule': 'timm-linear',
    'first-seed': '4294967295',
    second: 'b.safetensors',
    'second-seed': ' 7 ',
    page: '../',
  };
  expect(read(all)).toMatchObject({
    pictures: [{ name: 'a.webp' }, { url: 'https://else.test/%E7%8C%AB.png?x=1', name: '猫.png' }],
    labels: ['hot dog', 'cat'],
    templates: ['an icon of {label}', '{label}'],
    columns: [
      { rule: 'timm-linear', seed: 4294967295 },
      { url: 'https://school.test/lessons/b.safetensors', rule: 'openclip', seed: 7 },
    ],
    page: 'https://school.test/',
  });
});

const many = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`).join('\n');

const PROBLEMS = [
  ['no-pictures', { pictures: ' \n' }],
  ['no-pictures', { pictures: undefined }],
  ['too-many-pictures', { pictures: many(MOST_PICTURES + 1) }],
  ['no-labels', { labels: ' , ' }],
  ['no-labels', { labels: undefined }],
  ['too-many-labels', { labels: many(MOST_SHOWN_LABELS + 1) }],
  ['too-many-labels', { labels: `dog\n${'x'.repeat(3000)}` }],
  ['no-checkpoint', { first: undefined }],
  ['no-checkpoint', { first: ' ' }],
  ['address', { first: 'javascript:alert(1)' }],
  ['address', { second: 'https://known.test@evil.test/a' }],
  ['address', { pictures: 'data:image/png;base64,AAAA' }],
  ['address', { page: 'https://' }],
  ['rule', { 'first-rule': 'whole' }],
  ['rule', { 'second-rule': '__proto__' }],
  ['seed', { 'first-seed': '-1' }],
  ['seed', { 'second-seed': '4294967296' }],
  ['seed', { 'second-seed': '1e3' }],
  ['seed', { 'second-seed': '' }],
  ['template', { template: 'a photo' }],
  ['template', { template: 'a {label} by {artist}' }],
] as const;

describe('what makes no sense', () => {
  beforeAll(async () => {
    for (const language of LANGUAGE_NAMES) await loadWords(language);
    await loadWordsOf('files');
  });

  test.each(PROBLEMS)('%s: %j, in a sentence with every fact', (problem, attributes) => {
    const found = read({ ...plain, ...attributes });
    if (found.kind !== 'problem') throw new Error('It was taken.');
    expect(found.problem).toBe(problem);
    for (const language of LANGUAGE_NAMES) {
      const sentence = createWords(language).t(`compare.problem.${problem}`, found.values);
      const own = Object.values(found.values).reduce<string>(
        (text, value) => text.replace(String(value), ''),
        sentence,
      );
      expect(own).not.toMatch(/^compare\.|\{(?!label\})\w+\}/);
      for (const value of Object.values(found.values)) expect(sentence).toContain(String(value));
    }
  });
});

test('as many pictures and labels as are allowed are taken', () => {
  const full = { ...plain, pictures: many(MOST_PICTURES), labels: many(MOST_SHOWN_LABELS) };
  expect(read(full).kind).toBe('request');
});

test('no text whatever makes reading throw', () => {
  const texts = fc.dictionary(fc.constantFrom(...ATTRIBUTES), fc.string({ unit: 'grapheme' }));
  fc.assert(fc.property(texts, (attributes) => void read({ ...plain, ...attributes })));
});

test('the documentation names every attribute', () => {
  const [, text = ''] = readFileSync('docs/library.md', 'utf8').split('## An element for a lesson');
  expect(ATTRIBUTES.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
