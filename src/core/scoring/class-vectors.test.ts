import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classVectors } from './class-vectors.ts';

test('prompts are normalised before they are averaged', () => {
  // Directions (1, 0) and (0, 1) whatever their lengths: the mean points to (1, 1).
  const data = Float32Array.from([100, 0, 0, 0.01, 0, 7]);
  const { data: vectors, dims } = classVectors({ data, dims: [3, 2] }, [2, 1]);
  expect(dims).toEqual([2, 2]);
  [Math.SQRT1_2, Math.SQRT1_2, 0, 1].forEach((value, i) =>
    expect(vectors[i]).toBeCloseTo(value, 6),
  );
});

test('the order of a label’s prompts does not matter, and repeating all of them changes nothing', () => {
  const prompts = fc.array(fc.float({ min: Math.fround(0.1), max: 9, noNaN: true }), {
    minLength: 12,
    maxLength: 12,
  });
  fc.assert(
    fc.property(prompts, (numbers) => {
      const [a, b, c] = [numbers.slice(0, 4), numbers.slice(4, 8), numbers.slice(8)];
      const vector = (...rows: readonly number[][]): Float32Array =>
        classVectors({ data: Float32Array.from(rows.flat()), dims: [rows.length, 4] }, [
          rows.length,
        ]).data;
      const expected = vector(a, b, c);
      for (const other of [vector(c, a, b), vector(a, b, c, a, b, c)]) {
        other.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 6));
      }
    }),
  );
});

test('a label without a usable prompt has no direction; the others keep theirs', () => {
  const data = Float32Array.from([Number.NaN, 0, 0, 3]);
  const vectors = classVectors({ data, dims: [2, 2] }, [1, 0, 1]).data;
  expect([...vectors]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0, 1]);
});

test('counts that do not add up are refused', () => {
  expect(() => classVectors({ data: new Float32Array(4), dims: [2, 2] }, [1])).toThrow(RangeError);
});
