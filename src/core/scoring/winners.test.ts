import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finiteRange, NO_WINNER, tiedPlaces, winnerOfRow } from './winners.ts';

test.each<[string, readonly number[], number]>([
  ['the highest', [1, 5, 3], 1],
  ['the first of equals', [1, 5, 5], 1],
  ['numbers that are none do not count', [Number.NaN, -2, -3], 1],
  ['a row without numbers has none', [Number.NaN, Number.NaN], NO_WINNER],
  ['nor has an empty one', [], NO_WINNER],
])('the winner: %s', (_, row, expected) => expect(winnerOfRow(row)).toBe(expected));

test('of numbers, the winner is the first that is as high as the highest', () => {
  const rows = fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(rows, (numbers) => {
      expect(winnerOfRow(numbers)).toBe(numbers.indexOf(Math.max(...numbers)));
    }),
  );
});

test.each<[string, readonly number[], readonly number[]]>([
  ['the highest alone', [1, 5, 3], [1]],
  ['all that are as high', [5, 1, 5], [0, 2]],
  ['what differs behind float32 is no difference', [0.3, 0.3 + 1e-12, 0.2], [0, 1]],
  ['numbers that are none do not count', [Number.NaN, -3, -3], [1, 2]],
  ['a row without numbers has none', [Number.NaN], []],
])('winners: %s', (_, row, expected) => expect(tiedPlaces(row)).toEqual(expected));

test('the range of a row leaves out what is not finite', () => {
  const { NaN: none, POSITIVE_INFINITY: endless } = Number;
  expect(finiteRange([none, 2, endless, -1, -endless])).toEqual([-1, 2]);
  expect(finiteRange([none])).toEqual([endless, -endless]);
});
