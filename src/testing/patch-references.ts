import { goldenJson } from './golden.ts';

interface Told {
  readonly shape: readonly [count: number, places: number, width: number];
  /** Base64 of little-endian float32. */
  readonly data: string;
}

/** Vectors of patches as PyTorch gave them, [N, places, D], by the name of the case in `training/make_patch_fixtures.py`. */
export function patchReference(name: string) {
  const told = (goldenJson('patches.json') as Readonly<Record<string, Told>>)[name];
  if (!told) throw new Error(`There is no reference named ${name}.`);
  const bytes = Uint8Array.from(atob(told.data), (letter) => letter.charCodeAt(0));
  return { shape: told.shape, data: new Float32Array(bytes.buffer) };
}
