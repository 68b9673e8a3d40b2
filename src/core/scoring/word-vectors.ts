import { parseSafetensorsHeader } from '../checkpoint/safetensors-header.ts';
import type { Matrix } from './matrix.ts';
import { normaliseRows } from './normalise-rows.ts';

/** Words as one text tower sees them. */
export interface WordVectors {
  /** Fingerprint of the tower. */
  readonly tower: string;
  readonly words: readonly string[];
  /** Unit vectors [N, D]. */
  readonly vectors: Matrix;
}

/** Under which name the tensor stands. */
const NAME = 'words';

/**
 * Reads what `scripts/precompute.ts` writes: int8 [N, D], each row a direction without its length; `__metadata__` has the words and
 * the tower's fingerprint.
 * @throws Error where the file is not such a file, or its words are not as many as its rows
 */
export function readWordVectors(file: Uint8Array): WordVectors {
  const { tensors, metadata } = parseSafetensorsHeader(file, file.length);
  const tensor = tensors.find(({ name }) => name === NAME);
  const words: unknown = JSON.parse(metadata.get('words') ?? 'null');
  const [rows = 0, width = 0] = tensor?.shape ?? [];
  if (tensor?.dtype !== 'I8' || !isTexts(words) || words.length !== rows || width === 0) {
    throw new Error('There are no vectors of words in this file.');
  }
  const numbers = new Int8Array(file.slice(tensor.begin, tensor.end).buffer);
  const vectors = normaliseRows({ data: Float32Array.from(numbers), dims: [rows, width] });
  return { tower: metadata.get('tower') ?? '', words, vectors };
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((text) => typeof text === 'string');
}
