/** A block: eight radii times eight angles give eight cosines, then eight sines. */
export const BLOCK = 16;
const HALF = BLOCK / 2;

const TWO_PI = Math.fround(2 * Math.PI);
const UNIT = 2 ** -24;

/** Cosines and sines of a 4096th, two 4096ths ... of a turn; what is left of an angle is below 0.0016. */
const SECTORS = 4096;
const SECTOR_ANGLE = (2 * Math.PI) / SECTORS;
const COSINES = Float64Array.from({ length: SECTORS }, (_, i) => Math.cos(i * SECTOR_ANGLE));
const SINES = Float64Array.from({ length: SECTORS }, (_, i) => Math.sin(i * SECTOR_ANGLE));

/** Logarithms of 0, 1 ... 4096 in 4096ths, and reciprocals of these places in units of 2^-24. */
const PLACES = 4096;
const LOGARITHMS = Float64Array.from({ length: PLACES + 1 }, (_, i) => Math.log(i / PLACES));
const RECIPROCALS = Float64Array.from({ length: PLACES + 1 }, (_, i) => 1 / (i * PLACES));
/** Below this place a step to the next is too large for the series. */
const FIRST_PLACE = 64;

/**
 * Natural logarithm of n / 2^24 for an integer n in 1 .. 2^24, within 1e-12 relative error (the same float32 for every n):
 * a table of 4096 places and the series of ln(1 + x), x < 1/64. Half of the time of all normals went into `Math.log`.
 */
export function logOfFraction(n: number): number {
  const place = n >> 12;
  if (place < FIRST_PLACE) return Math.log(n * UNIT);
  const x = (n & 4095) * (RECIPROCALS[place] ?? 0);
  const series = x * (1 - x * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5)))));
  return (LOGARITHMS[place] ?? 0) + series;
}

/**
 * Standard normals by Box-Muller, scaled, as PyTorch's CPU kernel makes them from blocks of 16 uniforms k / 2^24:
 * radius sqrt(-2 ln(1 - u)) of the first eight, angle 2 pi u of the next eight, rounded to float32 at the same places.
 * `bits[0 .. count)` are the integers k; `target[offset .. offset + count)` receives the values; `count` is a multiple of 16.
 * Source: `normal_fill_16` in ATen/native/cpu/DistributionTemplates.h (PyTorch 1.13).
 */
export function boxMullerBlocks(
  bits: Int32Array,
  count: number,
  target: Float32Array,
  offset: number,
  mean: number,
  std: number,
): void {
  const { fround } = Math;
  for (let start = 0; start < count; start += BLOCK) {
    for (let i = start; i < start + HALF; i++) {
      const logarithm = fround(logOfFraction(2 ** 24 - (bits[i] ?? 0)));
      const radius = fround(Math.sqrt(-2 * logarithm));

      // The float32 angle is off the true one by up to 4e-7: kept, since PyTorch has the same error.
      const turn = bits[i + HALF] ?? 0;
      const sector = turn >> 12;
      const rest = fround(TWO_PI * (turn * UNIT)) - sector * SECTOR_ANGLE;
      const square = rest * rest;
      const restSine = rest * (1 - square * (1 / 6));
      const restCosine = 1 - square * (0.5 - square * (1 / 24));
      const sectorCosine = COSINES[sector] ?? 0;
      const sectorSine = SINES[sector] ?? 0;
      const cosine = fround(sectorCosine * restCosine - sectorSine * restSine);
      const sine = fround(sectorSine * restCosine + sectorCosine * restSine);

      target[offset + i] = fround(radius * cosine) * std + mean;
      target[offset + i + HALF] = fround(radius * sine) * std + mean;
    }
  }
}
