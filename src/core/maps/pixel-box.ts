import type { Rect } from '../image/picture-view.ts';

/** Whole pixels of a picture. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of a pixel: what rounding errors of shares may be, and no border that was meant. */
const SLACK = 1e-6;

/**
 * The pixels that a rectangle touches, clipped to the picture; none where the rectangle is empty. Sides are rounded
 * outwards, so that the mirrored rectangle of a mirrored picture touches the mirrored pixels.
 * @throws RangeError for a number that is none, or a negative side
 */
export function pixelBox(
  rect: Rect,
  { width, height }: Pick<PixelBox, 'width' | 'height'>,
): PixelBox {
  const across = pixelSpan(rect.left, rect.width, width);
  const down = pixelSpan(rect.top, rect.height, height);
  return { x: across.first, width: across.count, y: down.first, height: down.count };
}

function pixelSpan(start: number, length: number, pixels: number) {
  if (!Number.isFinite(start) || !Number.isFinite(length) || length < 0) {
    throw new RangeError('A rectangle needs real numbers and sides that are not negative.');
  }
  const from = Math.max(start, 0);
  const to = Math.min(start + length, 1);
  if (to <= from) return { first: 0, count: 0 };
  const first = Math.min(Math.floor(from * pixels + SLACK), pixels - 1);
  return { first, count: Math.max(Math.ceil(to * pixels - SLACK) - first, 1) };
}
