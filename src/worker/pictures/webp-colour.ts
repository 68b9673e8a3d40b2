import type { RowSource } from '../../core/image/row-source.ts';
import { planeKernels } from './plane-kernels.ts';
import {
  clampByte,
  nearestRows,
  planeRows,
  type UpsampleRow,
  type YuvPlanes,
} from './yuv-planes.ts';

/**
 * A lossy WebP's planes as rows of RGBA, to the bit as libwebp does it (and so Pillow): colour differences of quarter resolution
 * brought to full by nine, three, three and one parts ("fancy upsampling"), then BT.601 with 16 to 235 as black to white.
 */
export function webpRows(planes: YuvPlanes): RowSource {
  return planeKernels()?.webpRows(planes) ?? planeRows(planes, upsampleRow, writePixel);
}

/** Two roundings, as libwebp has them: of the eighths first, then of the half. */
const upsampleRow: UpsampleRow = (plane, row, into) => {
  const { data, width } = plane;
  const [near, other] = nearestRows(plane, row);
  for (let x = 0; x < into.length; x++) {
    const column = x >> 1;
    const next = Math.max(0, Math.min(width - 1, column + (x % 2 === 1 ? 1 : -1)));
    const nearest = data[near + column] ?? 0;
    const beside = (data[near + next] ?? 0) + (data[other + column] ?? 0);
    const eighths = (nearest + 3 * beside + (data[other + next] ?? 0) + 8) >> 3;
    into[x] = (eighths + nearest) >> 1;
  }
};

/** BT.601 in 14-bit fixed point, each product cut to 6 bits behind the point. */
function writePixel(rgba: Uint8Array, at: number, y: number, u: number, v: number): void {
  const light = (19_077 * y) >> 8;
  rgba[at] = clampByte((light + ((26_149 * v) >> 8) - 14_234) >> 6);
  rgba[at + 1] = clampByte((light - ((6_419 * u) >> 8) - ((13_320 * v) >> 8) + 8_708) >> 6);
  rgba[at + 2] = clampByte((light + ((33_050 * u) >> 8) - 17_685) >> 6);
}
