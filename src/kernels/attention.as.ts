// AssemblyScript: what of a transformer is computed in float32. Every row's sums are made in one order, whatever stands beside it.

import { largestOf, madd, power, sumOf } from './vector-maths.as';

/**
 * x [rows, inputs] times w [inputs, outputs] in float32, one input after the other. Strides are bytes from row to row, `panel` those from 8 outputs to
 * the next 8: 32 where w lies row by row. What a last tile
 * lacks in rows or columns it computes twice.
 */
export function multiply(
  x: usize,
  xStride: usize,
  rows: i32,
  inputs: i32,
  w: usize,
  wStride: usize,
  panel: usize,
  outputs: i32,
  out: usize,
  outStride: usize,
): void {
  for (let n: i32 = 0; n < outputs; n += 8) {
    const left = (<usize>n) << 2;
    const right = (<usize>min(n + 4, outputs - 4)) << 2;
    const apart = right - left;
    const first = w + <usize>(n >> 3) * panel;
    for (let row: i32 = 0; row < rows; row += 4) {
      const r0 = <usize>row;
      const r1 = <usize>min(row + 1, rows - 1);
      const r2 = <usize>min(row + 2, rows - 1);
      const r3 = <usize>min(row + 3, rows - 1);
      let x0 = x + r0 * xStride,
        x1 = x + r1 * xStride,
        x2 = x + r2 * xStride,
        x3 = x + r3 * xStride;
      let a = f32x4.splat(0),
        b = a,
        c = a,
        d = a,
        e = a,
        f = a,
        g = a,
        h = a;
      let at = first;
      for (let k: i32 = 0; k < inputs; k++) {
        const wl = v128.load(at);
        const wr = v128.load(at + apart);
        const n0 = v128.load32_splat(x0);
        a = madd(wl, n0, a);
        b = madd(wr, n0, b);
        const n1 = v128.load32_splat(x1);
        c = madd(wl, n1, c);
        d = madd(wr, n1, d);
        const n2 = v128.load32_splat(x2);
        e = madd(wl, n2, e);
        f = madd(wr, n2, f);
        const n3 = v128.load32_splat(x3);
        g = madd(wl, n3, g);
        h = madd(wr, n3, h);
        at += wStride;
        x0 += 4;
        x1 += 4;
        x2 += 4;
        x3 += 4;
      }
      v128.store(out + r0 * outStride + left, a);
      v128.store(out + r0 * outStride + right, b);
      v128.store(out + r1 * outStride + left, c);
      v128.store(out + r1 * outStride + right, d);
      v128.store(out + r2 * outStride + left, e);
      v128.store(out + r2 * outStride + right, f);
      v128.store(out + r3 * outStride + left, g);
      v128.store(out + r3 * outStride + right, h);
    }
  }
}

/** The layer norm of each row [rows, width]. */
export function layerNorm(
  x: usize,
  rows: i32,
  width: i32,
  weight: usize,
  bias: usize,
  epsilon: f32,
  out: usize,
): void {
  const bytes = (<usize>width) << 2;
  for (let row: i32 = 0; row < rows; row++) {
    const from = x + <usize>row * bytes;
    const to = out + <usize>row * bytes;
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) sum = f32x4.add(sum, v128.load(from + i));
    const mean = f32x4.splat(sumOf(sum) / <f32>width);
    let squares = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const apart = f32x4.sub(v128.load(from + i), mean);
      squares = madd(apart, apart, squares);
    }
    const scale = f32x4.splat(<f32>1 / sqrt<f32>(sumOf(squares) / <f32>width + epsilon));
    for (let i: usize = 0; i < bytes; i += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(from + i), mean), scale);
      v128.store(to + i, madd(value, v128.load(weight + i), v128.load(bias + i)));
    }
  }
}

/** softmax(scale · row) over the first `count` numbers; 0 behind them up to `padded`, a multiple of four. */
function softmax(row: usize, count: i32, padded: i32, scale: f32): void {
  const by = f32x4.splat(scale);
  const lanes = i32x4(0, 1, 2, 3);
  const all = i32x4.splat(count);
  let most = f32x4.splat(-3e38);
  for (let i: i32 = 0; i < count; i += 4) {
    const inside = i32x4.lt_s(i32x4.add(lanes, i32x4.splat(i)), all);
    const value = v128.load(row + ((<usize>i) << 2));
    most = f32x4.max(most, v128.bitselect(value, most, inside));
  }
  const largest = f32x4.splat(largestOf(most));
  let sum = f32x4.splat(0);
  for (let i: i32 = 0; i < padded; i += 4) {
    const inside = i32x4.lt_s(i32x4.add(lanes, i32x4.splat(i)), all);
    const at = row + ((<usize>i) << 2);
    const value = v128.and(power(f32x4.mul(f32x4.sub(v128.load(at), largest), by)), inside);
    v128.store(at, value);
    sum = f32x4.add(sum, value);
  }
  const share = f32x4.splat(<f32>1 / sumOf(sum));
  for (let i: i32 = 0; i < padded; i += 4) {
    const at = row + ((<usize>i) << 2);
    v128.store(at, f32x4.mul(v128.load(at), share));
  }
}

/**
 * softmax(Q·Kᵀ / sqrt(head width))·V over one sequence, for heads `from` to before `to`.
 * @param packed queries, keys and values beside each other, float32 [places, 3·width]
 * @param causal whether a place sees only itself and those before it
 * @param turned room for [head width, places] and @param scores for [places, places], rows padded to four
 */
export function attend(
  packed: usize,
  places: i32,
  width: i32,
  heads: i32,
  from: i32,
  to: i32,
  causal: bool,
  out: usize,
  turned: usize,
  scores: usize,
): void {
  const head = width / heads;
  const stride = <usize>width * 12;
  const padded = (places + 3) & ~3;
  const line = (<usize>padded) << 2;
  const scale = <f32>1 / sqrt<f32>(<f32>head);
  for (let h: i32 = from; h < to; h++) {
    const query = packed + <usize>(h * head) * 4;
    const key = query + <usize>width * 4;
    for (let d: i32 = 0; d < head; d++) {
      const column = turned + <usize>d * line;
      for (let j: i32 = 0; j < padded; j++) {
        const value = j < places ? load<f32>(key + <usize>j * stride + ((<usize>d) << 2)) : 0;
        store<f32>(column + ((<usize>j) << 2), value);
      }
    }
    multiply(query, stride, places, head, turned, line, 32, padded, scores, line);
    for (let i: i32 = 0; i < places; i++) {
      softmax(scores + <usize>i * line, causal ? i + 1 : places, padded, scale);
    }
    multiply(
      scores,
      line,
      places,
      places,
      key + <usize>width * 4,
      stride,
      32,
      head,
      out + <usize>(h * head) * 4,
      <usize>width * 4,
    );
  }
}
