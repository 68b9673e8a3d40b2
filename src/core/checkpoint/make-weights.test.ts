import { expect, test } from 'vitest';
import { make } from './make-weights.ts';
import { fitsBase, type LocatedTensor, type Making } from './makings.ts';

const located = (shape: readonly number[]): LocatedTensor => ({
  file: 'x',
  tensor: { name: 'x', dtype: 'F32', shape, begin: 0, end: 4 },
});
const numbers = (list: readonly number[]) => Float32Array.from(list);

function expectClose(made: Float32Array, right: readonly number[]): void {
  expect(made).toHaveLength(right.length);
  for (const [at, value] of right.entries()) expect(made[at]).toBeCloseTo(value, 4);
}

/** `weight_v`, `weight_g` and `weight` of layers under `torch.nn.utils.weight_norm`, by PyTorch 1.13. */
test.each<[string, number[], number[], number[], number[], number[]]>([
  [
    'rows of a linear layer',
    [2, 3],
    [-0.01729, 1.238863, -1.900741, -1.699578, -0.889476, 0.619283],
    [2, 1],
    [3.403347, 3.023624],
    [-0.025935, 1.858295, -2.851112, -2.549368, -1.334214, 0.928924],
  ],
  [
    'its columns',
    [2, 3],
    [-0.045757, 1.8311, -0.204946, 0.611097, -0.697931, -0.453948],
    [1, 3],
    [0.919211, 2.939401, 0.747102],
    [-0.068635, 2.74665, -0.307418, 0.916645, -1.046897, -0.680922],
  ],
  [
    'the layer as a whole',
    [2, 3],
    [-2.206283, -1.529475, -0.951988, 0.085548, 0.912988, 1.385693],
    [],
    [4.946424],
    [-3.309424, -2.294212, -1.427983, 0.128323, 1.369481, 2.07854],
  ],
  [
    'a convolution',
    [2, 2, 1, 2],
    [-1.355882, -0.870926, 0.726434, 1.660776, -0.4116, 1.496624, -0.322367, 0.211628],
    [2, 1, 1, 1],
    [3.638176, 2.399064],
    [-2.033823, -1.306388, 1.089651, 2.491164, -0.617401, 2.244936, -0.48355, 0.317442],
  ],
])('direction and size: %s', (_, shape, direction, sizes, size, right) => {
  const making: Making = { kind: 'weight-norm', size: located(sizes) };
  expect(fitsBase(making, shape)).toBe(true);
  expectClose(make(making, { shape, values: numbers(direction) }, [numbers(size)]), right);
});

test('the length of the direction says nothing, whatever it is', () => {
  const size: Making = { kind: 'weight-norm', size: located([2, 1]) };
  const of = (stretch: number) =>
    make(size, { shape: [2, 2], values: numbers([3, 4, 5, 12].map((one) => one * stretch)) }, [
      numbers([10, 26]),
    ]);
  for (const stretch of [1, 0.001, 1000]) expectClose(of(stretch), [6, 8, 10, 24]);
});

test('pruned weights, by torch.nn.utils.prune', () => {
  const values = numbers([0.522777, -0.535591, -0.363464, -0.146165, -0.225051, 0.498831]);
  const made = make({ kind: 'mask', mask: located([2, 3]) }, { shape: [2, 3], values }, [
    numbers([1, 0, 1, 1, 0, 0]),
  ]);
  expectClose(made, [0.522777, 0, -0.363464, -0.146165, 0, 0]);
});

test('a LoRA by its alpha, then the magnitudes of DoRA: by PyTorch', () => {
  const [shape, scale] = [[2, 3], null];
  const values = numbers([0.149397, -0.67086, -0.214186, -0.431969, -0.707878, -0.106434]);
  const down = numbers([-1.242732, -0.476232, -0.685918, -1.505142, 0.254983, 1.804248]);
  const up = numbers([-0.450238, -0.483032, 0.657708, 0.938657]);
  const lora: Making = {
    kind: 'lora',
    down: located([2, 3]),
    up: located([2, 2]),
    alpha: located([]),
    scale,
    turned: false,
  };
  expect(fitsBase(lora, shape)).toBe(true);
  // An alpha of one and a rank of two: half of the product.
  const merged = make(lora, { shape, values }, [down, up, numbers([1])]);
  const magnitudes: Making = { kind: 'weight-norm', size: located([2]) };
  expect(fitsBase(magnitudes, shape)).toBe(true);
  const made = make(magnitudes, { shape, values: merged }, [numbers([0.614688, 0.816765])]);
  expectClose(made, [0.433251, -0.341733, -0.27084, -0.704917, -0.339378, 0.234562]);
});
