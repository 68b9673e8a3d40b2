import address from '../../kernels/pixels.as.ts?kernel';
import { FIRST_FREE, type Kernel, openKernel, reserve } from '../kernels/open-kernel.ts';

/** What `src/kernels/pixels.as.ts` exports; addresses are bytes of its memory. */
interface PixelFunctions {
  normalise(from: number, to: number, count: number, rule: number): void;
}

/** The pixel work of this project in SIMD, to the bit as the code of `src/core/image` does it. */
export interface PixelKernel {
  /** As `normaliseCrop`, whose name says the rest; into an array of its own. */
  normalise(
    data: Uint8Array,
    size: number,
    mean: readonly number[],
    std: readonly number[],
  ): Float32Array<ArrayBuffer>;
}

/**
 * Starts the kernel at the first call, for all that follow. `null` where this browser has no SIMD in WebAssembly, or the file
 * did not come: the plain code gives the same numbers, only later.
 */
export function pixelKernelOnce(): () => Promise<PixelKernel | null> {
  let opened: Promise<PixelKernel | null> | undefined;
  return () =>
    (opened ??= openKernel<PixelFunctions>([address]).then(
      (kernel) => kernel && pixelKernel(kernel),
      () => null,
    ));
}

/** Whatever is read in vectors may be read beyond its end. */
const BEYOND = 16;
/** A vector holds so many pixels, and they are never cut. */
const PIXELS = 4;

function pixelKernel({ functions, memory }: Kernel<PixelFunctions>): PixelKernel {
  return {
    normalise(data, size, mean, std) {
      const values = data.length;
      const count = Math.ceil((size * size) / PIXELS) * PIXELS;
      const rule = FIRST_FREE;
      const from = rule + 32;
      const to = from + Math.ceil((count * 3 + BEYOND) / BEYOND) * BEYOND;
      reserve(memory, to + count * 12);
      new Float32Array(memory.buffer, rule, 6).set([...mean, ...std]);
      new Uint8Array(memory.buffer, from, values).set(data);
      functions.normalise(from, to, count, rule);
      const planes = new Float32Array(memory.buffer, to, count * 3);
      const out = new Float32Array(values);
      for (let channel = 0; channel < 3; channel++)
        out.set(
          planes.subarray(channel * count, channel * count + size * size),
          channel * size * size,
        );
      return out;
    },
  };
}
