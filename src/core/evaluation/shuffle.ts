/**
 * The numbers from 0 to `count - 1` in an order that depends on the seed alone, the same in every browser.
 * Fisher-Yates shuffle, drawn from 32-bit xorshift (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8, 2003).
 */
export function shuffledIndices(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  const draw = generator(seed);
  for (let last = count - 1; last > 0; last--) {
    const other = below(draw, last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

function generator(seed: number): () => number {
  // The state must not be 0; multiplying by an odd number keeps different seeds different.
  let state = Math.imul(seed ^ 0x6d2b79f5, 0x9e3779b1) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  // Neighbouring seeds start out alike; a few steps part them.
  for (let i = 0; i < 8; i++) next();
  return next;
}

/** A whole number below `bound`, each equally likely: draws beyond the last full multiple are thrown away. */
function below(draw: () => number, bound: number): number {
  const limit = Math.floor(0xffffffff / bound) * bound;
  for (;;) {
    const value = draw() - 1;
    if (value < limit) return value % bound;
  }
}
