import type { PixelKernels } from '../../core/image/pixel-kernels.ts';
import type { RowSource } from '../../core/image/row-source.ts';
import { layOut } from '../kernels/lay-out.ts';
import { type Kernel, openKernel } from '../kernels/open-kernel.ts';
import type { PlaneKernels, Upsampling } from './plane-kernels.ts';
import { columnsFirst, type ResamplingFunctions, rowsFirst } from './simd-resample.ts';
import { nearestRows, type Plane, type YuvPlanes } from './yuv-planes.ts';

/** What `src/kernels/rows.as.ts` exports; every parameter but counts is an address in its memory. */
interface RowFunctions extends ResamplingFunctions {
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
    resample: (source, across, down, first) =>
      (first === 'across' ? rowsFirst : columnsFirst)(resampling, source, across, down),
    normalise: (...call) => normalise(resampling, ...call),
    jpegRows: (picture, upsampling) => jpegRows(planes, picture, upsampling),
    webpRows: (picture) => webpRows(planes, picture),
  };
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
