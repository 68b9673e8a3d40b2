import { parseSafetensorsHeader } from '../checkpoint/safetensors-header.ts';
import type { Matrix } from '../scoring/matrix.ts';

/** Vectors [N, D] of pictures, and the name of each as its place in the list. */
export interface NamedVectors {
  readonly vectors: Matrix;
  readonly labels: Uint8Array;
}

/**
 * Reads what `training/make_photograph_vectors.py` writes: a part to train on and one to test on. A vector has its direction
 * and no length: it is int8, its largest number 127.
 * @throws Error where the file is not such a file
 */
export function readPhotographVectors(bytes: Uint8Array): {
  readonly names: readonly string[];
  readonly train: NamedVectors;
  readonly test: NamedVectors;
} {
  const { tensors, metadata } = parseSafetensorsHeader(bytes, bytes.length);
  const names = JSON.parse(metadata.get('names') ?? '[]') as readonly string[];
  const part = (name: string): NamedVectors => {
    const [vectors, labels] = [name, `${name}.labels`].map((own) =>
      tensors.find((tensor) => tensor.name === own),
    );
    const [rows = 0, width = 0] = vectors?.shape ?? [];
    if (vectors?.dtype !== 'I8' || labels?.dtype !== 'U8' || labels.shape[0] !== rows) {
      throw new Error(`There are no ${name} vectors in this file.`);
    }
    const whole = new Int8Array(bytes.slice(vectors.begin, vectors.end).buffer);
    return {
      vectors: { data: Float32Array.from(whole), dims: [rows, width] },
      labels: bytes.slice(labels.begin, labels.end),
    };
  };
  return { names, train: part('train'), test: part('test') };
}
