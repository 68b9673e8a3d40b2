// AssemblyScript: compiled to WebAssembly by `scripts/support/kernels.ts`. Addresses are bytes of the one memory, which the
// caller lays out; vectors are read and written whole, up to 64 bytes beyond what is named.

/** Bits behind the point in a weight, as in `resize-weights.ts`. */
const WEIGHT_BITS: i32 = 22;
const HALF: i32 = 1 << (WEIGHT_BITS - 1);

/**
 * The horizontal pass over one row of RGBA: for each output pixel the weighted sum of its input pixels in 32-bit fixed
 * point, rounded and cut to 8 bits, all four channels at once.
 *
 * @param row the row's first pixel; 16 bytes after its last one may be read
 * @param starts first input pixel of each output, int32 [outputs]
 * @param counts number of input pixels of each output, int32 [outputs]
 * @param weights int32 [outputs, stride]
 * @param out RGBA [outputs]
 */
export function narrowRow(
  row: usize,
  starts: usize,
  counts: usize,
  weights: usize,
  stride: i32,
  outputs: i32,
  out: usize,
): void {
  for (let x: i32 = 0; x < outputs; x++) {
    let from = row + ((<usize>load<i32>(starts + ((<usize>x) << 2))) << 2);
    const count = load<i32>(counts + ((<usize>x) << 2));
    let weight = weights + ((<usize>(x * stride)) << 2);
    let sum = i32x4.splat(HALF);
    let k: i32 = 0;
    for (; k + 4 <= count; k += 4) {
      const pixels = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(pixels);
      const high = i16x8.extend_high_i8x16_u(pixels);
      sum = i32x4.add(sum, i32x4.mul(i32x4.extend_low_i16x8_u(low), v128.load32_splat(weight)));
      sum = i32x4.add(sum, i32x4.mul(i32x4.extend_high_i16x8_u(low), v128.load32_splat(weight, 4)));
      sum = i32x4.add(sum, i32x4.mul(i32x4.extend_low_i16x8_u(high), v128.load32_splat(weight, 8)));
      sum = i32x4.add(
        sum,
        i32x4.mul(i32x4.extend_high_i16x8_u(high), v128.load32_splat(weight, 12)),
      );
      from += 16;
      weight += 16;
    }
    for (; k < count; k++) {
      const pixel = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
      sum = i32x4.add(sum, i32x4.mul(pixel, v128.load32_splat(weight)));
      from += 4;
      weight += 4;
    }
    const rounded = i32x4.shr_s(sum, WEIGHT_BITS);
    const words = i16x8.narrow_i32x4_s(rounded, rounded);
    v128.store32_lane(out + ((<usize>x) << 2), i8x16.narrow_i16x8_u(words, words), 0);
  }
}

/**
 * One row of the vertical pass: the weighted sum of rows of bytes, 16 columns at a time.
 *
 * @param lines the first row of bytes; `length` bytes to the next; 16 bytes after the last one may be read
 * @param weights int32 [count]
 * @param out `length` bytes, rounded up to 16
 */
export function sumRows(lines: usize, length: i32, weights: usize, count: i32, out: usize): void {
  for (let i: i32 = 0; i < length; i += 16) {
    let a = i32x4.splat(HALF);
    let b = a;
    let c = a;
    let d = a;
    let from = lines + <usize>i;
    for (let k: i32 = 0; k < count; k++) {
      const weight = v128.load32_splat(weights + ((<usize>k) << 2));
      const bytes = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      a = i32x4.add(a, i32x4.mul(i32x4.extend_low_i16x8_u(low), weight));
      b = i32x4.add(b, i32x4.mul(i32x4.extend_high_i16x8_u(low), weight));
      c = i32x4.add(c, i32x4.mul(i32x4.extend_low_i16x8_u(high), weight));
      d = i32x4.add(d, i32x4.mul(i32x4.extend_high_i16x8_u(high), weight));
      from += <usize>length;
    }
    const low = i16x8.narrow_i32x4_s(i32x4.shr_s(a, WEIGHT_BITS), i32x4.shr_s(b, WEIGHT_BITS));
    const high = i16x8.narrow_i32x4_s(i32x4.shr_s(c, WEIGHT_BITS), i32x4.shr_s(d, WEIGHT_BITS));
    v128.store(out + <usize>i, i8x16.narrow_i16x8_u(low, high));
  }
}

/**
 * libjpeg's "fancy upsampling" of a row of a colour plane: three parts of the nearest sample and one of the next, across, and
 * where `both`, down first.
 *
 * @param near the nearest row, uint8 [width]
 * @param other the next nearest row; not read unless `both`
 * @param sums scratch: int16 [width + 16], and 16 bytes before it
 * @param out uint8 [2 width], rounded up to 16
 */
export function upsample(
  near: usize,
  other: usize,
  both: bool,
  width: i32,
  sums: usize,
  out: usize,
): void {
  const three = i16x8.splat(3);
  for (let x: i32 = 0; x < width; x += 8) {
    let sum = v128.load8x8_u(near + <usize>x);
    if (both) {
      sum = i16x8.add(i16x8.mul(sum, three), v128.load8x8_u(other + <usize>x));
    }
    v128.store(sums + ((<usize>x) << 1), sum);
  }
  // Beyond the edges lies the edge itself.
  store<i16>(sums - 2, load<i16>(sums));
  store<i16>(sums + ((<usize>width) << 1), load<i16>(sums + ((<usize>(width - 1)) << 1)));
  const even = i16x8.splat(both ? 8 : 1);
  const odd = i16x8.splat(both ? 7 : 2);
  const bits: i32 = both ? 4 : 2;
  for (let x: i32 = 0; x < width; x += 8) {
    const at = sums + ((<usize>x) << 1);
    const middle = i16x8.mul(v128.load(at), three);
    const before = i16x8.shr_u(i16x8.add(i16x8.add(middle, v128.load(at - 2)), even), bits);
    const after = i16x8.shr_u(i16x8.add(i16x8.add(middle, v128.load(at + 2)), odd), bits);
    // Each is a byte: the second goes into the upper half of each word of the first.
    v128.store(out + ((<usize>x) << 1), v128.or(before, i16x8.shl(after, 8)));
  }
}

/**
 * libwebp's "fancy upsampling" of a row of a colour plane: nine, three, three and one parts, the eighths rounded first, then the half.
 *
 * @param near the nearest row, uint8 [width]
 * @param other the next nearest row
 * @param nears scratch: int16 [width + 16], and 16 bytes before it
 * @param others the same
 * @param out uint8 [2 width], rounded up to 16
 */
export function upsampleWebp(
  near: usize,
  other: usize,
  width: i32,
  nears: usize,
  others: usize,
  out: usize,
): void {
  for (let x: i32 = 0; x < width; x += 8) {
    v128.store(nears + ((<usize>x) << 1), v128.load8x8_u(near + <usize>x));
    v128.store(others + ((<usize>x) << 1), v128.load8x8_u(other + <usize>x));
  }
  const last = (<usize>(width - 1)) << 1;
  store<i16>(nears - 2, load<i16>(nears));
  store<i16>(others - 2, load<i16>(others));
  store<i16>(nears + last + 2, load<i16>(nears + last));
  store<i16>(others + last + 2, load<i16>(others + last));
  for (let x: i32 = 0; x < width; x += 8) {
    const a = nears + ((<usize>x) << 1);
    const b = others + ((<usize>x) << 1);
    const nearest = v128.load(a);
    const beside = v128.load(b);
    const before = webpSample(nearest, beside, v128.load(a - 2), v128.load(b - 2));
    const after = webpSample(nearest, beside, v128.load(a + 2), v128.load(b + 2));
    v128.store(out + ((<usize>x) << 1), v128.or(before, i16x8.shl(after, 8)));
  }
}

function webpSample(nearest: v128, other: v128, next: v128, otherNext: v128): v128 {
  const three = i16x8.mul(i16x8.add(next, other), i16x8.splat(3));
  const sum = i16x8.add(i16x8.add(nearest, three), i16x8.add(otherNext, i16x8.splat(8)));
  return i16x8.shr_u(i16x8.add(i16x8.shr_u(sum, 3), nearest), 1);
}

/**
 * BT.601 of a row to opaque RGBA, with 16 to 235 as black to white, in 14-bit fixed point as libwebp has it: each product cut to 6
 * bits behind the point. Parameters as of `convertRow`.
 */
export function convertWebpRow(y: usize, u: usize, v: usize, width: i32, out: usize): void {
  for (let x: i32 = 0; x < width; x += 16) {
    const at = <usize>x;
    const bright = v128.load(y + at);
    const blues = v128.load(u + at);
    const reds = v128.load(v + at);
    const y0 = scaled(i16x8.extend_low_i8x16_u(bright), 19077);
    const y1 = scaled(i16x8.extend_high_i8x16_u(bright), 19077);
    const b0 = i16x8.extend_low_i8x16_u(blues);
    const b1 = i16x8.extend_high_i8x16_u(blues);
    const r0 = i16x8.extend_low_i8x16_u(reds);
    const r1 = i16x8.extend_high_i8x16_u(reds);
    storePixels(
      out + (at << 2),
      i8x16.narrow_i16x8_u(webpRed(y0, r0), webpRed(y1, r1)),
      i8x16.narrow_i16x8_u(webpGreen(y0, b0, r0), webpGreen(y1, b1, r1)),
      i8x16.narrow_i16x8_u(webpBlue(y0, b0), webpBlue(y1, b1)),
    );
  }
}

/** `value * factor >> 8` in 16 bits without sign. */
function scaled(values: v128, factor: i32): v128 {
  const factors = i16x8.splat(<i16>factor);
  return i16x8.narrow_i32x4_u(
    i32x4.shr_u(i32x4.extmul_low_i16x8_u(values, factors), 8),
    i32x4.shr_u(i32x4.extmul_high_i16x8_u(values, factors), 8),
  );
}

function webpRed(light: v128, red: v128): v128 {
  const level = i16x8.sub(light, i16x8.splat(14234));
  return i16x8.shr_s(i16x8.add(level, scaled(red, 26149)), 6);
}

function webpGreen(light: v128, blue: v128, red: v128): v128 {
  const level = i16x8.add(light, i16x8.splat(8708));
  return i16x8.shr_s(i16x8.sub(i16x8.sub(level, scaled(blue, 6419)), scaled(red, 13320)), 6);
}

/** More than 15 bits on the way: without sign, and not below 0, which would be cut to it anyway. */
function webpBlue(light: v128, blue: v128): v128 {
  const sum = i16x8.add(light, scaled(blue, 33050));
  return i16x8.shr_u(i16x8.sub_sat_u(sum, i16x8.splat(17685)), 6);
}

/**
 * JFIF's conversion of a row to opaque RGBA in 16-bit fixed point. Whole multiples of 65536 are taken out of the factors, which changes
 * no bit behind the shift and lets them fit 16 bits: 91881 = 65536 + 26345, -46802 = 18734 - 65536, 116130 = 2 * 65536 - 14942.
 *
 * @param y brightness, uint8 [width]; 16 bytes after it may be read
 * @param u colour difference to blue, at full resolution
 * @param v colour difference to red
 * @param out RGBA [width], rounded up to 16 pixels
 */
export function convertRow(y: usize, u: usize, v: usize, width: i32, out: usize): void {
  const middle = i16x8.splat(128);
  for (let x: i32 = 0; x < width; x += 16) {
    const at = <usize>x;
    const bright = v128.load(y + at);
    const blues = v128.load(u + at);
    const reds = v128.load(v + at);
    const y0 = i16x8.extend_low_i8x16_u(bright);
    const y1 = i16x8.extend_high_i8x16_u(bright);
    const b0 = i16x8.sub(i16x8.extend_low_i8x16_u(blues), middle);
    const b1 = i16x8.sub(i16x8.extend_high_i8x16_u(blues), middle);
    const r0 = i16x8.sub(i16x8.extend_low_i8x16_u(reds), middle);
    const r1 = i16x8.sub(i16x8.extend_high_i8x16_u(reds), middle);
    const red = i8x16.narrow_i16x8_u(redOf(y0, r0), redOf(y1, r1));
    const green = i8x16.narrow_i16x8_u(greenOf(y0, b0, r0), greenOf(y1, b1, r1));
    const blue = i8x16.narrow_i16x8_u(blueOf(y0, b0), blueOf(y1, b1));
    storePixels(out + (at << 2), red, green, blue);
  }
}

/** Two words of 16 bits, as one of 32: what `dot_i16x8_s` multiplies and adds. */
function pair(first: i32, second: i32): v128 {
  return i32x4.splat((first & 0xffff) | (second << 16));
}

function dotHalves(a: v128, b: v128, factors: v128, rounding: v128): v128 {
  const low = i32x4.dot_i16x8_s(v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11), factors);
  const high = i32x4.dot_i16x8_s(v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), factors);
  return i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.add(low, rounding), 16),
    i32x4.shr_s(i32x4.add(high, rounding), 16),
  );
}

function redOf(y: v128, red: v128): v128 {
  const part = dotHalves(red, red, pair(26345, 0), i32x4.splat(32768));
  return i16x8.add(i16x8.add(y, red), part);
}

function greenOf(y: v128, blue: v128, red: v128): v128 {
  const part = dotHalves(blue, red, pair(-22554, 18734), i32x4.splat(32768));
  return i16x8.add(i16x8.sub(y, red), part);
}

function blueOf(y: v128, blue: v128): v128 {
  const part = dotHalves(blue, blue, pair(-14942, 0), i32x4.splat(32768));
  return i16x8.add(i16x8.add(y, i16x8.shl(blue, 1)), part);
}

/** The first eight bytes of both in turn. */
function firstInTurn(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/** The last eight bytes of both in turn: the same of what is behind the middle. */
function lastInTurn(a: v128, b: v128): v128 {
  return firstInTurn(v128.shuffle<i64>(a, a, 1, 1), v128.shuffle<i64>(b, b, 1, 1));
}

function storePixels(out: usize, red: v128, green: v128, blue: v128): void {
  const opaque = i8x16.splat(-1);
  const rg0 = firstInTurn(red, green);
  const rg1 = lastInTurn(red, green);
  const ba0 = firstInTurn(blue, opaque);
  const ba1 = lastInTurn(blue, opaque);
  v128.store(out, v128.shuffle<i16>(rg0, ba0, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(out, v128.shuffle<i16>(rg0, ba0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
  v128.store(out, v128.shuffle<i16>(rg1, ba1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
  v128.store(out, v128.shuffle<i16>(rg1, ba1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
}

/**
 * Bytes of RGB as three planes of float32: `(byte / 255 - mean) / std`, rounded to float32 after every step.
 *
 * @param from RGB bytes of `count` pixels
 * @param to float32 [3, count]
 * @param count a multiple of 4
 * @param rule float32: three means, then three deviations
 */
export function normalise(from: usize, to: usize, count: usize, rule: usize): void {
  const full = f32x4.splat(255);
  for (let channel: usize = 0; channel < 3; channel++) {
    const mean = v128.load_splat<f32>(rule + channel * 4);
    const std = v128.load_splat<f32>(rule + channel * 4 + 12);
    let at = from + channel;
    for (const end = to + count * 4; to < end; to += 16, at += 12) {
      const pixels = v128.load(at);
      // Every third byte, each at the bottom of 32 bits.
      const bytes = v128.and(
        i8x16.shuffle(pixels, pixels, 0, 0, 0, 0, 3, 0, 0, 0, 6, 0, 0, 0, 9, 0, 0, 0),
        i32x4.splat(255),
      );
      const share = f32x4.div(f32x4.convert_i32x4_u(bytes), full);
      v128.store(to, f32x4.div(f32x4.sub(share, mean), std));
    }
  }
}
