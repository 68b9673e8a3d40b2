import type { RowSource } from './row-source.ts';
import type { AxisWeights } from './resize-weights.ts';

/** The hot loops of resampling in other hands: SIMD in WebAssembly. Every byte is the one that the code here gives. */
export interface PixelKernels {
  /**
   * Both passes, each rounded to bytes; RGBA of `across.starts.length` columns and `down.starts.length` rows.
   * @param first the pass that is made first
   */
  resample(
    source: RowSource,
    across: AxisWeights,
    down: AxisWeights,
    first: 'across' | 'down',
  ): Uint8Array;
  /** Planes of red, green and blue from bytes of RGB, `(byte / 255 - mean) / std`, into an array of as many values. */
  normalise(
    data: Uint8Array,
    mean: readonly number[],
    std: readonly number[],
    into: Float32Array,
  ): void;
}

/** One for the whole thread: there is one processor. */
let chosen: PixelKernels | null = null;

/** From now on pixels go through these; `null`: through the code here. */
export function setPixelKernels(kernels: PixelKernels | null): void {
  chosen = kernels;
}

export function pixelKernels(): PixelKernels | null {
  return chosen;
}
