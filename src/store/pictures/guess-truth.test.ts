import { expect, test } from 'vitest';
import { folderOf, guessTruth, labelledGuesses, synsetIn } from './guess-truth.ts';

const labels = ['cat', 'black cat', 'mud turtle', '乌龟'].map((text) => ({ text }));
const guess = (name: string, hint?: string, known: readonly string[] = []) =>
  guessTruth({ name, hint, known, sample: null }, labels);

test.each([
  ['cat.jpg', 'cat'],
  ['my-cat_02.JPG', 'cat'],
  ['Black Cat (1).png', 'black cat'],
  ['一只乌龟3.webp', '乌龟'],
  ['coffee cup.jpg', 'coffee cup'],
  ['Müsli.png', 'müsli'],
])('%s may show %s', (name, wanted) => {
  expect(guess(name)).toBe(wanted);
});

test.each([
  'IMG_2041.JPG',
  'DSC00012.jpg',
  'camera 2026-11-28.png',
  'Screenshot 2026-01-01 at 10.00.00.png',
  'x7.jpg',
  '0012.png',
  'qwrtz.png',
  'what my uncle saw in the garden.jpg',
])('%s says nothing', (name) => {
  expect(guess(name)).toBeNull();
});

test('a word is not found within another one', () => {
  expect(guess('concatenation.png')).toBe('concatenation');
});

test('the folder, or what a synset stands for, says more than the file', () => {
  expect(guess('0001.png', 'mud turtle')).toBe('mud turtle');
  expect(guess('lake.png', 'sea otter')).toBe('sea otter');
  expect(folderOf('pets/cat/1.png')).toBe('cat');
  expect(folderOf('1.png')).toBeNull();
  expect(synsetIn('n01667114_9985.JPEG')).toBe('n01667114');
  expect(synsetIn('val/n01667114/1.png')).toBe('n01667114');
  expect(synsetIn('plan01667114x.png')).toBeNull();
});

test('what is known is not guessed', () => {
  expect(guess('cat.jpg', undefined, ['dog'])).toBeNull();
  expect(
    guessTruth({ name: 'cat', hint: undefined, known: [], sample: 'cat.webp' }, labels),
  ).toBeNull();
});

test('only guesses that are labels are believed together', () => {
  const picture = (name: string) =>
    ({ id: name, name, known: [], sample: null, blob: null, url: '' }) as const;
  const found = labelledGuesses({
    pictures: [picture('CAT.png'), picture('lamp.png')],
    labels: [{ id: 'a', text: 'Cat', prompts: null }],
  });
  expect([...found]).toEqual([['CAT.png', 'Cat']]);
});
