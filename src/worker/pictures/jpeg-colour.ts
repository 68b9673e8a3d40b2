import type { RowSource } from '../../core/image/row-source.ts';
import { planeKernels, type Upsampling } from './plane-kernels.ts';
import {
  clampByte,
  nearestRows,
  planeRows,
  type UpsampleRow,
  type YuvPlanes,
} from './yuv-planes.ts';

/**
 * A JPEG's planes as rows of RGBA, to the bit as libjpeg does it (and so Pillow): colour differences brought to full resolution
 * by a triangle filter ("fancy upsampling"), then JFIF's conversion in 16-bit fixed point. The browser's own conversion
 * of such a frame repeats each colour for two by two pixels, up to 11 levels beside on a smooth photo.
 */
export function jpegRows(planes: YuvPlanes): RowSource {
  const { upsampling, row } = upsamplerFor(planes);
  const kernels = planeKernels();
  return kernels && upsampling
    ? kernels.jpegRows(planes, upsampling)
    : planeRows(planes, row, writePixel);
}

/** JFIF 1.02: R = Y + 1.402 V, G = Y - 0.34414 U - 0.71414 V, B = Y + 1.772 U, U and V counted from 128. */
function writePixel(rgba: Uint8Array, at: number, y: number, u: number, v: number): void {
  const [blue, red] = [u - 128, v - 128];
  rgba[at] = clampByte(y + ((91_881 * red + 32_768) >> 16));
  rgba[at + 1] = clampByte(y + ((-22_554 * blue - 46_802 * red + 32_768) >> 16));
  rgba[at + 2] = clampByte(y + ((116_130 * blue + 32_768) >> 16));
}

/** Very narrow planes are not filtered. */
const NARROW = 2;

interface Upsampler {
  /** What a kernel calls it; `null` where it has none. */
  readonly upsampling: Upsampling | null;
  readonly row: UpsampleRow;
}

function upsamplerFor({ y, u }: YuvPlanes): Upsampler {
  const [halfWidth, halfHeight] = [u.width < y.width, u.height < y.height];
  if (!halfWidth && !halfHeight) return { upsampling: 'none', row: copyRow };
  if (u.width <= NARROW || !halfWidth)
    return { upsampling: null, row: repeatRow(halfWidth, halfHeight) };
  return halfHeight
    ? { upsampling: 'both', row: filterBoth }
    : { upsampling: 'across', row: filterAcross };
}

const copyRow: UpsampleRow = ({ data, stride, width }, row, into) => {
  into.set(data.subarray(row * stride, row * stride + width));
};

function repeatRow(halfWidth: boolean, halfHeight: boolean): UpsampleRow {
  return ({ data, stride }, row, into) => {
    const start = (halfHeight ? row >> 1 : row) * stride;
    for (let x = 0; x < into.length; x++) into[x] = data[start + (halfWidth ? x >> 1 : x)] ?? 0;
  };
}

/** Three parts of the nearest sample, one of the next; ties are rounded down and up in turn. */
const filterAcross: UpsampleRow = ({ data, stride, width }, row, into) => {
  const start = row * stride;
  for (let x = 0; x < into.length; x++) {
    const column = x >> 1;
    const odd = x % 2;
    const near = data[start + column] ?? 0;
    const next = column + (odd ? 1 : -1);
    into[x] =
      next < 0 || next >= width ? near : (3 * near + (data[start + next] ?? 0) + 1 + odd) >> 2;
  }
};

/** The same down and across: nine, three, three and one parts. */
const filterBoth: UpsampleRow = (plane, row, into) => {
  const { data, width } = plane;
  const [near, other] = nearestRows(plane, row);
  const sum = (column: number): number =>
    3 * (data[near + column] ?? 0) + (data[other + column] ?? 0);
  for (let x = 0; x < into.length; x++) {
    const column = x >> 1;
    const odd = x % 2;
    const next = Math.max(0, Math.min(width - 1, column + (odd ? 1 : -1)));
    into[x] = (3 * sum(column) + sum(next) + 8 - odd) >> 4;
  }
};
