import type { PixelKernels } from '../../core/image/pixel-kernels.ts';
import type { RowSource } from '../../core/image/row-source.ts';
import type { AxisWeights } from '../../core/image/resize-weights.ts';
import { FIRST_FREE, type Kernel, openKernel, reserve } from '../kernels/open-kernel.ts';
import { nearestRows, type Plane, type YuvPlanes } from './yuv-planes.ts';

/** How colours at half resolution are brought to the full one; `none`: they have it. */
export type Upsampling = 'none' | 'across' | 'both';

export interface SimdPixels extends PixelKernels {
  /** A JPEG's planes as opaque RGBA; the bytes of `jpegPlanesToRgba`. */
  jpegToRgba(planes: YuvPlanes, upsampling: Upsampling): Uint8Array<ArrayBuffer>;
}

/** What `src/kernels/rows.as.ts` exports; every parameter but counts is an address in its memory. */
interface RowFunctions {
  narrowRow(
    row: number,
    starts: number,
    counts: number,
    weights: number,
    stride: number,
    outputs: number,
    out: number,
  ): void;
  sumRows(lines: number, length: number, weights: number, count: number, out: number): void;
  upsample(
    near: number,
    other: number,
    both: boolean,
    width: number,
    sums: number,
    out: number,
  ): void;
  convertRow(y: number, u: number, v: number, width: number, out: number): void;
}

/** Between two pieces: vectors are read and written whole, beyond the last byte of a piece and before its first. */
const MARGIN = 64;

/** The kernels at that address; `null` where this browser has no SIMD. */
export async function openSimdPixels(address: string): Promise<SimdPixels | null> {
  const kernel = await openKernel<RowFunctions>([address]);
  return (
    kernel && {
      resample: (source, across, down) => resampleRows(kernel, source, across, down),
      jpegToRgba: (planes, upsampling) => convertJpeg(kernel, planes, upsampling),
    }
  );
}

/** Addresses of pieces of so many bytes, one behind the other. What lay there before is gone. */
function layOut(memory: WebAssembly.Memory, sizes: readonly number[]): number[] {
  let end = FIRST_FREE + MARGIN;
  const addresses = sizes.map((size) => {
    const at = end;
    end = Math.ceil((end + size + MARGIN) / MARGIN) * MARGIN;
    return at;
  });
  reserve(memory, end);
  return addresses;
}

function resampleRows(
  { memory, functions: { narrowRow, sumRows } }: Kernel<RowFunctions>,
  source: RowSource,
  across: AxisWeights,
  down: AxisWeights,
): Uint8Array {
  const [columns, rows] = [across.starts.length, down.starts.length];
  const [firstColumn, endColumn] = extent(across);
  const [firstRow, endRow] = extent(down);
  const line = columns * 4;
  const [starts, counts, weights, downWeights, row, lines, out] = layOut(memory, [
    columns * 4,
    columns * 4,
    across.weights.byteLength,
    down.weights.byteLength,
    (endColumn - firstColumn) * 4,
    (endRow - firstRow) * line,
    rows * line,
  ]) as [number, number, number, number, number, number, number];
  const bytes = new Uint8Array(memory.buffer);
  const numbers = new Int32Array(memory.buffer);
  numbers.set(
    across.starts.map((start) => start - firstColumn),
    starts / 4,
  );
  numbers.set(across.counts, counts / 4);
  numbers.set(across.weights, weights / 4);
  numbers.set(down.weights, downWeights / 4);
  for (let y = firstRow; y < endRow; y++) {
    const { bytes: pixels, offset } = source.row(y);
    bytes.set(pixels.subarray(offset + firstColumn * 4, offset + endColumn * 4), row);
    narrowRow(row, starts, counts, weights, across.stride, columns, lines + (y - firstRow) * line);
  }
  for (let y = 0; y < rows; y++) {
    const from = lines + ((down.starts[y] ?? 0) - firstRow) * line;
    const weight = downWeights + y * down.stride * 4;
    sumRows(from, line, weight, down.counts[y] ?? 0, out + y * line);
  }
  return bytes.slice(out, out + rows * line);
}

/** First input that any output of an axis needs, and the one behind the last. */
function extent({ starts, counts }: AxisWeights): readonly [first: number, end: number] {
  const last = starts.length - 1;
  return [starts[0] ?? 0, (starts[last] ?? 0) + (counts[last] ?? 0)];
}

function convertJpeg(
  { memory, functions: { upsample, convertRow } }: Kernel<RowFunctions>,
  { y, u, v }: YuvPlanes,
  upsampling: Upsampling,
): Uint8Array<ArrayBuffer> {
  const { width, height } = y;
  const [light, near, other, sums, blue, red, out] = layOut(memory, [
    width,
    u.width,
    u.width,
    u.width * 2,
    width + 1,
    width + 1,
    width * 4,
  ]) as [number, number, number, number, number, number, number];
  const bytes = new Uint8Array(memory.buffer);
  const copy = ({ data }: Plane, from: number, count: number, to: number): void =>
    bytes.set(data.subarray(from, from + count), to);
  const bring = (plane: Plane, row: number, into: number): void => {
    if (upsampling === 'none') return copy(plane, row * plane.stride, width, into);
    const both = upsampling === 'both';
    const [nearest, next] = both ? nearestRows(plane, row) : [row * plane.stride, 0];
    copy(plane, nearest, plane.width, near);
    if (both) copy(plane, next, plane.width, other);
    upsample(near, other, both, plane.width, sums, into);
  };
  const rgba = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    copy(y, row * y.stride, width, light);
    bring(u, row, blue);
    bring(v, row, red);
    convertRow(light, blue, red, width, out);
    rgba.set(bytes.subarray(out, out + width * 4), row * width * 4);
  }
  return rgba;
}
