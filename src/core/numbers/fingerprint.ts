/** Odd constants of xxHash32 (Yann Collet, BSD), whose round and final mixing are used in four independent lanes. */
const PRIME_1 = 0x9e3779b1;
const PRIME_2 = 0x85ebca77;
const PRIME_3 = 0xc2b2ae3d;

/**
 * 128 bits that tell arrays of bytes apart, as 32 hexadecimal digits. Not cryptographic: `crypto.subtle` is missing on
 * pages without https, and nobody gains by a forged collision with a model of one's own. Reads a gigabyte or so a second.
 * @param parts read as one sequence after their lengths; each is best a multiple of 16 bytes long
 */
export function fingerprint(parts: readonly Uint8Array[]): string {
  const lanes = new Uint32Array([1, 2, 3, 4].map((lane) => Math.imul(lane, PRIME_1)));
  for (const part of parts) {
    absorb(lanes, new Uint32Array([part.length, part.length / 2 ** 32, parts.length, 0]));
    for (const words of wordsOf(part)) absorb(lanes, words);
  }
  return [0, 1, 2, 3].map((lane) => hex(finish(lanes, lane))).join('');
}

/** The bytes as little-endian words: in place where they lie well, and only the rest beside them, filled up with zeros. */
function wordsOf(bytes: Uint8Array): readonly Uint32Array[] {
  const { buffer, byteOffset, length } = bytes;
  const whole = byteOffset % 4 === 0 ? length - (length % 16) : 0;
  const inPlace = whole > 0 ? [new Uint32Array(buffer, byteOffset, whole / 4)] : [];
  if (whole === length) return inPlace;
  const padded = new Uint8Array(Math.ceil((length - whole) / 16) * 16);
  padded.set(bytes.subarray(whole));
  return [...inPlace, new Uint32Array(padded.buffer)];
}

function absorb(lanes: Uint32Array, words: Uint32Array): void {
  let [a, b, c, d] = [lanes[0] ?? 0, lanes[1] ?? 0, lanes[2] ?? 0, lanes[3] ?? 0];
  for (let i = 0; i < words.length; i += 4) {
    a = round(a, words[i] ?? 0);
    b = round(b, words[i + 1] ?? 0);
    c = round(c, words[i + 2] ?? 0);
    d = round(d, words[i + 3] ?? 0);
  }
  lanes.set([a, b, c, d]);
}

function round(lane: number, word: number): number {
  const mixed = (lane + Math.imul(word, PRIME_2)) | 0;
  return Math.imul((mixed << 13) | (mixed >>> 19), PRIME_1);
}

/** Each digit depends on all lanes: two rounds of every lane into this one, then xxHash's avalanche. */
function finish(lanes: Uint32Array, own: number): number {
  let hash = lanes[own] ?? 0;
  for (let step = 1; step < 8; step++) hash = round(hash, lanes[(own + step) % 4] ?? 0);
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
