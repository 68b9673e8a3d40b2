import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../image/picture.ts';
import { cosines } from '../scoring/cosines.ts';
import { changedMost } from './changed-most.ts';
import { viewsOf } from './crop-view.ts';
import { smoothAt, smoothMap } from './place-grid.ts';
import { bestLabels, placeScores } from './place-scores.ts';
import { TILE_SIDES, tilesOf } from './tiles.ts';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length });

/** The rows of a grid from right to left. */
function mirror<T>(values: ArrayLike<T>, columns: number): T[] {
  const all = Array.from(values);
  const rows = Array.from({ length: all.length / columns }, (_, row) =>
    all.slice(row * columns, (row + 1) * columns).toReversed(),
  );
  return rows.flatMap((row) => row);
}

function noise(width: number, height: number, seed: number): Picture {
  const data = new Uint8Array(width * height * 4).map((_, i) =>
    i % 4 === 3 ? 255 : Math.abs(Math.sin(i * 12.9898 + seed) * 43758.5453) % 256,
  );
  return { width, height, data, mode: 'RGB' };
}

function mirroredPicture({ width, height, data, mode }: Picture): Picture {
  const pixels = Array.from({ length: width * height }, (_, i) =>
    Array.from(data.subarray(i * 4, i * 4 + 4)),
  );
  return { width, height, mode, data: Uint8Array.from(mirror(pixels, width).flat()) };
}

describe('tiles', () => {
  test.each(TILE_SIDES)(
    '%i by %i reach every border, overlap, and lie alike from both sides',
    (side) => {
      const { layout, views } = tilesOf(side);
      expect(views).toHaveLength(side * side);
      const spans = views.map(({ crop }) => crop ?? layout.region);
      for (const [i, { left, top, width, height }] of spans.entries()) {
        const other = spans[mirror([...spans.keys()], side)[i] ?? 0];
        expect(left).toBeCloseTo(1 - (other?.left ?? 0) - width, 12);
        expect([top, width]).toEqual([other?.top, height]);
      }
      const [first, second, last] = [spans[0], spans[1], spans.at(-1)];
      expect([first?.left, first?.top]).toEqual([0, 0]);
      expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1, 12);
      expect(second?.left).toBeLessThan(first?.width ?? 0);
      expect(layout.first).toBe((first?.width ?? 0) / 2);
    },
  );

  test('a mirrored picture has the mirrored map, to the bit', () => {
    // The mean of a tile's pixels stands for a model that takes no side.
    const mapOf = (picture: Picture, side: (typeof TILE_SIDES)[number]) => {
      const { layout, views } = tilesOf(side);
      const see = viewsOf(picture, { rule: { size: 1 }, alpha: 'white' });
      const means = views.map((view) => [...see(view)].reduce((sum, value) => sum + value, 0));
      return smoothMap(means, layout, { width: 37, height: 20 });
    };
    for (const side of TILE_SIDES) {
      for (const [width, height] of [
        [90, 61],
        [64, 64],
        [31, 77],
      ] as const) {
        const picture = noise(width, height, side);
        const map = mapOf(mirroredPicture(picture), side);
        expect([...map]).toEqual(mirror(mapOf(picture, side), 37));
        expect(new Set(map).size).toBeGreaterThan(100);
      }
    }
  });
});

describe('between the places', () => {
  const sides = fc.integer({ min: 1, max: 6 });

  test('a map keeps each place’s value at its middle, and stays within its neighbours’', () => {
    fc.assert(
      fc.property(
        sides,
        numbers(36),
        fc.double({ min: 0.05, max: 0.4, noNaN: true }),
        (side, all, first) => {
          const grid = { rows: side, columns: side, first };
          const values = all.slice(0, side * side);
          for (const [i, value] of values.entries()) {
            const middle = (place: number) =>
              side === 1 ? 0.5 : first + (place * (1 - 2 * first)) / (side - 1);
            expect(
              smoothAt(values, grid, middle(i % side), middle(Math.floor(i / side))),
            ).toBeCloseTo(value, 9);
          }
          const map = smoothMap(values, grid, { width: 13, height: 9 });
          expect(Math.max(...map)).toBeLessThanOrEqual(Math.fround(Math.max(...values) + 1e-6));
          expect(Math.min(...map)).toBeGreaterThanOrEqual(Math.fround(Math.min(...values) - 1e-6));
        },
      ),
    );
  });

  test('mirrored values give the mirrored map to the bit, whatever the sizes', () => {
    fc.assert(
      fc.property(
        sides,
        sides,
        numbers(36),
        fc.integer({ min: 1, max: 30 }),
        (rows, columns, all, width) => {
          const values = all.slice(0, rows * columns);
          const map = (own: readonly number[]) =>
            smoothMap(own, { rows, columns }, { width, height: 7 });
          expect([...map(mirror(values, columns))]).toEqual(mirror(map(values), width));
        },
      ),
    );
  });

  test('places side by side have their middles in their middles', () => {
    expect(smoothAt([1, 2], { rows: 1, columns: 2 }, 0.25, 0.5)).toBe(1);
    expect(smoothAt([1, 2], { rows: 1, columns: 2 }, 0.5, 0)).toBe(1.5);
    expect(smoothAt([1, 2], { rows: 1, columns: 2 }, 1, 1)).toBe(2);
  });
});

describe('scores of places', () => {
  const vectors = (count: number) =>
    numbers(count * 5).map((values) =>
      Float32Array.from(values, (v) => Math.round(v * 10) / 10 || 0.1),
    );

  test('one place says the plain cosine of each label, less their mean', () => {
    fc.assert(
      fc.property(vectors(1), vectors(4), (place, labels) => {
        const rows = [0, 1, 2, 3].map((i) => labels.slice(i * 5, (i + 1) * 5));
        const plain = cosines({ data: place, dims: [1, 5] }, { data: labels, dims: [4, 5] }).data;
        const mean = plain.reduce((sum, value) => sum + value, 0) / 4;
        for (const [i, [score]] of placeScores(place, rows).entries()) {
          expect(score).toBeCloseTo((plain[i] ?? 0) - mean, 5);
        }
      }),
    );
  });

  test('of every place add up to nothing, and with one label there is nothing to say', () => {
    fc.assert(
      fc.property(vectors(6), vectors(3), (places, labels) => {
        const rows = [0, 1, 2].map((i) => labels.slice(i * 5, (i + 1) * 5));
        const scores = placeScores(places, rows);
        for (let place = 0; place < 6; place++) {
          expect(scores.reduce((sum, own) => sum + (own[place] ?? 0), 0)).toBeCloseTo(0, 5);
        }
        expect(placeScores(places, rows.slice(0, 1))).toEqual([new Float32Array(6)]);
      }),
    );
  });

  test('the best labels stand in the page’s one order', () => {
    expect(bestLabels([0.1, Number.NaN, 0.3, 0.3], 3)).toEqual([2, 3, 0]);
    expect(bestLabels([], 3)).toEqual([]);
  });
});

describe('what changed most', () => {
  test.each([
    ['a fall', [0.94, 0.04, 0.02], [0.31, 0.29, 0.4], { label: 0, from: 0.94, to: 0.31 }],
    ['a rise', [0.3, 0.3, 0.4], [0.25, 0.6, 0.15], { label: 1, from: 0.3, to: 0.6 }],
    [
      'of two labels, that which had more',
      [0.2, 0.8],
      [0.7, 0.3],
      { label: 1, from: 0.8, to: 0.3 },
    ],
    [
      'what cannot be compared is left out',
      [Number.NaN, 0.5],
      [0.2, 0.4],
      { label: 1, from: 0.5, to: 0.4 },
    ],
    ['nothing', [0.5, 0.5], [0.5, 0.5], null],
    ['no labels', [], [], null],
  ] as const)('%s', (_, before, after, change) => {
    expect(changedMost(before, after)).toEqual(change);
  });

  test('no label changed more, in whatever order they stand', () => {
    fc.assert(
      fc.property(numbers(5), numbers(5), (before, after) => {
        const most = changedMost(before, after);
        const sizes = before.map((from, i) => Math.abs((after[i] ?? 0) - from));
        const size = most ? Math.abs(most.to - most.from) : 0;
        expect(size).toBeGreaterThanOrEqual(Math.max(...sizes) - 2e-6);
      }),
    );
  });
});
