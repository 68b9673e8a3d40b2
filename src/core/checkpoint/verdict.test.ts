import { expect, test } from 'vitest';
import { PARTS, type Part } from '../model/architecture.ts';
import { verdictOf } from './verdict.ts';

/** Ten parameters a part; how many of them are held, all where nothing is said. */
function verdict(held: Partial<Record<Part, number>>) {
  const counts = PARTS.map((part) => ({
    part,
    parameters: 10,
    present: held[part] ?? 10,
    loaded: 0,
  }));
  return verdictOf(counts, 'present');
}

test.each<[string, Partial<Record<Part, number>>, ReturnType<typeof verdictOf>]>([
  ['everything', {}, { kind: 'complete' }],
  [
    'the image side',
    { 'text-tower': 0, 'text-projection': 0, 'logit-scale': 0 },
    { kind: 'vision-only' },
  ],
  [
    'the image tower without its projection',
    { 'image-projection': 0, 'text-tower': 0, 'text-projection': 0, 'logit-scale': 0 },
    { kind: 'vision-only' },
  ],
  ['the text side', { 'image-tower': 0, 'image-projection': 0 }, { kind: 'text-only' }],
  [
    'a logit scale alone',
    { 'image-tower': 0, 'image-projection': 0, 'text-tower': 0, 'text-projection': 0 },
    { kind: 'nothing-of-clip' },
  ],
  ['one parameter short', { 'text-tower': 9 }, { kind: 'parts-missing', missing: ['text-tower'] }],
  [
    'a crumb of text',
    { 'text-tower': 1, 'text-projection': 0 },
    { kind: 'parts-missing', missing: ['text-tower', 'text-projection'] },
  ],
  [
    'a torn image tower alone',
    { 'image-tower': 9, 'text-tower': 0, 'text-projection': 0, 'logit-scale': 0 },
    {
      kind: 'parts-missing',
      missing: ['image-tower', 'text-tower', 'text-projection', 'logit-scale'],
    },
  ],
  ['no logit scale', { 'logit-scale': 0 }, { kind: 'both-towers' }],
])('%s', (_, held, expected) => {
  expect(verdict(held)).toEqual(expected);
});

test('what is loaded is judged apart from what is present', () => {
  const counts = PARTS.map((part) => ({ part, parameters: 3, present: 3, loaded: 0 }));
  expect(verdictOf(counts, 'present')).toEqual({ kind: 'complete' });
  expect(verdictOf(counts, 'loaded')).toEqual({ kind: 'nothing-of-clip' });
});
