import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firstModules } from '../../scripts/support/first-modules.ts';
import { keysIn } from '../testing/keys-in.ts';
import { LANGUAGES } from './languages.ts';
import { tableOf } from './tables.ts';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => !/\.test\.tsx?$|^src\/words\/(en|zh)\/|testing\//.test(path));

const sourceOf = (paths: readonly string[]): string =>
  paths
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');

test('every sentence is said somewhere', () => {
  const isUsed = keysIn(sourceOf(SOURCES));
  expect(Object.keys(tableOf('en')).filter((key) => !isUsed(key))).toEqual([]);
});

test('the first words are those of the first view, and no others are said there', async () => {
  const modules = ['src/app/main.tsx', ...firstModules('src/app/main.tsx')];
  const isSaid = keysIn(sourceOf(modules));
  // Actions may come late themselves, but what they say is said in the first view.
  const actions = SOURCES.filter((path) => path.startsWith('src/store/'));
  const mayBeSaid = keysIn(sourceOf([...modules, ...actions]));
  const first = new Set(Object.keys(await LANGUAGES.en.parts.page()));
  expect([...first].filter((key) => !mayBeSaid(key))).toEqual([]);
  // The engine's own sentence stands in for errors until those about refusals have come.
  const refusals = await LANGUAGES.en.parts.files();
  const mayBeLate = (key: string) => key.startsWith('error.') || key in refusals;
  const late = Object.keys(tableOf('en')).filter((key) => !first.has(key) && !mayBeLate(key));
  expect(late.filter(isSaid)).toEqual([]);
});

test('a key that only looks like one in use is found', () => {
  const isUsed = keysIn("t('a.b'); t(`c.${kind}.end`); t(`${kind}`)");
  expect(['a.b', 'c.x.end', 'a', 'a.b.c', 'c.x', 'd.x'].filter((key) => !isUsed(key))).toEqual([
    'a',
    'a.b.c',
    'c.x',
    'd.x',
  ]);
});
