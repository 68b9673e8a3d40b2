import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelFits, rankRows } from './fit.ts';

const rows = (...values: readonly (readonly [number, number])[]) =>
  values.map((row) => Float32Array.from(row));

test('rows by cosine, equal ones in the order in which they stand', () => {
  const { order, cosines } = rankRows(
    Float32Array.of(1, 0),
    rows([0, 1], [1, 0], [0.6, 0.8], [1, 0]),
  );
  expect(order).toEqual([1, 3, 2, 0]);
  expect([...cosines].map((value) => value.toFixed(2))).toEqual(['0.00', '1.00', '0.60', '1.00']);
});

// On paper: 1 / (1 + exp(s d)) = 0.1 where d = ln(9) / s.
test.each([1, 14.3, 100])('at a scale of %d the border is nine to one', (scale) => {
  const border = Math.log(9) / scale;
  expect(labelFits(0.3, 0.3 + border - 1e-6, scale)).toBe(true);
  expect(labelFits(0.3, 0.3 + border + 1e-6, scale)).toBe(false);
});

test('a label that is closer than every word always fits', () => {
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(cosine, cosine, fc.double({ min: 0, max: 1000, noNaN: true }), (a, b, scale) => {
      expect(labelFits(Math.max(a, b), Math.min(a, b), scale)).toBe(true);
    }),
  );
});
