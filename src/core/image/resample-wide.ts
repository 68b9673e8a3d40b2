import { exactBicubicWeights } from './bicubic-weights.ts';
import type { CropGeometry } from './crop-geometry.ts';

/**
 * 16-bit grey resampled and cropped as Pillow does it in its mode `I` and then in `convert("RGB")`: weights in double
 * precision, rounded to whole numbers after each pass, and in the end clipped to 0 to 255, not scaled.
 *
 * @param values `width * height`, row by row
 * @returns one byte a pixel, `size * size`
 */
export function resampleWide(
  values: Uint16Array,
  width: number,
  height: number,
  { size, resizedWidth, resizedHeight, left, top }: CropGeometry,
): Uint8Array {
  const across = exactBicubicWeights(width, resizedWidth, left, size);
  const down = exactBicubicWeights(height, resizedHeight, top, size);
  const firstRow = down.starts[0] ?? 0;
  const endRow = (down.starts[size - 1] ?? 0) + (down.counts[size - 1] ?? 0);
  const narrowed = new Int32Array((endRow - firstRow) * size);
  for (let y = firstRow; y < endRow; y++) {
    for (let x = 0; x < size; x++) {
      const from = y * width + (across.starts[x] ?? 0);
      let sum = 0;
      for (let k = 0; k < (across.counts[x] ?? 0); k++) {
        sum += (values[from + k] as number) * (across.weights[x * across.stride + k] as number);
      }
      narrowed[(y - firstRow) * size + x] = roundAway(sum);
    }
  }
  const out = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    const from = ((down.starts[y] ?? 0) - firstRow) * size;
    for (let x = 0; x < size; x++) {
      let sum = 0;
      for (let k = 0; k < (down.counts[y] ?? 0); k++) {
        sum +=
          (narrowed[from + k * size + x] as number) * (down.weights[y * down.stride + k] as number);
      }
      out[y * size + x] = Math.max(0, Math.min(255, roundAway(sum)));
    }
  }
  return out;
}

/** Halves away from zero. */
function roundAway(value: number): number {
  return value >= 0 ? Math.floor(value + 0.5) : -Math.floor(-value + 0.5);
}
