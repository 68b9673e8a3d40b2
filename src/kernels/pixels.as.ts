// AssemblyScript: compiled to WebAssembly by `scripts/support/kernels.ts`. Addresses are bytes of the one memory, which the
// caller lays out; up to 16 bytes after what is read may be read too.

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
