import type { PixelKernels } from '../../core/image/pixel-kernels.ts';
import type { RowSource } from '../../core/image/row-source.ts';
import type { AxisWeights } from '../../core/image/resize-weights.ts';
import { FIRST_FREE, type Kernel, openKernel, reserve } from '../kernels/open-kernel.ts';
import type { PlaneKernels, Upsampling } from './plane-kernels.ts';
import { nearestRows, type Plane, type YuvPlanes } from './yuv-planes.ts';

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
  normalise(from: number, to: number, count: number, rule: number): void;
  upsampleWebp(
    near: number,
    other: number,
    width: number,
    nears: number,
    others: number,
    out: number,
  ): void;
  convertWebpRow(y: number, u: number, v: number, width: number, out: number): void;
  convertRow(y: number, u: number, v: number, width: number, out: number): void;
}

/** Between two pieces: vectors are read and written whole, beyond the last byte of a piece and before its first. */
const MARGIN = 64;

/**
 * The kernels at that address; `null` where this browser has no SIMD. Rows of planes are made while rows are resampled, so
 * each has a memory of its own.
 */
export async function openSimdPixels(
  address: string,
): Promise<(PixelKernels & PlaneKernels) | null> {
  const resampling = await openKernel<RowFunctions>([address]);
  if (!resampling) return null;
  const planes = await resampling.twin();
  return {
    resample: (source, across, down) => resampleRows(resampling, source, across, down),
    normalise: (...call) => normalise(resampling, ...call),
    jpegRows: (picture, upsampling) => jpegRows(planes, picture, upsampling),
    webpRows: (picture) => webpRows(planes, picture),
  };
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

function normalise(
  { memory, functions }: Kernel<RowFunctions>,
  ...[data, mean, std, into]: Parameters<PixelKernels['normalise']>
): void {
  const pixels = data.length / 3;
  // Whole vectors of four: what lies beyond the last pixel is made, and left.
  const count = Math.ceil(pixels / 4) * 4;
  const [rule = 0, from = 0, to = 0] = layOut(memory, [24, count * 3, count * 12]);
  new Float32Array(memory.buffer, rule, 6).set([...mean, ...std]);
  new Uint8Array(memory.buffer).set(data, from);
  functions.normalise(from, to, count, rule);
  const planes = new Float32Array(memory.buffer, to, count * 3);
  for (let c = 0; c < 3; c++) into.set(planes.subarray(c * count, c * count + pixels), c * pixels);
}

function jpegRows(
  kernel: Kernel<RowFunctions>,
  planes: YuvPlanes,
  upsampling: Upsampling,
): RowSource {
  const { upsample, convertRow } = kernel.functions;
  const [none, both] = [upsampling === 'none', upsampling === 'both'];
  return convertedRows(kernel, planes, convertRow, (plane, row, copy, at) => {
    if (none) return copy(plane, row * plane.stride, at.out);
    const [nearest, next] = both ? nearestRows(plane, row) : [row * plane.stride, 0];
    copy(plane, nearest, at.near);
    if (both) copy(plane, next, at.other);
    upsample(at.near, at.other, both, plane.width, at.nears, at.out);
  });
}

function webpRows(kernel: Kernel<RowFunctions>, planes: YuvPlanes): RowSource {
  const { upsampleWebp, convertWebpRow } = kernel.functions;
  return convertedRows(kernel, planes, convertWebpRow, (plane, row, copy, at) => {
    const [nearest, next] = nearestRows(plane, row);
    copy(plane, nearest, at.near);
    copy(plane, next, at.other);
    upsampleWebp(at.near, at.other, plane.width, at.nears, at.others, at.out);
  });
}

type Copy = (plane: Plane, from: number, to: number) => void;

/** Brings row `row` of a colour plane to full resolution at `out`; the other addresses are scratch. */
type BringRow = (
  plane: Plane,
  row: number,
  copy: Copy,
  at: Readonly<Record<'near' | 'other' | 'nears' | 'others' | 'out', number>>,
) => void;

/** Opaque RGBA, made a row at a time; only what one row is made of is copied. */
function convertedRows(
  { memory }: Kernel<RowFunctions>,
  { y, u, v }: YuvPlanes,
  convert: RowFunctions['convertRow'],
  bring: BringRow,
): RowSource {
  const { width, height } = y;
  const sizes = [
    width,
    u.width,
    u.width,
    u.width * 2,
    u.width * 2,
    u.width * 2 + width,
    u.width * 2 + width,
    width * 4,
  ];
  const [light = 0, near = 0, other = 0, nears = 0, others = 0, blue = 0, red = 0, out = 0] =
    layOut(memory, sizes);
  const scratch = { near, other, nears, others };
  const [forBlue, forRed] = [
    { ...scratch, out: blue },
    { ...scratch, out: red },
  ];
  let bytes = new Uint8Array(memory.buffer);
  const copy: Copy = (plane, from, to) =>
    bytes.set(plane.data.subarray(from, from + plane.width), to);
  return {
    width,
    height,
    row(row) {
      // A larger picture may have made the memory grow since.
      if (bytes.buffer !== memory.buffer) bytes = new Uint8Array(memory.buffer);
      copy(y, row * y.stride, light);
      bring(u, row, copy, forBlue);
      bring(v, row, copy, forRed);
      convert(light, blue, red, width, out);
      return { bytes, offset: out };
    },
  };
}
