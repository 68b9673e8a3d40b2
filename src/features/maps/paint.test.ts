import { expect, test } from 'vitest';
import { paintMap } from './paint.ts';

const region = { left: 0, top: 0, width: 1, height: 1 };
const one = { rows: 1, columns: 1, region };
const pixel = (value: number, most: number) => [
  ...paintMap([value], one, most, { width: 1, height: 1 }),
];

test('a value of 0 leaves the picture as it is, and no value hides it', () => {
  expect(pixel(0, 1)[3]).toBe(0);
  expect(pixel(5, 1)[3]).toBe(pixel(1, 1)[3]);
  expect(pixel(1, 1)[3]).toBeLessThan(200);
  expect(pixel(0, 0)[3]).toBe(0);
});

test('half of the scale is half of the colour, and the sign is the hue', () => {
  expect(pixel(0.5, 1)[3]).toBeCloseTo((pixel(1, 1)[3] ?? 0) / 2, -0.5);
  expect(pixel(-1, 1)[3]).toBe(pixel(1, 1)[3]);
  expect(pixel(-1, 1).slice(0, 3)).not.toEqual(pixel(1, 1).slice(0, 3));
});

test('a mirrored map is painted mirrored', () => {
  const size = { width: 4, height: 2 };
  const row = (values: readonly number[]) => {
    const bytes = paintMap(values, { rows: 1, columns: 2, region }, 1, size);
    return Array.from({ length: 4 }, (_, x) => bytes.slice(x * 4, x * 4 + 4));
  };
  expect(row([1, -0.5])).toEqual(row([-0.5, 1]).toReversed());
});
