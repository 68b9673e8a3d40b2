import { expect, test } from 'vitest';
import { erfc } from './erfc.ts';

// Printed by C's erfc in double precision.
test.each([
  [0, 1],
  [0.001, 0.9988716212090307],
  [0.3, 0.6713732405408726],
  [1, 0.15729920705028513],
  [1.9999, 0.004679802092970608],
  [2, 0.004677734981047265],
  [2.5, 0.0004069520174449589],
  [5, 1.5374597944280349e-12],
  [10, 2.088487583762545e-45],
  [26, 5.663192408856143e-296],
])('erfc(%d)', (x, expected) => {
  expect(Math.abs(erfc(x) / expected - 1)).toBeLessThan(2e-13);
});

test('is refused below 0', () => {
  expect(() => erfc(-0.1)).toThrow(RangeError);
  expect(() => erfc(Number.NaN)).toThrow(RangeError);
});
