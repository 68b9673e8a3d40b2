import { expect, test } from 'vitest';
import { numberWithin } from './number-within.ts';

test.each([
  ['7', 7],
  [' 7 ', 7],
  ['-3', 0],
  ['99', 10],
  ['2.9', 2],
  ['1e1', 10],
  ['', null],
  ['  ', null],
  ['-', null],
  ['seven', null],
  ['Infinity', null],
])('%j between 0 and 10 is %j', (text, number) => {
  expect(numberWithin(text, { min: 0, max: 10 })).toBe(number);
});

test('a step of any size leaves fractions, and without bounds nothing is changed', () => {
  expect(numberWithin('14.29', { step: 'any' })).toBe(14.29);
  expect(numberWithin('-1000000', {})).toBe(-1_000_000);
});
