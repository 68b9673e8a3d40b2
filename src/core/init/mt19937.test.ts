import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMt19937, fillLow24, nextWord, skipWords } from './mt19937.ts';

describe('the Mersenne Twister', () => {
  test('gives the 10000th output that the C++ standard demands of seed 5489', () => {
    const generator = createMt19937(5489);
    skipWords(generator, 9999);
    expect(nextWord(generator)).toBe(4123659995);
  });

  test('gives the first outputs of the published reference for seed 5489', () => {
    const generator = createMt19937(5489);
    expect(Array.from({ length: 5 }, () => nextWord(generator))).toEqual([
      3499211612, 581869302, 3890346734, 3586334585, 545404204,
    ]);
  });

  test('takes the low 32 bits of a seed', () => {
    expect(nextWord(createMt19937(2 ** 32 + 7))).toBe(nextWord(createMt19937(7)));
    expect(nextWord(createMt19937(2 ** 32 - 5))).toBe(nextWord(createMt19937(-5)));
  });

  test('skipping leaves what drawing one by one leaves', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        fc.array(fc.nat({ max: 2000 }), { maxLength: 6 }),
        (seed, counts) => {
          const [drawn, skipped] = [createMt19937(seed), createMt19937(seed)];
          for (const count of counts) {
            for (let i = 0; i < count; i++) nextWord(drawn);
            skipWords(skipped, count);
            expect(nextWord(skipped)).toBe(nextWord(drawn));
          }
        },
      ),
    );
  });

  test('filling gives the low 24 bits of what drawing one by one gives', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 1500 }), fc.nat({ max: 1500 }), (seed, before, count) => {
        const [drawn, filled] = [createMt19937(seed), createMt19937(seed)];
        for (let i = 0; i < before; i++) nextWord(drawn);
        skipWords(filled, before);
        const target = new Int32Array(count);
        fillLow24(filled, target, count);
        expect(target).toEqual(Int32Array.from(target, () => nextWord(drawn) & 0xffffff));
        expect(nextWord(filled)).toBe(nextWord(drawn));
      }),
    );
  });
});
