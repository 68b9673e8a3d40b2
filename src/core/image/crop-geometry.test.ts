import { expect, test } from 'vitest';
import { cropGeometry, cropRegion } from './crop-geometry.ts';

const WHOLE = (size: number) => ({ width: size, height: size, padLeft: 0, padTop: 0 });

// By Python: int(size * long / short) and round((long - size) / 2), which takes halves to the even number.
test.each([
  [640, 480, 224, 298, 224, 37, 0],
  [480, 640, 224, 224, 298, 0, 37],
  [301, 977, 224, 224, 727, 0, 252],
  [1600, 211, 224, 1698, 224, 737, 0],
  [4, 3, 3, 4, 3, 0, 0],
  [6, 5, 5, 6, 5, 0, 0],
  [8, 5, 5, 8, 5, 2, 0],
  [1, 1, 224, 224, 224, 0, 0],
])('%i x %i to %i', (width, height, size, resizedWidth, resizedHeight, left, top) => {
  expect(cropGeometry(width, height, size)).toEqual({
    size,
    resizedWidth,
    resizedHeight,
    left,
    top,
    ...WHOLE(size),
  });
});

test('the region of a wide picture is its middle square', () => {
  expect(cropRegion(800, 400, cropGeometry(800, 400, 200))).toEqual({
    x: 200,
    y: 0,
    width: 400,
    height: 400,
  });
  expect(cropRegion(400, 800, cropGeometry(400, 800, 200))).toEqual({
    x: 0,
    y: 200,
    width: 400,
    height: 400,
  });
});

// timm: scale_size = math.floor(224 / 0.9) = 248, Resize(248), CenterCrop(224).
test('a fraction of 0.9 resizes to 248 and keeps the middle 224', () => {
  const geometry = cropGeometry(640, 480, 224, 0.9);
  expect(geometry).toEqual({
    size: 224,
    resizedWidth: 330,
    resizedHeight: 248,
    left: 53,
    top: 12,
    ...WHOLE(224),
  });
  const { width, height, y } = cropRegion(640, 480, geometry);
  expect(width).toBe(height);
  expect(height).toBeCloseTo((480 * 224) / 248, 9);
  expect(y).toBeCloseTo((12 * 480) / 248, 9);
});

// By Python, OpenCLIP's ResizeKeepRatio and CenterCropOrPad: round(side / (long / target)), (size - side) // 2.
test.each([
  [640, 480, 224, 1, 224, 168, [0, 0, 224, 168], [0, 28]],
  [97, 61, 24, 1, 24, 15, [0, 0, 24, 15], [0, 4]],
  [7, 900, 24, 1, 1, 24, [0, 0, 1, 24], [11, 0]],
  [97, 61, 24, 0.75, 32, 20, [4, 0, 24, 20], [0, 2]],
])(
  '%i x %i by its longest side to %i, of which %f stays',
  (w, h, size, crop, rw, rh, window, pads) => {
    const [left, top, width, height] = window;
    const geometry = cropGeometry(w, h, size, crop, 'longest');
    expect(geometry).toMatchObject({
      resizedWidth: rw,
      resizedHeight: rh,
      left,
      top,
      width,
      height,
    });
    expect([geometry.padLeft, geometry.padTop]).toEqual(pads);
  },
);

test('a squashed picture is shown whole', () => {
  const geometry = cropGeometry(640, 480, 224, 1, 'squash');
  expect(geometry).toMatchObject({ resizedWidth: 224, resizedHeight: 224, ...WHOLE(224) });
  expect(cropRegion(640, 480, geometry, 'squash')).toEqual({ x: 0, y: 0, width: 640, height: 480 });
});
