import { expect, test } from 'vitest';
import { normaliseRows } from './normalise-rows.ts';

test('3, 4 becomes 0.6, 0.8, whatever its scale', () => {
  for (const scale of [1e-6, 1, 1e6]) {
    const data = Float32Array.from([3 * scale, 4 * scale, 0, -5 * scale]);
    const unit = [...normaliseRows({ data, dims: [2, 2] }).data];
    [0.6, 0.8, 0, -1].forEach((value, i) => expect(unit[i]).toBeCloseTo(value, 6));
  }
});

test('zeros stay zeros, and what is not a number stays in its row', () => {
  const data = Float32Array.from([0, 0, Number.NaN, 1, 2, 0]);
  expect([...normaliseRows({ data, dims: [3, 2] }).data]).toEqual([
    0,
    0,
    Number.NaN,
    Number.NaN,
    1,
    0,
  ]);
});

test('the input is left as it is; a wrong length is refused', () => {
  const data = Float32Array.from([3, 4]);
  normaliseRows({ data, dims: [1, 2] });
  expect([...data]).toEqual([3, 4]);
  expect(() => normaliseRows({ data, dims: [1, 3] })).toThrow(RangeError);
});
