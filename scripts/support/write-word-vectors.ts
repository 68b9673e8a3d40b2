import {
  type TensorToWrite,
  writeSafetensors,
} from '../../src/core/checkpoint/write-safetensors.ts';
import type { WordVectors } from '../../src/core/scoring/word-vectors.ts';

const LARGEST = 127;

/**
 * A safetensors file that keeps directions in a byte a number: int8 [N, D], each row scaled so that its largest number is 127.
 * `readWordVectors` reads it.
 */
export function writeWordVectors({ tower, words, vectors }: WordVectors): Buffer {
  const [rows, width] = vectors.dims;
  const bytes = new Int8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const own = vectors.data.subarray(row * width, (row + 1) * width);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    bytes.set(
      Array.from(own, (value) => Math.round((value / largest) * LARGEST)),
      row * width,
    );
  }
  const tensor: TensorToWrite = {
    name: 'words',
    dtype: 'I8',
    shape: [rows, width],
    bytes: new Uint8Array(bytes.buffer),
  };
  return Buffer.concat(writeSafetensors([tensor], { tower, words: JSON.stringify(words) }));
}
