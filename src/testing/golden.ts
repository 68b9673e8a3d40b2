import { existsSync, readFileSync } from 'node:fs';

/** The project's copy, and beside the project the full set, where it is there. */
const ROOTS = ['../../golden/', '../../../shared/golden/', '../../../shared/'].map(
  (path) => new URL(path, import.meta.url),
);

function locate(path: string): URL | undefined {
  return ROOTS.map((root) => new URL(path, root)).find((url) => existsSync(url));
}

/** Whether a reference file is at hand; a test that needs one that is not copied into the project skips without it. */
export function hasGolden(path: string): boolean {
  return locate(path) !== undefined;
}

/** Bytes of a reference file, by its path inside `golden/`. */
export function goldenBytes(path: string): Uint8Array<ArrayBuffer> {
  const url = locate(path);
  if (!url) throw new Error(`The reference file ${path} is not at hand.`);
  return new Uint8Array(readFileSync(url));
}

/** Parsed JSON of a reference file, by its path inside `golden/`. */
export function goldenJson(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(goldenBytes(path)));
}

/** Values of a raw little-endian float32 file. */
export function goldenFloats(path: string): Float32Array {
  return new Float32Array(goldenBytes(path).buffer);
}

/** Largest |a - b| over the largest |b|: the relative error of a whole array. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i] ?? Number.NaN, expected[i] ?? Number.NaN];
    if (!Number.isFinite(a)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(a - b));
    largest = Math.max(largest, Math.abs(b));
  }
  return difference / largest;
}
