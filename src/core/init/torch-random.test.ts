import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createTorchGenerator,
  fillNormal,
  fillUniform,
  skipNormal,
  skipUniform,
  type TorchGenerator,
} from './torch-random.ts';

/** Reference values below: PyTorch 1.13 on a CPU with AVX2, after `torch.manual_seed(42)`. */
const SEED = 42;

function uniform(generator: TorchGenerator, count: number, low = 0, high = 1): Float32Array {
  const values = new Float32Array(count);
  fillUniform(generator, values, low, high);
  return values;
}

function normal(generator: TorchGenerator, count: number, mean = 0, std = 1): Float32Array {
  const values = new Float32Array(count);
  fillNormal(generator, values, mean, std);
  return values;
}

function largestError(actual: Float32Array, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN))));
}

describe('uniform', () => {
  test('equals uniform_(-0.3, 0.3) to the last bit', () => {
    expect(uniform(createTorchGenerator(SEED), 5, -0.3, 0.3)).toEqual(
      Float32Array.of(0.229361564, 0.249002382, -0.070281744, 0.275583386, -0.0657310784),
    );
  });
});

describe('normal', () => {
  test('a block of 16 equals normal_(0.5, 2)', () => {
    expect(
      largestError(
        normal(createTorchGenerator(SEED), 16, 0.5, 2),
        [
          4.35383034, 3.47456813, 2.30143452, -3.71104193, 1.85683692, -1.96908975, 0.41386503,
          -2.7093339, -1.00427055, 3.79744601, -0.28495729, -2.30721426, -0.955762625, -0.618860364,
          -1.03767776, 2.0248909,
        ],
      ),
    ).toBeLessThan(1e-6);
  });

  test('a tail that does not fill a block redraws the last 16 values', () => {
    const generator = createTorchGenerator(SEED);
    expect(
      largestError(
        normal(generator, 19),
        [
          1.92691529, 1.48728406, 0.900717199, 0.439589262, -0.758131146, 1.07831764, 0.800800562,
          1.68062055, 0.355859905, -0.686622977, -0.493356347, 1.33473778, -0.23162432, 0.041759491,
          -0.251575291, 0.859858513, -0.309726775, -0.395710498, 0.803409338,
        ],
      ),
    ).toBeLessThan(4e-7);
    expect(largestError(uniform(generator, 2), [0.808974981, 0.577925384])).toBeLessThan(4e-7);
  });

  test('fewer than 16 values come in pairs, and the second of a pair waits for the next such draw', () => {
    const generator = createTorchGenerator(SEED);
    expect(
      largestError(
        normal(generator, 5, 0.5, 2),
        [1.17338073, 0.757618785, 0.968924701, 0.96066606, -1.74571276],
      ),
    ).toBeLessThan(4e-7);
    expect(largestError(uniform(generator, 2), [0.869404435, 0.567715287])).toBeLessThan(4e-7);
    expect(largestError(normal(generator, 2), [-0.186328292, 0.376549125])).toBeLessThan(4e-7);
    expect(
      largestError(normal(generator, 16).subarray(0, 3), [-0.497397542, 0.439589262, -0.758131146]),
    ).toBeLessThan(4e-7);
    expect(largestError(uniform(generator, 2), [0.337647736, 0.808974981])).toBeLessThan(4e-7);
  });

  test('many values have the asked mean and deviation, and the tails of a normal', () => {
    const count = 1_000_000;
    const values = normal(createTorchGenerator(1), count);
    const shareBeyond = (bound: number) =>
      values.reduce((sum, value) => sum + (Math.abs(value) > bound ? 1 : 0), 0) / count;
    expect(values.reduce((sum, value) => sum + value, 0) / count).toBeCloseTo(0, 2);
    expect(values.reduce((sum, value) => sum + value * value, 0) / count).toBeCloseTo(1, 2);
    expect(shareBeyond(1)).toBeCloseTo(0.3173, 2);
    expect(shareBeyond(3)).toBeCloseTo(0.0027, 3);
  });
});

test('skipping leaves the generator as drawing does', () => {
  const draws = fc.array(fc.record({ isNormal: fc.boolean(), count: fc.nat({ max: 5000 }) }), {
    maxLength: 5,
  });
  const small = fc.array(fc.record({ isNormal: fc.boolean(), count: fc.nat({ max: 20 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.nat(), fc.oneof(draws, small), (seed, steps) => {
      const [drawn, skipped] = [createTorchGenerator(seed), createTorchGenerator(seed)];
      for (const { isNormal, count } of steps) {
        if (isNormal) {
          normal(drawn, count);
          skipNormal(skipped, count);
        } else {
          uniform(drawn, count);
          skipUniform(skipped, count);
        }
      }
      // An odd number of single normals shows whether the waiting value is the same, 20 uniforms whether the words are.
      expect(normal(skipped, 3)).toEqual(normal(drawn, 3));
      expect(uniform(skipped, 20)).toEqual(uniform(drawn, 20));
    }),
  );
});
