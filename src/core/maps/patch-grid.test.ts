import { expect, test } from 'vitest';
import { gridRegion, patchGrid, patchSize } from './patch-grid.ts';

const vit = {
  kind: 'vit',
  imageSize: 30,
  patchSize: 8,
  width: 8,
  layers: 1,
  heads: 1,
  mlpWidth: 8,
} as const;
const resnet = (imageSize: number) =>
  ({ kind: 'resnet', imageSize, width: 8, layers: [1, 1, 1, 1], heads: 1 }) as const;

test.each([
  ['the middle square of a wide picture', { size: 30 }, 1, [0.25, 0, 0.5, 1]],
  ['without the rest that no patch sees', { size: 30 }, 24 / 30, [0.25, 0, 0.4, 0.8]],
  ['of a crop that leaves a border', { size: 30, crop: 0.75 }, 1, [0.3125, 0.125, 0.375, 0.75]],
  ['all of a squashed picture', { size: 30, fit: 'squash' }, 1, [0, 0, 1, 1]],
  ['beyond a padded picture', { size: 30, fit: 'longest' }, 1, [0, -0.5, 1, 2]],
] as const)('the region of patches is %s', (_, rule, seen, expected) => {
  const { left, top, width, height } = gridRegion({ width: 800, height: 400 }, rule, seen);
  // Resized and cut to whole pixels of 30.
  for (const [i, value] of [left, top, width, height].entries()) {
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThan(1 / 30);
  }
});

test('a ViT takes its own size, and what its patches do not fill is not seen', () => {
  expect(patchSize(vit)).toBe(30);
  expect(() => patchSize(vit, 60)).toThrow(RangeError);
  expect(patchGrid(vit, 30)).toEqual({ side: 3, seen: 0.8 });
});

test.each([
  [64, 128, 192],
  [224, 448, 672],
  [448, 896, 1344],
  [1024, 1344, 1344],
  [2048, 2048, 2048],
])('a ModifiedResNet of %i pixels takes %i, and %i at most', (own, usual, most) => {
  const tower = resnet(own);
  expect(patchSize(tower)).toBe(usual);
  expect(patchSize(tower, most)).toBe(most);
  expect(patchSize(tower, 32)).toBe(32);
  expect(() => patchSize(tower, most + 32)).toThrow(RangeError);
  expect(patchGrid(tower, usual)).toEqual({ side: usual / 32, seen: 1 });
});
