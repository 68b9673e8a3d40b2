import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dot, fillDots } from './vectors.ts';

const vector = (width: number) =>
  fc.float32Array({ minLength: width, maxLength: width, noNaN: false });

test('many inner products at once are those taken one by one, to the bit, and nothing else is touched', () => {
  const cases = fc.integer({ min: 1, max: 9 }).chain((width) =>
    fc.record({
      own: vector(width),
      others: fc.array(vector(width), { minLength: 1, maxLength: 11 }),
      chosen: fc.array(fc.boolean(), { minLength: 11, maxLength: 11 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ own, others, chosen }) => {
      const places = [...others.keys()].filter((place) => chosen[place]);
      const into = new Float64Array(others.length).fill(7);
      fillDots(own, others, places, into);
      const expected = others.map((other, place) => (chosen[place] ? dot(own, other) : 7));
      expect([...into]).toEqual(expected);
    }),
  );
});
