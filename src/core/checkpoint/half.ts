const LARGEST = 65_504;

/**
 * Bit patterns of float16 (IEEE 754 binary16), rounded to the nearest, ties to even. What is too large becomes the largest
 * finite number, so that a mask of -1e9 stays a number; NaN stays NaN.
 */
export function encodeHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = halfBits(values[i] ?? 0, words[i] ?? 0);
  return halves;
}

function halfBits(value: number, word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (size >= LARGEST) return sign | 0x7bff;
  // Below the smallest normal number the steps are 2^-24 wide.
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  const exponent = ((word >>> 23) & 255) - 127;
  // A fraction that rounds up to 1024 carries into the exponent, as it must.
  return sign | (((exponent + 15) << 10) + roundToEven(size * 2 ** (10 - exponent) - 1024));
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return floor + (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? 1 : 0);
}
