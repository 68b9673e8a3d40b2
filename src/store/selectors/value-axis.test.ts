import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOver } from './value-axis.ts';

test('ticks of known axes', () => {
  expect(axisOver(0, 0.94)).toMatchObject({ low: 0, high: 0.94, digits: 1 });
  expect(axisOver(0, 0.94).ticks.map((tick) => tick.toFixed(1))).toEqual([
    '0.0',
    '0.2',
    '0.4',
    '0.6',
    '0.8',
  ]);
  expect(axisOver(-3, 97).ticks).toEqual([0, 20, 40, 60, 80]);
  expect(axisOver(0, 0).ticks).toEqual(axisOver(0, 1).ticks);
});

test('whatever the values, ticks lie on the axis, evenly, with zero, few, and told apart by their digits', () => {
  const end = fc.double({ min: 1e-3, max: 1e4, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(fc.constant(0), end), end, (below, high) => {
      const { ticks, digits, ...axis } = axisOver(-below, high);
      const slack = (axis.high - axis.low) * 1e-9;
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThanOrEqual(8);
      for (const tick of ticks) {
        expect(tick).toBeGreaterThanOrEqual(axis.low - slack);
        expect(tick).toBeLessThanOrEqual(axis.high + slack);
      }
      expect(ticks.some((tick) => Math.abs(tick) <= slack)).toBe(true);
      expect(new Set(ticks.map((tick) => tick.toFixed(digits))).size).toBe(ticks.length);
    }),
  );
});
