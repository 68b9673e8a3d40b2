import { expect, test } from 'vitest';
import { tilesOf } from '../../core/maps/tiles.ts';
import { bestAt, cellOf, neighbour, valueAt } from './places.ts';

const PATCHES = { rows: 2, columns: 4, region: { left: 0.25, top: 0, width: 0.5, height: 1 } };
const ARROWS = { right: { x: 1, y: 0 }, down: { x: 0, y: 1 }, left: { x: -1, y: 0 } };
const label = (text: string) => ({ id: text, text, prompts: null });

test.each([
  ['patches of a square in the middle', PATCHES],
  ['nine tiles', tilesOf(3).layout],
  ['thirty-six tiles', tilesOf(6).layout],
  ['one place', { ...PATCHES, rows: 1, columns: 1 }],
])('arrows visit each of %s, and stop at the borders', (_, grid) => {
  const values = Float32Array.from({ length: grid.rows * grid.columns }, (__, i) => i);
  let at = neighbour(grid, null, ARROWS.right);
  for (let i = 0; i < 8; i++) at = neighbour(grid, at, ARROWS.left);
  for (let i = 0; i < 8; i++) at = neighbour(grid, at, { x: 0, y: -1 });
  for (let row = 1; row <= grid.rows; row++) {
    let place = at;
    for (let column = 1; column <= grid.columns; column++) {
      expect(cellOf(grid, place)).toEqual({ row, column });
      // At its middle a place has its own value.
      expect(valueAt(values, grid, place)).toBeCloseTo((row - 1) * grid.columns + column - 1, 6);
      place = neighbour(grid, place, ARROWS.right);
    }
    at = neighbour(grid, at, ARROWS.down);
  }
});

test('what the model does not see has no number', () => {
  const values = new Float32Array(8).fill(1);
  expect(valueAt(values, PATCHES, { x: 0.2, y: 0.5 })).toBeNaN();
  expect(valueAt(values, PATCHES, { x: 0.5, y: 1 })).toBe(1);
});

test('a place names its three nearest labels, the nearest first', () => {
  const maps = [0.1, 0.4, -0.2, 0.3].map((value, index) => ({
    label: label(`label ${index}`),
    values: new Float32Array(8).fill(value),
  }));
  const best = bestAt(maps, PATCHES, { x: 0.5, y: 0.5 });
  expect(best.map((one) => one.label.text)).toEqual(['label 1', 'label 3', 'label 0']);
  expect(best[0]?.value).toBeCloseTo(0.4, 6);
});
