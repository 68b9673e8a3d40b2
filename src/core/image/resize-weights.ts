import type { ResizeKernel } from '../model/architecture.ts';

/** For each output pixel of one axis: which input pixels it is made of, and with which weights. */
interface Weights<Numbers> {
  /** First input pixel of each output pixel. */
  readonly starts: Int32Array;
  /** Number of input pixels of each output pixel. */
  readonly counts: Int32Array;
  /** Row-major [outputs, stride]; places beyond the count are 0. */
  readonly weights: Numbers;
  readonly stride: number;
}

/** Weights in fixed point: times 2^22, rounded. */
export type AxisWeights = Weights<Int32Array>;

/** Bits behind the point in a weight: of 32 bits, 8 hold the result and 2 the overshoot (Pillow, `Resample.c`). */
export const WEIGHT_BITS = 22;

/** A convolution kernel: its half-width in output pixels, and its value at a distance from the middle. */
interface Kernel {
  readonly support: number;
  readonly at: (distance: number) => number;
}

const KERNELS: Readonly<Record<ResizeKernel, Kernel>> = {
  bicubic: { support: 2, at: bicubic },
  bilinear: { support: 1, at: bilinear },
};

/**
 * Weights of antialiased resampling as Pillow computes them (`precompute_coeffs`, `normalize_coeffs_8bpc`):
 * when shrinking, the kernel is widened by the scale; weights are normalised in double precision, then rounded to
 * fixed point. Only the outputs `first` to `first + count - 1` are made; each is independent of the others.
 *
 * @param inputs pixels of the axis
 * @param outputs pixels of the whole resized axis
 */
export function resizeWeights(
  kernel: ResizeKernel,
  inputs: number,
  outputs: number,
  first: number,
  count: number,
): AxisWeights {
  const { weights, ...rest } = exactResizeWeights(kernel, inputs, outputs, first, count);
  return { ...rest, weights: Int32Array.from(weights, toFixedPoint) };
}

/** The same before they are rounded to fixed point, which Pillow does for pictures of 8 bits only. */
export function exactResizeWeights(
  kernel: ResizeKernel,
  inputs: number,
  outputs: number,
  first: number,
  count: number,
): Weights<Float64Array> {
  const scale = inputs / outputs;
  const widening = Math.max(scale, 1);
  const { support: reach, at } = KERNELS[kernel];
  const support = reach * widening;
  const stride = Math.min(Math.ceil(support) * 2 + 1, inputs);
  const starts = new Int32Array(count);
  const counts = new Int32Array(count);
  const weights = new Float64Array(count * stride);
  const exact = new Float64Array(stride);
  for (let i = 0; i < count; i++) {
    const center = (first + i + 0.5) * scale;
    const start = Math.max(Math.trunc(center - support + 0.5), 0);
    const taps = Math.min(Math.trunc(center + support + 0.5), inputs) - start;
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      // Times the inverse, as Pillow: dividing rounds differently.
      const weight = at((k + start - center + 0.5) * (1 / widening));
      exact[k] = weight;
      sum += weight;
    }
    starts[i] = start;
    counts[i] = taps;
    for (let k = 0; k < taps; k++) weights[i * stride + k] = (exact[k] ?? 0) / sum;
  }
  return { starts, counts, weights, stride };
}

/** The same weights for an axis whose pixels lie the other way round; the outputs too. */
export function reversedWeights(
  { starts, counts, weights, stride }: AxisWeights,
  inputs: number,
): AxisWeights {
  const outputs = starts.length;
  const reversed = new Int32Array(weights.length);
  for (let i = 0; i < outputs; i++) {
    const count = counts[i] ?? 0;
    const taps = weights.slice(i * stride, i * stride + count).toReversed();
    reversed.set(taps, (outputs - 1 - i) * stride);
  }
  return {
    starts: starts.map((start, i) => inputs - start - (counts[i] ?? 0)).toReversed(),
    counts: counts.toReversed(),
    weights: reversed,
    stride,
  };
}

/** The triangle, as Pillow's `bilinear_filter`. */
function bilinear(signed: number): number {
  const x = Math.abs(signed);
  return x < 1 ? 1 - x : 0;
}

/** Keys' cubic convolution kernel with a = -0.5, in Pillow's order of operations. */
function bicubic(signed: number): number {
  const a = -0.5;
  const x = Math.abs(signed);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function toFixedPoint(weight: number): number {
  const scaled = weight * 2 ** WEIGHT_BITS;
  return Math.trunc(weight < 0 ? scaled - 0.5 : scaled + 0.5);
}
