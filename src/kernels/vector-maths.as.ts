// AssemblyScript: numbers by fours, as the tower's kernels need them. Each result is the same in every browser: no sum is left to the machine.

export function sumOf(x: v128): f32 {
  const low = f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1);
  return low + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

export function largestOf(x: v128): f32 {
  const low = max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1));
  return max(low, max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)));
}

export function madd(x: v128, y: v128, sum: v128): v128 {
  return f32x4.add(sum, f32x4.mul(x, y));
}

/** e^x within two units of the last place, between -87 and 88: 2^n·e^r with |r| <= ln 2 / 2, whose series is that of Cephes' expf. */
export function power(given: v128): v128 {
  const x = f32x4.max(f32x4.min(given, f32x4.splat(88)), f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let y = f32x4.splat(1.98756915e-4);
  y = madd(y, r, f32x4.splat(1.3981999507e-3));
  y = madd(y, r, f32x4.splat(8.3334519073e-3));
  y = madd(y, r, f32x4.splat(4.1665795894e-2));
  y = madd(y, r, f32x4.splat(1.6666665459e-1));
  y = madd(y, r, f32x4.splat(5.0000001201e-1));
  y = f32x4.add(madd(y, f32x4.mul(r, r), r), f32x4.splat(1));
  const whole = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(y, whole);
}

/** x·sigmoid(1.702 x). */
export function quickGelu(x: v128): v128 {
  const under = f32x4.add(f32x4.splat(1), power(f32x4.mul(x, f32x4.splat(-1.702))));
  return f32x4.div(x, under);
}

/** x·Φ(x), the error export function by formula 7.1.26 of Abramowitz and Stegun (within 1.5e-7). */
export function gelu(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678118654752));
  const t = f32x4.div(f32x4.splat(1), madd(z, f32x4.splat(0.3275911), f32x4.splat(1)));
  let y = f32x4.splat(1.061405429);
  y = madd(y, t, f32x4.splat(-1.453152027));
  y = madd(y, t, f32x4.splat(1.421413741));
  y = madd(y, t, f32x4.splat(-0.284496736));
  y = madd(y, t, f32x4.splat(0.254829592));
  const rest = f32x4.mul(f32x4.mul(y, t), power(f32x4.neg(f32x4.mul(z, z))));
  const erf = f32x4.sub(f32x4.splat(1), rest);
  const half = f32x4.mul(x, f32x4.splat(0.5));
  return f32x4.add(half, f32x4.mul(f32x4.abs(half), erf));
}
