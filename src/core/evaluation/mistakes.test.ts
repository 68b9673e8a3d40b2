import { expect, test } from 'vitest';
import { confidentMistakes } from './mistakes.ts';

test('wrong pictures, most confident first, equal ones by picture', () => {
  const mistakes = confidentMistakes(
    [0, 1, 2, 0, 1],
    [0, 2, 1, 1, 0],
    [0.99, 0.4, 0.8, 0.4, 0.1],
    3,
  );
  expect(mistakes.map(({ picture }) => picture)).toEqual([2, 1, 3]);
  expect(mistakes[0]).toEqual({ picture: 2, trueClass: 2, predicted: 1, confidence: 0.8 });
});

test('pictures without a prediction are passed over', () => {
  expect(confidentMistakes([0, 0], [-1, 0], [0, 1], 5)).toEqual([]);
});
