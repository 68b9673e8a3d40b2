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

/** Keys of one head [places, head width] by the rows of `path`, as columns [head width, padded]: the last of them again where the path ends. */
function turnKeys(
  keys: usize,
  stride: usize,
  path: usize,
  places: i32,
  padded: i32,
  head: i32,
  turned: usize,
): void {
  const line = (<usize>padded) << 2;
  const last = places - 1;
  for (let j: i32 = 0; j < padded; j += 4) {
    let k0 = keys + rowAt(path, min(j, last)) * stride;
    let k1 = keys + rowAt(path, min(j + 1, last)) * stride;
    let k2 = keys + rowAt(path, min(j + 2, last)) * stride;
    let k3 = keys + rowAt(path, min(j + 3, last)) * stride;
    let to = turned + ((<usize>j) << 2);
    for (let d: i32 = 0; d < head; d += 4) {
      const a = v128.load(k0);
      const b = v128.load(k1);
      const c = v128.load(k2);
      const e = v128.load(k3);
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const ce = v128.shuffle<i32>(c, e, 0, 4, 1, 5);
      const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const ce2 = v128.shuffle<i32>(c, e, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(ab, ce, 0, 2));
      v128.store(to + line, v128.shuffle<i64>(ab, ce, 1, 3));
      v128.store(to + line * 2, v128.shuffle<i64>(ab2, ce2, 0, 2));
      v128.store(to + line * 3, v128.shuffle<i64>(ab2, ce2, 1, 3));
      to += line << 2;
      k0 += 16;
      k1 += 16;
      k2 += 16;
      k3 += 16;
    }
  }
}

function rowAt(path: usize, place: i32): usize {
  return <usize>load<i32>(path + ((<usize>place) << 2));
}

/**
 * softmax(Q·Kᵀ / sqrt(head width))·V of some places of one sequence, for heads `from` to before `to`.
 * @param packed queries, keys and values beside each other, float32 [rows, 3·width]
 * @param path the row of each place of the sequence, int32 [places]: sequences may have rows in common
 * @param first row of the first place that asks; the others that ask lie behind it
 * @param asking how many do; @param causal whether they are the last places, and each sees only itself and those before it
 * @param out float32 [asking, width]
 * @param turned room for keys [head width, places], @param values for as many and @param scores for [places, places], padded to four
 */
export function attend(
  packed: usize,
  path: usize,
  places: i32,
  first: i32,
  asking: i32,
  width: i32,
  heads: i32,
  from: i32,
  to: i32,
  causal: bool,
  out: usize,
  turned: usize,
  values: usize,
  scores: usize,
): void {
  const head = width / heads;
  const stride = <usize>width * 12;
  const padded = (places + 3) & ~3;
  const line = (<usize>padded) << 2;
  const bytes = (<usize>head) << 2;
  const scale = <f32>1 / sqrt<f32>(<f32>head);
  for (let h: i32 = from; h < to; h++) {
    const query = packed + <usize>h * bytes;
    const key = query + <usize>width * 4;
    const value = key + <usize>width * 4;
    turnKeys(key, stride, path, places, padded, head, turned);
    for (let j: i32 = 0; j < places; j++) {
      const row = value + rowAt(path, j) * stride;
      const copy = values + <usize>j * bytes;
      for (let i: usize = 0; i < bytes; i += 16) v128.store(copy + i, v128.load(row + i));
    }
    multiply(
      query + <usize>first * stride,
      stride,
      asking,
      head,
      turned,
      line,
      32,
      padded,
      scores,
      line,
    );
    for (let i: i32 = 0; i < asking; i++) {
      const seen = causal ? places - asking + i + 1 : places;
      softmax(scores + <usize>i * line, seen, padded, scale);
    }
    multiply(
      scores,
      line,
      asking,
      places,
      values,
      bytes,
      32,
      head,
      out + <usize>h * bytes,
      <usize>width * 4,
    );
  }
}
