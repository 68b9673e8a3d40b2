import { expect, test } from 'vitest';
import { keptPlaces } from './kept-places.ts';
import type { PlaceVectors } from './maps.ts';

const places = (numbers: number): PlaceVectors => ({
  data: new Float32Array(numbers),
  rows: 1,
  columns: 1,
  region: { left: 0, top: 0, width: 1, height: 1 },
  size: null,
});

test('what was asked for longest ago goes first, and the newest always stays', () => {
  const kept = keptPlaces(4 * 20);
  kept.set('a', places(8));
  kept.set('b', places(8));
  kept.get('a');
  kept.set('c', places(8));
  expect(['a', 'b', 'c'].map((key) => kept.get(key) !== undefined)).toEqual([true, false, true]);
  kept.set('huge', places(100));
  expect(['a', 'c', 'huge'].map((key) => kept.get(key) !== undefined)).toEqual([
    false,
    false,
    true,
  ]);
});

test('the same map again counts once', () => {
  const kept = keptPlaces(4 * 20);
  kept.set('a', places(8));
  kept.set('b', places(8));
  kept.set('b', places(8));
  expect(kept.get('a')).toBeDefined();
});
