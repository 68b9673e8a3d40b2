import { parseSafetensorsHeader } from '../core/checkpoint/safetensors-header.ts';
import { decodeTensor } from '../core/checkpoint/tensor-values.ts';
import { writeSafetensors } from '../core/checkpoint/write-safetensors.ts';
import { goldenBytes } from './golden.ts';

/** Tensors in memory, from which tests make checkpoints as people have them. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
export type Tensors = ReadonlyMap<string, Tensor>;

/** The tensors of a golden checkpoint. */
export function tensorsOf(name: string): Tensors {
  const bytes = goldenBytes(name);
  return new Map(
    parseSafetensorsHeader(bytes, bytes.length).tensors.map(
      ({ name: tensor, shape, begin, end, dtype }) => [
        tensor,
        { shape, values: decodeTensor(bytes.slice(begin, end), dtype) },
      ],
    ),
  );
}

/** A safetensors file of these. */
export function fileOf(tensors: Tensors, name = 'model.safetensors'): File {
  const written = [...tensors].map(([tensor, { shape, values }]) => ({
    name: tensor,
    dtype: 'F32' as const,
    shape,
    bytes: new Uint8Array(values.slice().buffer),
  }));
  return new File(writeSafetensors(written), name);
}

const noise = (seed: number) => (at: number) => Math.sin(at * 12.9898 + seed * 78.233) / 8;
/** Numbers that look like none, the same each time. */
export const filled = (shape: readonly number[], seed: number): Tensor => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, at) =>
    noise(seed)(at),
  ),
});
/** The same under other names. */
export const renamed = (tensors: Tensors, rename: (name: string) => string): Tensors =>
  new Map([...tensors].map(([name, tensor]) => [rename(name), tensor]));
