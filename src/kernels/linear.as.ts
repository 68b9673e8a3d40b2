// AssemblyScript: linear layers with weights in 8 bits. A sum of whole numbers is the same on every machine, so three builds of this file
// differ in nothing but time: with relaxed SIMD, fused (one instruction multiplies and adds where the processor has it), and without.

import { gelu, largestOf, quickGelu } from './vector-maths.as';

/** Activations are whole numbers of 1 to 127, 64 for zero: with weights of 8 bits no pair of products leaves 16 bits. */
const ZERO: i32 = 64;
const STEPS: f32 = 63;
const SMALLEST: f32 = 1e-30;

/** Of one activation. */
const BYTES: usize = ASC_FEATURE_RELAXED_SIMD ? 1 : 2;

/** Inputs of one output that lie beside each other in a panel of weights. */
export function inputsAtOnce(): i32 {
  return ASC_FEATURE_RELAXED_SIMD ? 4 : 2;
}

/** Of the weights of one step: 4 outputs by as many inputs as are taken at once, int8. */
const STEP: usize = ASC_FEATURE_RELAXED_SIMD ? 16 : 8;

/** The weights of one step, as the products take them: of 8 bits, or of 16. */
function weightsAt(address: usize): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.load(address) : v128.load8x8_s(address);
}

/** Sums of products in each lane: 4 outputs by 4 inputs of weights, and 4 numbers four times over; or by 2 and 2, of 16 bits. */
function dot(weights: v128, numbers: v128, sum: v128): v128 {
  if (!ASC_FEATURE_RELAXED_SIMD) return i32x4.add(sum, i32x4.dot_i16x8_s(weights, numbers));
  if (FUSED) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, numbers, sum);
  // Faster than the one above where that is three instructions of the processor, or five.
  const two = i16x8.relaxed_dot_i8x16_i7x16_s(weights, numbers);
  return i32x4.add(sum, i32x4.extadd_pairwise_i16x8_s(two));
}

/** Rows [rows, width] as whole numbers, each with its own scale (its largest number over 63). */
function quantise(x: usize, rows: i32, width: i32, q: usize, scales: usize): void {
  const zero = i32x4.splat(ZERO);
  for (let row: i32 = 0; row < rows; row++) {
    const from = x + <usize>row * ((<usize>width) << 2);
    const to = q + <usize>row * <usize>width * BYTES;
    let most = f32x4.splat(SMALLEST);
    for (let i: i32 = 0; i < width; i += 4) {
      most = f32x4.max(most, f32x4.abs(v128.load(from + ((<usize>i) << 2))));
    }
    const largest = largestOf(most);
    store<f32>(scales + ((<usize>row) << 2), largest / STEPS);
    const steps = f32x4.splat(STEPS / largest);
    for (let i: i32 = 0; i < width; i += 4) {
      const value = f32x4.nearest(f32x4.mul(v128.load(from + ((<usize>i) << 2)), steps));
      const whole = i32x4.add(i32x4.trunc_sat_f32x4_s(value), zero);
      const words = i16x8.narrow_i32x4_s(whole, whole);
      if (ASC_FEATURE_RELAXED_SIMD) {
        v128.store32_lane(to + <usize>i, i8x16.narrow_i16x8_u(words, words), 0);
      } else {
        v128.store64_lane(to + ((<usize>i) << 1), words, 0);
      }
    }
  }
}

function finish(
  sum: v128,
  scale: f32,
  n: i32,
  sums: usize,
  scales: usize,
  bias: usize,
  mode: i32,
  out: usize,
): void {
  const at = (<usize>n) << 2;
  const whole = f32x4.convert_i32x4_s(i32x4.sub(sum, v128.load(sums + at)));
  const product = f32x4.mul(whole, f32x4.mul(f32x4.splat(scale), v128.load(scales + at)));
  let value = f32x4.add(product, v128.load(bias + at));
  if (mode == 1) value = quickGelu(value);
  else if (mode == 2) value = gelu(value);
  else if (mode == 3) value = f32x4.add(v128.load(out + at), value);
  v128.store(out + at, value);
}

/**
 * A linear layer over float32 rows with weights in 8 bits. Rows are read and written up to a multiple of four.
 * @param weights panels of 4 outputs, int8: [outputs / 4, inputs / at once, 4 outputs, inputs at once]
 * @param sums 64 times each output's sum of weights, int32
 * @param mode 0: written; 1: through QuickGELU; 2: through GELU; 3: added to what is there
 * @param q int16 [rows, inputs] and @param rowScales float32 [rows]: room to work in
 */
export function linear(
  x: usize,
  rows: i32,
  inputs: i32,
  weights: usize,
  scales: usize,
  sums: usize,
  bias: usize,
  outputs: i32,
  mode: i32,
  out: usize,
  q: usize,
  rowScales: usize,
): void {
  const padded = (rows + 3) & ~3;
  quantise(x, padded, inputs, q, rowScales);
  const k = <usize>inputs;
  const own = k * BYTES;
  const line = (<usize>outputs) << 2;
  for (let n: i32 = 0; n < outputs; n += 8) {
    const two = n + 4 < outputs;
    const first = weights + <usize>n * k;
    const apart: usize = two ? k << 2 : 0;
    for (let row: i32 = 0; row < padded; row += 4) {
      let a = i32x4.splat(0),
        b = a,
        c = a,
        d = a,
        e = a,
        f = a,
        g = a,
        h = a;
      let w = first;
      let q0 = q + <usize>row * own;
      let q1 = q0 + own;
      let q2 = q1 + own;
      let q3 = q2 + own;
      const end = q1;
      // Two steps at once where there are two.
      for (const even = end - (own & 7); q0 < even; q0 += 8, q1 += 8, q2 += 8, q3 += 8) {
        const left = weightsAt(w);
        const right = weightsAt(w + apart);
        a = dot(left, v128.load32_splat(q0), a);
        b = dot(right, v128.load32_splat(q0), b);
        c = dot(left, v128.load32_splat(q1), c);
        d = dot(right, v128.load32_splat(q1), d);
        e = dot(left, v128.load32_splat(q2), e);
        f = dot(right, v128.load32_splat(q2), f);
        g = dot(left, v128.load32_splat(q3), g);
        h = dot(right, v128.load32_splat(q3), h);
        const left2 = weightsAt(w + STEP);
        const right2 = weightsAt(w + apart + STEP);
        a = dot(left2, v128.load32_splat(q0, 4), a);
        b = dot(right2, v128.load32_splat(q0, 4), b);
        c = dot(left2, v128.load32_splat(q1, 4), c);
        d = dot(right2, v128.load32_splat(q1, 4), d);
        e = dot(left2, v128.load32_splat(q2, 4), e);
        f = dot(right2, v128.load32_splat(q2, 4), f);
        g = dot(left2, v128.load32_splat(q3, 4), g);
        h = dot(right2, v128.load32_splat(q3, 4), h);
        w += 2 * STEP;
      }
      if (q0 < end) {
        const left = weightsAt(w);
        const right = weightsAt(w + apart);
        a = dot(left, v128.load32_splat(q0), a);
        b = dot(right, v128.load32_splat(q0), b);
        c = dot(left, v128.load32_splat(q1), c);
        d = dot(right, v128.load32_splat(q1), d);
        e = dot(left, v128.load32_splat(q2), e);
        f = dot(right, v128.load32_splat(q2), f);
        g = dot(left, v128.load32_splat(q3), g);
        h = dot(right, v128.load32_splat(q3), h);
      }
      const at = rowScales + ((<usize>row) << 2);
      const to = out + <usize>row * line;
      finish(a, load<f32>(at), n, sums, scales, bias, mode, to);
      finish(c, load<f32>(at, 4), n, sums, scales, bias, mode, to + line);
      finish(e, load<f32>(at, 8), n, sums, scales, bias, mode, to + line * 2);
      finish(g, load<f32>(at, 12), n, sums, scales, bias, mode, to + line * 3);
      if (two) {
        finish(b, load<f32>(at), n + 4, sums, scales, bias, mode, to);
        finish(d, load<f32>(at, 4), n + 4, sums, scales, bias, mode, to + line);
        finish(f, load<f32>(at, 8), n + 4, sums, scales, bias, mode, to + line * 2);
        finish(h, load<f32>(at, 12), n + 4, sums, scales, bias, mode, to + line * 3);
      }
    }
  }
}
