import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffledIndices } from './shuffle.ts';

test('is a permutation, the same for the same seed', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.integer(), (count, seed) => {
      const order = shuffledIndices(count, seed);
      expect([...order].toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
      expect(shuffledIndices(count, seed)).toEqual(order);
    }),
  );
});

test('neighbouring seeds give other orders', () => {
  const orders = Array.from({ length: 50 }, (_, seed) => shuffledIndices(20, seed).join());
  expect(new Set(orders).size).toBe(50);
});

test('the six orders of three come equally often (chi-square with 5 degrees of freedom below its 99.9 % quantile)', () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const order = shuffledIndices(3, seed).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  const statistic = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  expect(statistic).toBeLessThan(20.52);
});

test('the order of one seed never changes between versions', () => {
  expect([...shuffledIndices(8, 42)]).toEqual([1, 6, 7, 0, 2, 3, 4, 5]);
});
