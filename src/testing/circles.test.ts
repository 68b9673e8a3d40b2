import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importCircles } from '../../scripts/support/circles.ts';

const SOURCES = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

test('no files need each other when they run', () => {
  expect(importCircles(SOURCES, 'values')).toEqual([]);
});

test('types go round in one place only: the store’s actions', () => {
  const store = importCircles(SOURCES, 'all');
  expect(store).toHaveLength(1);
  const actions =
    /^src\/store\/(all|slices\/[\w-]+|columns\/column-loads|encoding\/encode-(?:missing|work)|repair\/[\w-]+-training|repair\/training-work|ready\/take-ready)\.ts$/;
  expect(store[0]?.filter((file) => !actions.test(file))).toEqual([]);
});

test('circles are found, and told from those of types', () => {
  const files = (last: string) =>
    new Map([
      ['a.ts', "import { b } from './b.ts';"],
      ['b.ts', "import { c } from './c.ts';\nexport { d } from './d.ts';"],
      ['c.ts', last],
      ['d.ts', ''],
    ]);
  const circle = [['a.ts', 'b.ts', 'c.ts']];
  expect(importCircles(files("import { a, type A } from './a.ts';"), 'values')).toEqual(circle);
  expect(importCircles(files("import { type A } from './a.ts';"), 'values')).toEqual([]);
  expect(importCircles(files("import { type A } from './a.ts';"), 'all')).toEqual(circle);
  expect(importCircles(files("import type { A } from './a.ts';"), 'values')).toEqual([]);
  expect(importCircles(files(''), 'all')).toEqual([]);
});
