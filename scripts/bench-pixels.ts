import { readFileSync } from 'node:fs';
import { cropPicture } from '../src/core/image/crop-picture.ts';
import { normaliseCrop } from '../src/core/image/normalise-crop.ts';
import { orient } from '../src/core/image/orient.ts';
import { setPixelKernels } from '../src/core/image/pixel-kernels.ts';
import type { Picture } from '../src/core/image/picture.ts';
import { OPENAI_MEAN, OPENAI_STD } from '../src/core/model/architecture.ts';
import { pixelsOfRows } from '../src/worker/pictures/decoded-pixels.ts';
import { jpegRows } from '../src/worker/pictures/jpeg-colour.ts';
import { setPlaneKernels } from '../src/worker/pictures/plane-kernels.ts';
import { openSimdPixels } from '../src/worker/pictures/simd-pixels.ts';
import { webpRows } from '../src/worker/pictures/webp-colour.ts';
import type { YuvPlanes } from '../src/worker/pictures/yuv-planes.ts';
import { compileKernel } from './support/compile-kernel.ts';

/**
 * What a crop of 224 pixels costs, from a decoder's planes to a tower's numbers, with SIMD and without, one after the other on one
 * machine: CPU time in milliseconds, the median of some runs, and how many times faster. `npm run bench:pixels`.
 */
const RUNS = 9;
const SIZES = [
  [500, 375],
  [1600, 1200],
  [4000, 3000],
] as const;

const wasm = readFileSync(await compileKernel('src/kernels/rows.as.ts', 'simd'), 'base64');
const kernels = await openSimdPixels(`data:application/wasm;base64,${wasm}`);

function planesOf(width: number, height: number): YuvPlanes {
  const plane = (columns: number, rows: number, step: number) => ({
    width: columns,
    height: rows,
    stride: columns,
    data: Uint8Array.from({ length: columns * rows }, (_, i) => (i * step) >> 3),
  });
  const half = [Math.ceil(width / 2), Math.ceil(height / 2)] as const;
  return { y: plane(width, height, 5), u: plane(...half, 7), v: plane(...half, 11) };
}

const sizeOf = ({ y: { width, height } }: YuvPlanes) =>
  ({ width, height, mode: 'RGB', opaque: true }) as const;

const KINDS = {
  jpeg: (planes: YuvPlanes): Picture => ({
    ...sizeOf(planes),
    data: new Uint8Array(),
    rows: jpegRows(planes),
  }),
  // As a phone held upright stores it.
  'jpeg, turned': (planes: YuvPlanes): Picture => orient(KINDS.jpeg(planes), 6),
  webp: (planes: YuvPlanes): Picture => ({
    ...sizeOf(planes),
    data: new Uint8Array(),
    rows: webpRows(planes),
  }),
  pixels: (planes: YuvPlanes): Picture => ({
    ...sizeOf(planes),
    data: pixelsOfRows(jpegRows(planes)).data,
  }),
} as const;

function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

for (const [width, height] of SIZES) {
  const planes = planesOf(width, height);
  for (const [name, pictureOf] of Object.entries(KINDS)) {
    const times: Record<'plain' | 'simd', number[]> = { plain: [], simd: [] };
    const whole = name === 'pixels' ? pictureOf(planes) : undefined;
    for (let run = 0; run < RUNS; run++) {
      for (const kind of ['plain', 'simd'] as const) {
        setPixelKernels(kind === 'simd' ? kernels : null);
        setPlaneKernels(kind === 'simd' ? kernels : null);
        const prepare = (): void => {
          const crop = cropPicture(whole ?? pictureOf(planes), { size: 224 }, 'white');
          normaliseCrop(crop.data, 224, OPENAI_MEAN, OPENAI_STD);
        };
        times[kind].push(cpuOf(prepare));
      }
    }
    const [plain, simd] = [median(times.plain), median(times.simd)];
    const ratio = (plain / simd).toFixed(1);
    console.log(
      `${width} x ${height} ${name}: ${plain.toFixed(1)} -> ${simd.toFixed(1)} ms, ${ratio} times`,
    );
  }
}
