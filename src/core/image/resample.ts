import type { ResizeKernel } from '../model/architecture.ts';
import type { CropGeometry } from './crop-geometry.ts';
import { orient, TURNS } from './orient.ts';
import { type PixelKernels, pixelKernels } from './pixel-kernels.ts';
import type { RowSource } from './row-source.ts';
import { type AxisWeights, resizeWeights, reversedWeights, WEIGHT_BITS } from './resize-weights.ts';

/** How many of the four bytes of a pixel are resampled: grey, RGB, or RGB with alpha. */
export type ChannelCount = 1 | 3 | 4;

const HALF = 1 << (WEIGHT_BITS - 1);

/**
 * Antialiased resampling, byte for byte as Pillow's `ImagingResample`: first along rows, rounded to 8 bits, then
 * along columns. Only the pixels of the crop are computed, from the rows and columns that they need: every output
 * pixel depends on its own weights alone, so the bytes are those of resizing the whole picture and cutting afterwards.
 *
 * @returns `width * height * channels` bytes of the geometry's window, row by row
 */
export function resample(
  source: RowSource,
  geometry: CropGeometry,
  channels: ChannelCount,
  kernel: ResizeKernel,
): Uint8Array {
  const { resizedWidth, resizedHeight, left, top, width, height } = geometry;
  const across = resizeWeights(kernel, source.width, resizedWidth, left, width);
  const down = resizeWeights(kernel, source.height, resizedHeight, top, height);
  const kernels = pixelKernels();
  if (kernels) {
    const rgba = resampleStored(kernels, source, across, down);
    return channels === 4 ? rgba : firstChannels(rgba, channels);
  }
  const firstRow = down.starts[0] ?? 0;
  const endRow = (down.starts[height - 1] ?? 0) + (down.counts[height - 1] ?? 0);
  const narrowed =
    channels === 3
      ? narrowRgb(source, firstRow, endRow, across)
      : narrowEach(source, firstRow, endRow, across, channels);
  return shorten(narrowed, firstRow, down, width * channels);
}

/**
 * Of a picture that EXIF turns the stored pixels are resampled, and the crop is turned. The weights are those of the upright
 * picture, taken backwards where an axis is reversed, and where rows are columns the passes change places: the same whole
 * numbers are added and rounded twice in the same order of axes, so the bytes are the same.
 */
function resampleStored(
  kernels: PixelKernels,
  source: RowSource,
  across: AxisWeights,
  down: AxisWeights,
): Uint8Array {
  const { rows, orientation = 1 } = source.stored ?? {};
  const turn = TURNS[orientation];
  if (!rows || !turn) return kernels.resample(source, across, down, 'across');
  const [alongRows, alongColumns] = turn.swapped ? [down, across] : [across, down];
  const x = turn.acrossReversed ? reversedWeights(alongRows, rows.width) : alongRows;
  const y = turn.downReversed ? reversedWeights(alongColumns, rows.height) : alongColumns;
  const data = kernels.resample(rows, x, y, turn.swapped ? 'down' : 'across');
  const crop = { width: x.starts.length, height: y.starts.length, data, mode: 'RGBA' } as const;
  return orient(crop, orientation).data as Uint8Array;
}

function firstChannels(rgba: Uint8Array, channels: 1 | 3): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * channels);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    for (let c = 0; c < channels; c++) out[to++] = rgba[from + c] as number;
  }
  return out;
}

/**
 * The nearest pixel of each pixel of the crop, as Pillow's `ImagingScaleAffine` picks it: 4 bytes a pixel. Of a picture that
 * EXIF turns each is looked up where it is stored.
 */
export function resampleNearest(source: RowSource, geometry: CropGeometry): Uint8Array {
  const { left, top, width, height } = geometry;
  const columns = nearestPositions(source.width, geometry.resizedWidth, left, width);
  const rows = nearestPositions(source.height, geometry.resizedHeight, top, height);
  const stored = source.stored?.rows ?? source;
  const turn = TURNS[source.stored?.orientation ?? 1];
  const [xs, ys] = turn?.swapped ? [rows, columns] : [columns, rows];
  if (turn?.acrossReversed) reverse(xs, stored.width);
  if (turn?.downReversed) reverse(ys, stored.height);
  const out = new Uint8Array(width * height * 4);
  for (let y = 0; y < ys.length; y++) {
    const { bytes, offset } = stored.row(ys[y] as number);
    for (let x = 0; x < xs.length; x++) {
      const from = offset + (xs[x] as number) * 4;
      const to = (turn?.swapped ? x * width + y : y * width + x) * 4;
      for (let c = 0; c < 4; c++) out[to + c] = bytes[from + c] ?? 0;
    }
  }
  return out;
}

/** The same places counted from the other end of an axis. */
function reverse(places: Int32Array, length: number): void {
  for (let i = 0; i < places.length; i++) places[i] = length - 1 - (places[i] as number);
}

/** Beyond so many pixels positions are multiplied, not added up: a sliver of a picture must not keep the loop busy. */
const LONGEST_SUM = 1 << 20;

/** Pillow adds the step up, and the rounding errors of the sum decide where a position falls on a border. */
function nearestPositions(
  inputs: number,
  outputs: number,
  first: number,
  count: number,
): Int32Array {
  const step = inputs / outputs;
  let at = step * 0.5;
  if (first > LONGEST_SUM) at += first * step;
  else for (let i = 0; i < first; i++) at += step;
  const positions = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    positions[i] = Math.min(Math.trunc(at), inputs - 1);
    at += step;
  }
  return positions;
}

/** The horizontal pass of RGB; the hot loop of all preprocessing, hence the three sums at once. */
function narrowRgb(
  source: RowSource,
  firstRow: number,
  endRow: number,
  { starts, counts, weights, stride }: AxisWeights,
): Uint8ClampedArray {
  const outputs = starts.length;
  const out = new Uint8ClampedArray((endRow - firstRow) * outputs * 3);
  let to = 0;
  for (let y = firstRow; y < endRow; y++) {
    const { bytes, offset } = source.row(y);
    for (let x = 0; x < outputs; x++) {
      let from = offset + (starts[x] as number) * 4;
      const firstWeight = x * stride;
      const endWeight = firstWeight + (counts[x] as number);
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = firstWeight; k < endWeight; k++) {
        const weight = weights[k] as number;
        red = (red + Math.imul(bytes[from] as number, weight)) | 0;
        green = (green + Math.imul(bytes[from + 1] as number, weight)) | 0;
        blue = (blue + Math.imul(bytes[from + 2] as number, weight)) | 0;
        from += 4;
      }
      out[to] = red >> WEIGHT_BITS;
      out[to + 1] = green >> WEIGHT_BITS;
      out[to + 2] = blue >> WEIGHT_BITS;
      to += 3;
    }
  }
  return out;
}

/** The horizontal pass of one or four channels, one after the other. */
function narrowEach(
  source: RowSource,
  firstRow: number,
  endRow: number,
  { starts, counts, weights, stride }: AxisWeights,
  channels: number,
): Uint8ClampedArray {
  const outputs = starts.length;
  const out = new Uint8ClampedArray((endRow - firstRow) * outputs * channels);
  for (let y = firstRow; y < endRow; y++) {
    const { bytes, offset } = source.row(y);
    const line = (y - firstRow) * outputs * channels;
    for (let c = 0; c < channels; c++) {
      for (let x = 0; x < outputs; x++) {
        let from = offset + (starts[x] as number) * 4 + c;
        const firstWeight = x * stride;
        const endWeight = firstWeight + (counts[x] as number);
        let sum = HALF;
        for (let k = firstWeight; k < endWeight; k++) {
          sum = (sum + Math.imul(bytes[from] as number, weights[k] as number)) | 0;
          from += 4;
        }
        out[line + x * channels + c] = sum >> WEIGHT_BITS;
      }
    }
  }
  return out;
}

/** The vertical pass: a whole line is summed at a time, so that memory is read in order. */
function shorten(
  lines: Uint8ClampedArray,
  firstRow: number,
  { starts, counts, weights, stride }: AxisWeights,
  lineLength: number,
): Uint8Array {
  const out = new Uint8ClampedArray(starts.length * lineLength);
  const sums = new Int32Array(lineLength);
  for (let y = 0; y < starts.length; y++) {
    sums.fill(HALF);
    const count = counts[y] as number;
    let from = ((starts[y] as number) - firstRow) * lineLength;
    for (let k = 0; k < count; k++) {
      const weight = weights[y * stride + k] as number;
      for (let i = 0; i < lineLength; i++) {
        sums[i] = (sums[i] as number) + Math.imul(lines[from + i] as number, weight);
      }
      from += lineLength;
    }
    const to = y * lineLength;
    for (let i = 0; i < lineLength; i++) out[to + i] = (sums[i] as number) >> WEIGHT_BITS;
  }
  return new Uint8Array(out.buffer);
}
