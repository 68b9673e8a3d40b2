import type { ResizeFit } from '../model/architecture.ts';

/** A picture resized, and where the square of `size` lies over it. */
export interface CropGeometry {
  readonly size: number;
  readonly resizedWidth: number;
  readonly resizedHeight: number;
  /** First column and row, columns and rows of the resized picture that the square shows: all of it, unless it is padded. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Columns and rows of padding before the picture; 0 where the picture covers the square. */
  readonly padLeft: number;
  readonly padTop: number;
}

/** Part of the picture that a crop shows, in the picture's own pixels; not always whole numbers. */
export interface CropRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where a picture is cut after it was resized. With `target = floor(size / fraction)`, as timm rounds it:
 *
 * - `shortest`: torchvision's `Resize(target)` and `CenterCrop(size)`. The long side becomes `int(target * long / short)`
 *   (`_compute_resized_output_size`), never less than `size`, so that the crop never has to be padded.
 * - `squash`: `Resize((target, target))` and `CenterCrop(size)`: both sides alike, the shape is lost.
 * - `longest`: OpenCLIP's and timm's `ResizeKeepRatio(target, longest=1)` and `CenterCropOrPad(size)`: the long side becomes
 *   `target`, the short one Python's `round(short / (long / target))`, at least 1; what is missing is padded, the smaller half first.
 *
 * A crop's offset is Python's `round((side - size) / 2)`, of halves to the even number.
 *
 * @param size pixels of the crop's side, as the model's configuration has it
 * @param fraction share of the resized picture that the crop keeps, in (0, 1]
 */
export function cropGeometry(
  width: number,
  height: number,
  size: number,
  fraction = 1,
  fit: ResizeFit = 'shortest',
): CropGeometry {
  const target = Math.floor(size / fraction);
  const [resizedWidth, resizedHeight] = resized(width, height, target, fit);
  const across = cutOrPad(resizedWidth, size);
  const down = cutOrPad(resizedHeight, size);
  return {
    size,
    resizedWidth,
    resizedHeight,
    left: across.first,
    top: down.first,
    width: across.count,
    height: down.count,
    padLeft: across.padding,
    padTop: down.padding,
  };
}

function resized(
  width: number,
  height: number,
  target: number,
  fit: ResizeFit,
): readonly [width: number, height: number] {
  if (fit === 'squash') return [target, target];
  if (fit === 'longest') {
    const ratio = Math.max(height / target, width / target);
    const side = (pixels: number) => Math.max(1, roundHalfToEven(pixels / ratio));
    return [side(width), side(height)];
  }
  return [
    width <= height ? target : Math.trunc((target * width) / height),
    height <= width ? target : Math.trunc((target * height) / width),
  ];
}

function cutOrPad(side: number, size: number) {
  return side >= size
    ? { first: roundHalfToEven((side - size) / 2), count: size, padding: 0 }
    : { first: 0, count: side, padding: Math.floor((size - side) / 2) };
}

/** The part of the picture that the crop shows; all of it lies inside the picture. */
export function cropRegion(
  width: number,
  height: number,
  geometry: CropGeometry,
  fit: ResizeFit = 'shortest',
): CropRegion {
  const { resizedWidth, resizedHeight, left, top } = geometry;
  let across = width / resizedWidth;
  let down = height / resizedHeight;
  const [x, y] = [left * across, top * down];
  // A square of the picture, although the long side was rounded down to a whole pixel.
  if (fit === 'shortest') across = down = Math.min(across, down);
  const shown = { width: geometry.width * across, height: geometry.height * down };
  return { x: Math.min(x, width - shown.width), y: Math.min(y, height - shown.height), ...shown };
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
