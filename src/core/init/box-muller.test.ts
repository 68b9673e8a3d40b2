import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { logOfFraction } from './box-muller.ts';

test('the logarithm gives the float32 that Math.log gives', () => {
  const agree = (n: number) => Math.fround(logOfFraction(n)) === Math.fround(Math.log(n / 2 ** 24));
  for (let place = 1; place <= 4096; place++) {
    for (const n of [place * 4096 - 1, place * 4096]) expect([n, agree(n)]).toEqual([n, true]);
  }
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 24 }), agree), { numRuns: 10_000 });
});
