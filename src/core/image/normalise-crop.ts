import { pixelKernels } from './pixel-kernels.ts';

/** A byte of each channel has this many values, and each of them one normalised value. */
const LEVELS = 256;

/**
 * A crop as the image tower takes it: torchvision's `ToTensor` and `Normalize`, `(byte / 255 - mean) / std` for each
 * channel, rounded to float32 after every step as PyTorch does.
 *
 * @param data RGB bytes, `size * size * 3`
 * @param mean of the channels, 0 to 1, as the model's configuration has it
 * @param into where to write, for one picture of a batch; made when it is not given
 * @returns [3, size, size], row-major
 * @throws RangeError where a length does not fit
 */
export function normaliseCrop(
  data: Uint8Array,
  size: number,
  mean: readonly number[],
  std: readonly number[],
  into: Float32Array<ArrayBuffer> = new Float32Array(3 * size * size),
): Float32Array<ArrayBuffer> {
  const plane = size * size;
  if (
    data.length !== plane * 3 ||
    into.length !== plane * 3 ||
    mean.length !== 3 ||
    std.length !== 3
  ) {
    throw new RangeError(
      `A crop of ${size} pixels needs ${plane * 3} values and three means and deviations.`,
    );
  }
  const kernels = pixelKernels();
  if (kernels) {
    kernels.normalise(data, mean, std, into);
    return into;
  }
  const table = new Float32Array(LEVELS);
  for (let channel = 0; channel < 3; channel++) {
    const center = Math.fround(mean[channel] ?? 0);
    const spread = Math.fround(std[channel] ?? 1);
    for (let level = 0; level < LEVELS; level++) {
      table[level] = Math.fround(Math.fround(level / 255) - center) / spread;
    }
    const start = channel * plane;
    for (let i = 0; i < plane; i++)
      into[start + i] = table[data[i * 3 + channel] as number] as number;
  }
  return into;
}
