import { expect, test } from 'vitest';
import { goldenJson, relativeError } from '../../testing/golden.ts';
import { refitProjection } from './refit.ts';

/** By NumPy: `training/make_head_fixtures.py`. One with more rows than features, one with fewer. */
const { refits } = goldenJson('heads.json') as {
  readonly refits: readonly {
    readonly rows: number;
    readonly lambda: number;
    readonly features: readonly number[];
    readonly targets: readonly number[];
    readonly weights: readonly number[];
  }[];
};

const rows = (values: readonly number[], count: number) => ({
  data: Float32Array.from(values),
  dims: [count, values.length / count] as const,
});

test.each(refits)(
  '$rows rows of 8 features',
  ({ rows: count, lambda, features, targets, weights }) => {
    const fitted = refitProjection(rows(features, count), rows(targets, count), lambda);
    expect(relativeError(fitted, weights)).toBeLessThan(1e-5);
  },
);

test('a projection that made the targets is found again', () => {
  const features = rows([1, 0, 0, 1, 1, 1, 2, -1], 4);
  // 3 a + b of each row.
  const targets = rows([3, 1, 4, 5], 4);
  expect([...refitProjection(features, targets, 0)]).toEqual([
    expect.closeTo(3, 5),
    expect.closeTo(1, 5),
  ]);
});

test('features that are all alike, one row, and values that are not finite fit nothing', () => {
  const alike = rows([1, 2, 1, 2, 1, 2], 3);
  expect(() => refitProjection(alike, rows([1, 2, 3], 3), 1)).toThrow(RangeError);
  expect(() => refitProjection(rows([1, 2], 1), rows([1], 1), 1)).toThrow(RangeError);
  const broken = rows([1, 2, Number.NaN, 4, 5, 6], 3);
  expect(() => refitProjection(broken, rows([1, 2, 3], 3), 1)).toThrow(RangeError);
});
