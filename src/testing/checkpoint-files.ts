import type { CheckpointFile } from '../core/checkpoint/tensor-index.ts';
import { bytesPerElement, type Dtype } from '../core/checkpoint/dtype.ts';
import { parseSafetensorsHeader } from '../core/checkpoint/safetensors-header.ts';
import { concatBytes } from '../core/graph/protobuf.ts';
import { goldenBytes } from './golden.ts';

/** A tensor to be written, all zeros. */
interface TensorToWrite {
  readonly dtype?: Dtype;
  readonly shape: readonly number[];
}

/** Length prefix (the true one, or a claim) and header around any text, as safetensors writes them. */
export function withLength(header: string, claimed?: bigint): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function layOut(tensors: Readonly<Record<string, TensorToWrite>>) {
  let offset = 0;
  const entries = Object.entries(tensors).map(([name, { dtype = 'F32', shape }]) => {
    const begin = offset;
    offset += shape.reduce((product, size) => product * size, bytesPerElement(dtype));
    return [name, { dtype, shape, data_offsets: [begin, offset] }] as const;
  });
  return { start: withLength(JSON.stringify(Object.fromEntries(entries))), length: offset };
}

/** The bytes of a safetensors file of zeros. */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorToWrite>>,
): Uint8Array<ArrayBuffer> {
  const { start, length } = layOut(tensors);
  const file = new Uint8Array(start.length + length);
  file.set(start);
  return file;
}

/** A checkpoint of these tensors of which only the header exists: models of any size cost nothing. */
export function headerOnly(
  name: string,
  tensors: Readonly<Record<string, TensorToWrite>>,
): CheckpointFile {
  return { name, header: parseSafetensorsHeader(layOut(tensors).start, null) };
}

/** A reference checkpoint with its bytes, by its path inside `golden/`. */
export function goldenCheckpoint(name: string): CheckpointFile & { readonly bytes: Uint8Array } {
  const bytes = goldenBytes(name);
  return { name, bytes, header: parseSafetensorsHeader(bytes, bytes.length) };
}

/** A reference checkpoint with its tensors under other names; those without a name are left out. */
export function renamed(
  path: string,
  nameOf: (name: string) => string | null,
): Uint8Array<ArrayBuffer> {
  const bytes = goldenBytes(path);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  const bodies: Uint8Array[] = [];
  let end = 0;
  const entries = Object.entries(header).flatMap(([name, entry]) => {
    const own = nameOf(name);
    if (own === null) return [];
    const [from, to] = entry.data_offsets;
    bodies.push(bytes.subarray(8 + length + from, 8 + length + to));
    const begin = end;
    end += to - from;
    return [[own, { ...entry, data_offsets: [begin, end] }] as const];
  });
  return concatBytes([withLength(JSON.stringify(Object.fromEntries(entries))), ...bodies]);
}
