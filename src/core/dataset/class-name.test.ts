import { expect, test } from 'vitest';
import { classNames } from './class-name.ts';

const namesOf = (...keys: readonly string[]): string[] =>
  classNames(keys).map((names) => names.join('|'));

test.each([
  [
    'CUB',
    ['001.Black_footed_Albatross', '002.Laysan_Albatross'],
    ['Black footed Albatross', 'Laysan Albatross'],
  ],
  ['Stanford Dogs', ['n02085620-Chihuahua', 'n02086240-Shih-Tzu'], ['Chihuahua', 'Shih-Tzu']],
  ['EuroSAT', ['AnnualCrop', 'Forest', 'SeaLake'], ['annual crop', 'Forest', 'sea lake']],
  ['padded numbers with blanks', ['01 apple', '02 leaf'], ['apple', 'leaf']],
  ['a dash behind the number', ['1-apple', '2-leaf'], ['apple', 'leaf']],
  ['underscores', ['hot_dog', 'ice__cream'], ['hot dog', 'ice cream']],
  ['synonyms', ['grey_wolf|timber wolf'], ['grey wolf|timber wolf']],
  ['a comma', ['Smith, John', 'black, white cat'], ['Smith, John', 'black, white cat']],
])('%s', (_, keys, names) => {
  expect(namesOf(...keys)).toEqual(names);
});

test.each([
  ['names that only their numbers tell apart', ['2-door', '4-door']],
  ['counts', ['1 apple', '2 apple']],
  ['numbers alone', ['0', '1', '10']],
  ['a number in front of one of them', ['101.dalmatians', 'apple']],
  ['names with a capital inside', ['McLaren', 'iPhone', 'BMW', 'eBay']],
  ['signs alone', ['___', '|']],
])('%s stay as they are', (_, keys) => {
  expect(namesOf(...keys)).toEqual(keys);
});
