import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NO_WINNER, winnerOfRow } from './winners.ts';

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
