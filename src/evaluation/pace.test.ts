import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchEnd, nextBatchSize, nextPace } from './pace.ts';

test('the pace of the first batch is its own, and a steady one stays', () => {
  const first = nextPace(null, 20, 2, 100);
  expect(first).toEqual({ perSecond: 10, secondsLeft: 10 });
  expect(nextPace(first, 30, 3, 70).perSecond).toBeCloseTo(10, 9);
});

test('a change of speed is followed within a few batches', () => {
  let pace = nextPace(null, 10, 1, 1000);
  for (let i = 0; i < 8; i++) pace = nextPace(pace, 10, 2, 1000);
  expect(pace.perSecond).toBeGreaterThan(5);
  expect(pace.perSecond).toBeLessThan(5.5);
});

test('quick batches grow to a bound, slow ones shrink to one picture, and a second is kept', () => {
  let size = 8;
  for (let i = 0; i < 20; i++) size = nextBatchSize(size, 0.01);
  expect(size).toBe(128);
  expect(nextBatchSize(size, 1)).toBe(size);
  for (let i = 0; i < 20; i++) size = nextBatchSize(size, 60);
  expect(size).toBe(1);
});

test('batches cover every picture once and hold few bytes, but never nothing', () => {
  const sizes = fc.array(fc.nat(100_000_000), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 128 }), (list, size) => {
      const pictures = list.map((bytes) => ({ bytes }));
      for (let from = 0; from < pictures.length;) {
        const to = batchEnd(pictures, from, size);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(Math.min(from + size, pictures.length));
        const bytes = list.slice(from, to).reduce((a, b) => a + b, 0);
        expect(to === from + 1 || bytes <= 64 * 2 ** 20).toBe(true);
        from = to;
      }
    }),
  );
});
