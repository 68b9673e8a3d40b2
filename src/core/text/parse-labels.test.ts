import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGEST_LABEL, MOST_LABELS, parseLabels } from './parse-labels.ts';

test('commas, semicolons, tabs and lines part labels; spaces around them and empty ones go', () => {
  const text = ' cat, dog\tbird\r\nfish ;; ,\n\n hot dog ,猫，狗、鸟';
  expect(parseLabels(text)).toEqual({
    labels: ['cat', 'dog', 'bird', 'fish', 'hot dog', '猫', '狗', '鸟'],
    leftOut: [],
  });
});

test('nothing but separators gives nothing', () => {
  for (const text of ['', '  ', ',\n,\t;'])
    expect(parseLabels(text)).toEqual({ labels: [], leftOut: [] });
});

test('a label that is there already is left out and named', () => {
  const { labels, leftOut } = parseLabels('cat, dog, cat, café, cafe\u0301, hot  dog', ['hot dog']);
  expect(labels).toEqual(['cat', 'dog', 'café']);
  expect(leftOut).toEqual([
    { reason: 'duplicate', count: 3, examples: ['cat', 'cafe\u0301', 'hot  dog'] },
  ]);
});

test('capitals make another label', () => {
  expect(parseLabels('turkey, Turkey').labels).toEqual(['turkey', 'Turkey']);
});

test('the longest label is taken, one character more is not; an emoji is one character', () => {
  const longest = '🦊'.repeat(LONGEST_LABEL);
  expect(parseLabels(longest)).toEqual({ labels: [longest], leftOut: [] });
  const { labels, leftOut } = parseLabels(`cat, ${longest}x, dog`);
  expect(labels).toEqual(['cat', 'dog']);
  expect(leftOut).toEqual([{ reason: 'too-long', count: 1, examples: [`${'🦊'.repeat(60)}…`] }]);
});

test('labels beyond the limit are counted, those there already included', () => {
  const text = Array.from({ length: MOST_LABELS + 10 }, (_, i) => `label ${i}`).join('\n');
  const all = parseLabels(text);
  expect(all.labels.length).toBe(MOST_LABELS);
  expect(all.leftOut).toEqual([
    { reason: 'too-many', count: 10, examples: ['label 5000', 'label 5001', 'label 5002'] },
  ]);
  expect(parseLabels('one, two', all.labels.slice(1)).labels).toEqual(['one']);
});

test('reading the result again changes nothing, and nothing is lost', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '\n', '\t', '，', '$', '{') });
  fc.assert(
    fc.property(text, (pasted) => {
      const { labels, leftOut } = parseLabels(pasted);
      expect(parseLabels(labels.join(',')).labels).toEqual(labels);
      const parts = pasted.split(/[,\n\t，]/u).filter((part) => part.trim() !== '');
      const left = leftOut.reduce((sum, { count }) => sum + count, 0);
      expect(labels.length + left).toBe(parts.length);
    }),
  );
});
