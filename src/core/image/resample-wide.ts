import type { ResizeKernel } from '../model/architecture.ts';
import type { CropGeometry } from './crop-geometry.ts';
import { exactResizeWeights } from './resize-weights.ts';

/**
 * 16-bit grey resampled and cropped as Pillow does it in its mode `I` and then in `convert("RGB")`: weights in double
 * precision, rounded to whole numbers after each pass, and in the end clipped to 0 to 255, not scaled.
 *
 * @param values `width * height`, row by row
 * @returns one byte a pixel of the geometry's window
 */
export function resampleWide(
  values: Uint16Array,
  width: number,
  height: number,
  geometry: CropGeometry,
  kernel: ResizeKernel,
): Uint8Array {
  const { resizedWidth, resizedHeight, left, top } = geometry;
  const [columns, rows] = [geometry.width, geometry.height];
  const across = exactResizeWeights(kernel, width, resizedWidth, left, columns);
  const down = exactResizeWeights(kernel, height, resizedHeight, top, rows);
  const firstRow = down.starts[0] ?? 0;
  const endRow = (down.starts[rows - 1] ?? 0) + (down.counts[rows - 1] ?? 0);
  const narrowed = new Int32Array((endRow - firstRow) * columns);
  for (let y = firstRow; y < endRow; y++) {
    for (let x = 0; x < columns; x++) {
      const from = y * width + (across.starts[x] ?? 0);
      let sum = 0;
      for (let k = 0; k < (across.counts[x] ?? 0); k++) {
        sum += (values[from + k] as number) * (across.weights[x * across.stride + k] as number);
      }
      narrowed[(y - firstRow) * columns + x] = roundAway(sum);
    }
  }
  const out = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    const from = ((down.starts[y] ?? 0) - firstRow) * columns;
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let k = 0; k < (down.counts[y] ?? 0); k++) {
        const value = narrowed[from + k * columns + x] as number;
        sum += value * (down.weights[y * down.stride + k] as number);
      }
      out[y * columns + x] = Math.max(0, Math.min(255, roundAway(sum)));
    }
  }
  return out;
}

/** Halves away from zero. */
function roundAway(value: number): number {
  return value >= 0 ? Math.floor(value + 0.5) : -Math.floor(-value + 0.5);
}
