/** Words of state; one twist makes that many outputs. */
const STATE_SIZE = 624;
const SHIFT = 397;
const MATRIX = 0x9908b0df;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;

/** State of a Mersenne Twister with 32-bit words. It changes with every draw. */
export interface Mt19937 {
  readonly words: Int32Array;
  /** Outputs already taken from the present block of 624. */
  taken: number;
}

/**
 * A generator seeded with one 32-bit word, as `torch.manual_seed` and C++'s `std::mt19937` seed it.
 * Of a larger seed the low 32 bits count, as in PyTorch.
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998; seeding of 2002.
 */
export function createMt19937(seed: number): Mt19937 {
  const words = new Int32Array(STATE_SIZE);
  let word = seed | 0;
  words[0] = word;
  for (let i = 1; i < STATE_SIZE; i++) {
    word = (Math.imul(word ^ (word >>> 30), 1812433253) + i) | 0;
    words[i] = word;
  }
  return { words, taken: STATE_SIZE };
}

/** The next output: an integer in 0 .. 2^32 - 1. */
export function nextWord(generator: Mt19937): number {
  if (generator.taken === STATE_SIZE) startBlock(generator);
  return temper(generator.words[generator.taken++] ?? 0) >>> 0;
}

/** Fills the first `count` places of `target` with the low 24 bits of as many outputs, in order. */
export function fillLow24(generator: Mt19937, target: Int32Array, count: number): void {
  const { words } = generator;
  let filled = 0;
  while (filled < count) {
    if (generator.taken === STATE_SIZE) startBlock(generator);
    const { taken } = generator;
    const length = Math.min(count - filled, STATE_SIZE - taken);
    for (let i = 0; i < length; i++) {
      target[filled + i] = temper(words[taken + i] ?? 0) & 0xffffff;
    }
    filled += length;
    generator.taken = taken + length;
  }
}

/** Advances by `count` outputs without computing them: whole blocks cost a twist only. */
export function skipWords(generator: Mt19937, count: number): void {
  let remaining = count;
  while (remaining > STATE_SIZE - generator.taken) {
    remaining -= STATE_SIZE - generator.taken;
    startBlock(generator);
  }
  generator.taken += remaining;
}

function startBlock(generator: Mt19937): void {
  twist(generator.words);
  generator.taken = 0;
}

function temper(word: number): number {
  let y = word;
  y ^= y >>> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >>> 18);
}

/** Replaces all words by the next 624. Three loops in place of one with a remainder: this is the inner loop of a skip. */
function twist(words: Int32Array): void {
  let current = words[0] ?? 0;
  for (let i = 0; i < STATE_SIZE - SHIFT; i++) {
    const next = words[i + 1] ?? 0;
    words[i] = (words[i + SHIFT] ?? 0) ^ mix(current, next);
    current = next;
  }
  for (let i = STATE_SIZE - SHIFT; i < STATE_SIZE - 1; i++) {
    const next = words[i + 1] ?? 0;
    words[i] = (words[i + SHIFT - STATE_SIZE] ?? 0) ^ mix(current, next);
    current = next;
  }
  words[STATE_SIZE - 1] = (words[SHIFT - 1] ?? 0) ^ mix(current, words[0] ?? 0);
}

function mix(current: number, next: number): number {
  return (((current & UPPER_BIT) | (next & LOWER_BITS)) >>> 1) ^ (-(next & 1) & MATRIX);
}
