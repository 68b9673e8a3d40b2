import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tableOf } from './tables.ts';

const SOURCE = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^words\/(en|zh)\/|testing\//.test(path))
  .map((path) => readFileSync(`src/${path}`, 'utf8'))
  .join('\n');

/** Keys that stand in a source as they are, and the beginnings and ends of those that are put together there. */
function keysIn(source: string) {
  const whole = new Set([...source.matchAll(/['"`]([\w.-]+)['"`]/g)].map(([, key = '']) => key));
  const parts = [...source.matchAll(/`([\w-]+\.[\w.-]*)\$\{[^}]*\}([\w.-]*)`/g)].map(
    ([, begin = '', end = '']) => [begin, end] as const,
  );
  return (key: string): boolean =>
    whole.has(key) || parts.some(([begin, end]) => key.startsWith(begin) && key.endsWith(end));
}

test('every sentence is said somewhere', () => {
  const isUsed = keysIn(SOURCE);
  expect(Object.keys(tableOf('en')).filter((key) => !isUsed(key))).toEqual([]);
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
