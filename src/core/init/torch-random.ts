import { erfc } from '../numbers/erfc.ts';
import { BLOCK, boxMullerBlocks } from './box-muller.ts';
import { inverseErf } from './inverse-erf.ts';
import { createMt19937, fillLow24, nextWord, skipWords, type Mt19937 } from './mt19937.ts';

/** PyTorch's CPU generator. It changes with every draw. */
export interface TorchGenerator {
  readonly twister: Mt19937;
  /** Second value of the last pair of 53-bit normals, where it has not been used: the next such normal takes it. */
  spareNormal: number | undefined;
}

/** Values are made this many at a time, so that their random bits stay in the processor's cache. */
const CHUNK = 256 * BLOCK;
const bits = new Int32Array(CHUNK);

/** The generator that `torch.manual_seed(seed)` leaves: any 32-bit seed. */
export function createTorchGenerator(seed: number): TorchGenerator {
  return { twister: createMt19937(seed), spareNormal: undefined };
}

/**
 * `tensor.uniform_(low, high)` of a float32 tensor: u = low 24 bits / 2^24, value u (high - low) + low, rounded once.
 * Source: `uniform_real` in ATen/core/TransformationHelper.h, compiled to one fused multiply-add.
 */
export function fillUniform(
  generator: TorchGenerator,
  target: Float32Array,
  low: number,
  high: number,
): void {
  const from = Math.fround(low);
  const step = Math.fround(Math.fround(high) - from) * 2 ** -24;
  for (let start = 0; start < target.length; start += CHUNK) {
    const length = Math.min(CHUNK, target.length - start);
    fillLow24(generator.twister, bits, length);
    for (let i = 0; i < length; i++) target[start + i] = (bits[i] ?? 0) * step + from;
  }
}

/** Leaves the generator as `fillUniform` of `count` values would. */
export function skipUniform(generator: TorchGenerator, count: number): void {
  skipWords(generator.twister, count);
}

/**
 * `tensor.normal_(mean, std)` of a contiguous float32 tensor: blocks of 16, where a tail that does not fill a block
 * redraws the last 16 values; fewer than 16 values are drawn one by one in float64.
 * Source: `normal_fill` and `normal_kernel` in ATen/native/cpu/DistributionTemplates.h (PyTorch 1.13).
 */
export function fillNormal(
  generator: TorchGenerator,
  target: Float32Array,
  mean: number,
  std: number,
): void {
  const size = target.length;
  if (size < BLOCK) {
    for (let i = 0; i < size; i++) target[i] = nextNormal(generator) * std + mean;
    return;
  }
  const tail = size % BLOCK;
  const [floatMean, floatStd] = [Math.fround(mean), Math.fround(std)];
  for (let start = 0; start < size - tail; start += CHUNK) {
    const length = Math.min(CHUNK, size - tail - start);
    fillLow24(generator.twister, bits, length);
    boxMullerBlocks(bits, length, target, start, floatMean, floatStd);
  }
  if (tail > 0) {
    skipWords(generator.twister, tail);
    fillLow24(generator.twister, bits, BLOCK);
    boxMullerBlocks(bits, BLOCK, target, size - BLOCK, floatMean, floatStd);
  }
}

/**
 * `trunc_normal_(tensor, mean, std, -cut, cut)` of a float32 tensor around 0: the inverse error function of a uniform number
 * in [-p, p), where p is the share of the law within the cut, 1 for one that is far away. Leaves the generator as `fillUniform`
 * does. Source: `weight_init.py` of timm 1.0.9.
 */
export function fillTruncatedNormal(
  generator: TorchGenerator,
  target: Float32Array,
  { mean, std, cut }: { readonly mean: number; readonly std: number; readonly cut: number },
): void {
  const within = 1 - erfc(cut / std / Math.SQRT2);
  fillUniform(generator, target, -within, within);
  const scale = std * Math.SQRT2;
  for (let i = 0; i < target.length; i++) {
    const value = inverseErf(target[i] ?? 0) * scale + mean;
    target[i] = Math.min(Math.max(value, -cut), cut);
  }
}

/** Leaves the generator as `fillNormal` of `count` values would. */
export function skipNormal(generator: TorchGenerator, count: number): void {
  if (count >= BLOCK) skipWords(generator.twister, count + (count % BLOCK > 0 ? BLOCK : 0));
  else for (let i = 0; i < count; i++) nextNormal(generator);
}

/** One standard normal in float64; every second one is the sine of the pair before. */
function nextNormal(generator: TorchGenerator): number {
  const spare = generator.spareNormal;
  if (spare !== undefined) {
    generator.spareNormal = undefined;
    return spare;
  }
  const angle = 2 * Math.PI * nextUniform53(generator);
  const radius = Math.sqrt(-2 * Math.log1p(-nextUniform53(generator)));
  generator.spareNormal = radius * Math.sin(angle);
  return radius * Math.cos(angle);
}

/** A float64 in [0, 1) with 53 random bits: the first word is the upper half of 64 bits, of which the low 53 count. */
function nextUniform53({ twister }: TorchGenerator): number {
  const upper = nextWord(twister) & 0x1fffff;
  return (upper * 2 ** 32 + nextWord(twister)) * 2 ** -53;
}
