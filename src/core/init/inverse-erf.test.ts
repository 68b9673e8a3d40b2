import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erfc } from '../numbers/erfc.ts';
import { inverseErf } from './inverse-erf.ts';

test('is the inverse of the error function', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.9999999, max: 0.9999999, noNaN: true }), (x) => {
      const y = inverseErf(x);
      expect(Math.sign(y)).toBe(Math.sign(x));
      // Relative to what is left to 1, where the function is steep.
      expect(Math.abs(erfc(Math.abs(y)) / (1 - Math.abs(x)) - 1)).toBeLessThan(2e-5);
    }),
  );
});

test('gives the quantiles of the normal distribution, and has no end at 1', () => {
  // The 97.5 % point of a standard normal: 1.959964.
  expect(inverseErf(0.95) * Math.SQRT2).toBeCloseTo(1.959964, 5);
  expect(inverseErf(0)).toBe(0);
  expect([inverseErf(-1), inverseErf(1)]).toEqual([-Infinity, Infinity]);
});
