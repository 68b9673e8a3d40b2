import { expect, test } from 'vitest';
import type { ParameterReport } from './load-report.ts';
import { compareHeaders, compareModels, type HashedModel } from './compare-models.ts';

const parameter = (
  name: string,
  shape: readonly number[],
  part: ParameterReport['parameter']['part'],
  loaded = true,
): ParameterReport => ({
  parameter: { name, shape, part },
  provenance: loaded
    ? { kind: 'loaded', pieces: [] }
    : { kind: 'initialised', law: { kind: 'constant', value: 0 } },
});

const model = (...items: readonly (readonly [ParameterReport, string])[]): HashedModel => ({
  report: { parameters: items.map(([one]) => one) },
  hashes: items.map(([, hash]) => hash),
});

const first = model(
  [parameter('a', [2], 'image-tower'), '1'],
  [parameter('b', [2], 'image-tower'), '2'],
  [parameter('c', [2, 3], 'text-tower'), '3'],
  [parameter('d', [1], 'text-tower'), '4'],
);
const second = model(
  [parameter('b', [2], 'image-tower', false), '9'],
  [parameter('a', [2], 'image-tower'), '1'],
  [parameter('c', [3, 2], 'text-tower'), '3'],
  [parameter('e', [1], 'logit-scale'), '4'],
);

test('each kind of likeness is told, part by part, whatever the order', () => {
  const { parts, parameters } = compareModels(first, second);
  expect(parameters.map(({ name, likeness }) => [name, likeness])).toEqual([
    ['a', 'same'],
    ['b', 'other-values'],
    ['c', 'other-shape'],
    ['d', 'only-first'],
    ['e', 'only-second'],
  ]);
  expect(parameters[1]?.loaded).toEqual([true, false]);
  expect(parameters[3]?.shapes).toEqual([[1], null]);
  expect(parts.find(({ part }) => part === 'image-tower')).toMatchObject({
    same: 1,
    'other-values': 1,
    'only-first': 0,
  });
});

test('the other way round, first and second change places and nothing else', () => {
  const kinds = (a: HashedModel, b: HashedModel) =>
    new Map(compareModels(a, b).parameters.map(({ name, likeness }) => [name, likeness]));
  const turned = kinds(second, first);
  for (const [name, likeness] of kinds(first, second)) {
    const expected =
      likeness === 'only-first'
        ? 'only-second'
        : likeness === 'only-second'
          ? 'only-first'
          : likeness;
    expect(turned.get(name)).toBe(expected);
  }
});

test('values without a hash are neither called the same nor different', () => {
  for (const hashes of [[], ['', '', '', '']]) {
    const none = { ...first, hashes };
    const kinds = compareModels(first, none).parameters.map(({ likeness }) => likeness);
    expect(kinds).toEqual(Array(4).fill('unreadable'));
  }
});

test('by headers, what is not taken from a file is not there, and equal shapes are never called the same', () => {
  const { parts, parameters } = compareHeaders(first.report, second.report);
  expect(parameters.map(({ name, likeness }) => [name, likeness])).toEqual([
    ['a', 'same-shape'],
    ['b', 'only-first'],
    ['c', 'other-shape'],
    ['d', 'only-first'],
    ['e', 'only-second'],
  ]);
  expect(parts.find(({ part }) => part === 'image-tower')).toMatchObject({
    same: 0,
    'same-shape': 1,
    'only-first': 1,
  });
});

test('by headers, what neither takes from a file is not compared', () => {
  const none = { parameters: [parameter('a', [2], 'image-tower', false)] };
  expect(compareHeaders(none, none).parameters).toEqual([]);
});
