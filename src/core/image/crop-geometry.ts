/** A picture resized so that its short side is `size`, and the square of `size` in the middle of it. */
export interface CropGeometry {
  readonly size: number;
  readonly resizedWidth: number;
  readonly resizedHeight: number;
  /** First column and row of the crop in the resized picture. */
  readonly left: number;
  readonly top: number;
}

/** Part of the picture that a crop shows, in the picture's own pixels; not always whole numbers. */
export interface CropRegion {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/**
 * Where torchvision's `Resize(size)` followed by `CenterCrop(size)` cuts.
 * The long side becomes `int(size * long / short)` (`_compute_resized_output_size`), never less than `size`, so that
 * the crop never has to be padded; the offset is Python's `round((side - size) / 2)`, of halves to the even number.
 *
 * @param size pixels of the crop's side, as the model's configuration has it
 * @param fraction share of the resized short side that the crop keeps, in (0, 1]; timm resizes to `floor(size / fraction)`
 */
export function cropGeometry(
  width: number,
  height: number,
  size: number,
  fraction = 1,
): CropGeometry {
  const short = Math.floor(size / fraction);
  const resizedWidth = width <= height ? short : Math.trunc((short * width) / height);
  const resizedHeight = height <= width ? short : Math.trunc((short * height) / width);
  return {
    size,
    resizedWidth,
    resizedHeight,
    left: roundHalfToEven((resizedWidth - size) / 2),
    top: roundHalfToEven((resizedHeight - size) / 2),
  };
}

/** The square of the picture that the crop shows; all of it lies inside the picture. */
export function cropRegion(width: number, height: number, geometry: CropGeometry): CropRegion {
  const side =
    (Math.min(width, height) * geometry.size) /
    Math.min(geometry.resizedWidth, geometry.resizedHeight);
  return {
    x: Math.min((geometry.left * width) / geometry.resizedWidth, width - side),
    y: Math.min((geometry.top * height) / geometry.resizedHeight, height - side),
    side,
  };
}

function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
