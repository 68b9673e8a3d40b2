import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lawShares } from '../init/law-facts.ts';
import { createHistogram, histogramRange } from './histogram.ts';
import { createSummary } from './summary.ts';

function summaryOf(values: readonly number[]) {
  const summary = createSummary();
  summary.add(Float32Array.from(values));
  return summary.result();
}

test('every number is counted once, or is NaN', () => {
  const value = fc.oneof(
    fc.float({ noNaN: true }),
    fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, -1, 1),
  );
  fc.assert(
    fc.property(fc.array(value), fc.integer({ min: 1, max: 9 }), (values, bins) => {
      const histogram = createHistogram(-1, 1, bins);
      histogram.add(Float32Array.from(values));
      const { counts, below, above } = histogram.result();
      const total = counts.reduce((sum, count) => sum + count, below + above);
      expect(total).toBe(values.filter((one) => !Number.isNaN(one)).length);
    }),
  );
});

test('edges: the first belongs to the first bin, the last to the last', () => {
  const histogram = createHistogram(0, 4, 4);
  histogram.add(Float32Array.of(0, 1, 1.5, 3.99, 4, -0.1, 4.1, Number.POSITIVE_INFINITY));
  expect(histogram.result()).toEqual({ from: 0, to: 4, counts: [1, 2, 0, 2], below: 1, above: 2 });
});

test('the range shows the law, cuts far strays off, and is never empty', () => {
  const law = { kind: 'normal', mean: 0, std: 1 } as const;
  const strays = summaryOf([...Array(1000).fill(0.5), 1e6]);
  expect(histogramRange(summaryOf([0.1, 0.2]), law)).toEqual({ from: -4, to: 4 });
  expect(histogramRange(strays, law).to).toBeLessThan(1e6);
  const constant = { kind: 'constant', value: 0 } as const;
  expect(histogramRange(summaryOf([0, 0]), constant)).toEqual({ from: -1, to: 1 });
  expect(histogramRange(summaryOf([Number.NaN]), law)).toEqual({ from: -4, to: 4 });
  const one = histogramRange(summaryOf([4.5]), { kind: 'constant', value: 4.5 });
  expect(one).toEqual({ from: 2.25, to: 6.75 });
});

test('shares of a law: of the normal one by its table, of the uniform one by its width', () => {
  const normal = lawShares({ kind: 'normal', mean: 1, std: 2 }, -3, 5, 4);
  // Within one and two deviations lie 68.27 and 95.45 %.
  expect(normal.map((share) => share.toFixed(4))).toEqual(['0.1359', '0.3413', '0.3413', '0.1359']);
  expect(lawShares({ kind: 'uniform', bound: 1 }, -2, 2, 4)).toEqual([0, 0.5, 0.5, 0]);
  expect(lawShares({ kind: 'constant', value: 2 }, 0, 2, 4)).toEqual([0, 0, 0, 1]);
});
