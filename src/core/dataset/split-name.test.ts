import { expect, test } from 'vitest';
import { bySplitRole, splitRole } from './split-name.ts';

test.each([
  ['test', 'test'],
  ['Testing', 'test'],
  ['test_set', 'test'],
  ['test-images', 'test'],
  ['val2017', 'val'],
  ['VALID', 'val'],
  ['images_dev', 'val'],
  ['trainset', 'train'],
  ['训练集', 'train'],
  ['bus', null],
  ['testament', null],
  ['trainer', null],
  ['toString', null],
])('%s is for %s', (name, role) => {
  expect(splitRole(name)).toBe(role);
});

test('what is for testing comes first, names without a role last', () => {
  expect(bySplitRole(['extra', 'train', 'val', 'test'])).toEqual(['test', 'val', 'train', 'extra']);
});
