import { expect, test } from 'vitest';
import { twoSpaces, type TwoSpaces } from '../../core/spaces/two-spaces.ts';
import type { LaidOut } from '../../store/spaces/laid-spaces.ts';
import { drawnOf, frameOf, nearestSpot, placesIn, placeWords, toPixels } from './plot-layout.ts';

/** Pictures right, words left, as many as given; each picture belongs to one of the words. */
function laidOut(pictures: number, labels: number): LaidOut {
  const rows = (count: number, x: number) => ({
    data: Float32Array.from({ length: count * 3 }, (_, i) =>
      i % 3 === 0 ? x : Math.sin(i * 1.7 + x),
    ),
    dims: [count, 3] as const,
  });
  const truths = Int32Array.from({ length: pictures }, (_, i) => (i * 7) % labels);
  const spaces = twoSpaces({
    pictures: rows(pictures, 2),
    labels: rows(labels, -1),
    truths,
    scale: 10,
  });
  return {
    kind: 'laid',
    spaces: spaces as TwoSpaces,
    points: {
      pictures: Array.from({ length: pictures }, (_, i) => i),
      labels: Array.from({ length: labels }, (_, i) => `word ${i}`),
      truths,
      total: { pictures, labels },
    },
    stale: false,
  };
}

test('every point is inside the drawing of every column, however far the gap is closed', () => {
  const all = [laidOut(9, 4).spaces, laidOut(5, 7).spaces];
  for (const view of ['gap', 'centred'] as const) {
    const pixels = toPixels(frameOf(all, view), 480, 345, 26);
    for (const spaces of all)
      for (let share = 0; share <= 1; share += 0.05)
        for (const points of Object.values(placesIn(spaces, view, share)) as Float32Array[])
          for (let i = 0; i < points.length; i += 2) {
            const [x, y] = pixels(points[i] ?? Number.NaN, points[i + 1] ?? Number.NaN);
            expect(Math.min(x, y, 480 - x, 345 - y)).toBeGreaterThanOrEqual(10);
          }
  }
});

test('both directions have one scale, and up is up', () => {
  const pixels = toPixels({ left: 0, right: 1, low: 0, high: 4 }, 400, 400, 0);
  expect(pixels(0.5, 4)).toEqual([200, 0]);
  expect(pixels(1, 2)).toEqual([250, 200]);
});

test('of a large set a part is drawn, with the labels that belong to it', () => {
  const laid = laidOut(450, 333);
  const { pictures, labels } = drawnOf(laid);
  expect([pictures.length, labels.length]).toEqual([200, 100]);
  expect(new Set(pictures).size).toBe(200);
  const own = new Set(pictures.map((at) => laid.points.truths[at]));
  expect(labels.every((label) => own.has(label))).toBe(true);
  const few = drawnOf(laidOut(4, 6));
  expect(few).toEqual({ pictures: [0, 1, 2, 3], labels: [0, 1, 2, 3, 4, 5] });
});

test('no word covers another one or leaves the drawing; where there is no room it is left out', () => {
  const words = Array.from({ length: 40 }, (_, i) => ({
    x: 150 + (i % 5),
    y: 100 + i / 2,
    width: 60,
  }));
  const spots = placeWords(words, 300, 200);
  const share = { start: 0, middle: 0.5, end: 1 };
  const placed = spots.flatMap((spot) =>
    spot ? [{ x: spot.x - share[spot.anchor] * 60, y: spot.y }] : [],
  );
  expect(placed.length).toBeGreaterThan(1);
  expect(placed.length).toBeLessThan(40);
  for (const [i, a] of placed.entries()) {
    expect(a.x).toBeGreaterThanOrEqual(0);
    expect(a.x + 60).toBeLessThanOrEqual(300);
    for (const b of placed.slice(i + 1))
      expect(Math.abs(a.y - b.y) >= 15 || Math.abs(a.x - b.x) >= 60).toBe(true);
  }
});

test('no word covers what is taken, nor another mark where there is room beside it', () => {
  const taken = [{ spot: { x: 150, y: 104, anchor: 'middle' }, width: 80 }] as const;
  const marks = [
    { x: 100, y: 100, width: 40 },
    { x: 50, y: 40, width: 40 },
    { x: 70, y: 40, width: 40 },
  ];
  expect(placeWords(marks, 300, 200, taken)).toEqual([
    { x: 91, y: 104, anchor: 'end' },
    { x: 41, y: 44, anchor: 'end' },
    { x: 79, y: 44, anchor: 'start' },
  ]);
});

test('a pointer means the nearest point, also of those that one button would cover, and none far away', () => {
  const spots = Array.from({ length: 12 }, (_, i) => [100 + i * 2, 50 + (i % 3)] as const);
  for (const [at, [x, y]] of spots.entries()) {
    expect(nearestSpot(spots, x, y)).toBe(at);
    expect(nearestSpot(spots, x + 0.4, y - 0.4)).toBe(at);
  }
  expect(nearestSpot(spots, 100 - 12, 50)).toBe(0);
  expect(nearestSpot(spots, 100 - 30, 50)).toBe(-1);
  expect(nearestSpot([[Number.NaN, 0]], 0, 0)).toBe(-1);
  expect(nearestSpot([], 0, 0)).toBe(-1);
});
