import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_LABEL, MOST_LABELS, takeLabels } from './take-labels.ts';

test('nothing but blanks gives nothing', () => {
  expect(takeLabels(['', '  ', '\u{200b}', '\u{3000}'])).toEqual({ labels: [], leftOut: [] });
});

test('labels that look alike are one label: the second is left out and named', () => {
  const alike = [
    'cat',
    'cat ',
    'cat\u{200b}',
    '\u{feff}cat',
    'c\u{ad}at',
    'ca\u{200d}t',
    '\u{202a}cat\u{202c}',
  ];
  expect(takeLabels(alike)).toEqual({
    labels: ['cat'],
    leftOut: [{ reason: 'duplicate', count: 6, examples: ['cat', 'cat', 'cat'] }],
  });
  expect(
    takeLabels(['café', 'cafe\u{301}', 'hot  dog', 'hot\u{a0}dog'], ['hot dog']).labels,
  ).toEqual(['café']);
});

test('capitals make another label, and joiners stay where they join', () => {
  const family = '👩\u{200d}👧';
  const persian = 'می\u{200c}خواهم';
  const list = ['turkey', 'Turkey', family, '👩👧', persian, 'किताब'];
  expect(takeLabels(list)).toEqual({ labels: list, leftOut: [] });
});

test('the longest label is taken, one character more is not; an emoji is one character', () => {
  const longest = '🦊'.repeat(LONGEST_LABEL);
  expect(takeLabels([longest])).toEqual({ labels: [longest], leftOut: [] });
  const { labels, leftOut } = takeLabels(['cat', `${longest}x`, 'dog']);
  expect(labels).toEqual(['cat', 'dog']);
  expect(leftOut).toEqual([{ reason: 'too-long', count: 1, examples: [`${'🦊'.repeat(60)}…`] }]);
});

test('labels beyond the limit are counted, those there already included', () => {
  const all = takeLabels(Array.from({ length: MOST_LABELS + 10 }, (_, i) => `label ${i}`));
  expect(all.labels.length).toBe(MOST_LABELS);
  expect(all.leftOut).toEqual([
    { reason: 'too-many', count: 10, examples: ['label 5000', 'label 5001', 'label 5002'] },
  ]);
  expect(takeLabels(['one', 'two'], all.labels.slice(1)).labels).toEqual(['one']);
});

test('taking what was taken changes nothing, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 6 })), (list) => {
      const { labels, leftOut } = takeLabels(list);
      expect(takeLabels(labels)).toEqual({ labels, leftOut: [] });
      expect(new Set(labels.map((label) => label.normalize('NFC'))).size).toBe(labels.length);
      const left = leftOut.reduce((sum, { count }) => sum + count, 0);
      expect(labels.length + left).toBeLessThanOrEqual(list.length);
    }),
  );
});
