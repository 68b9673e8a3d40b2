import type { Provenance, TensorPiece } from '../../core/checkpoint/load-report.ts';
import { bytesPerElement } from '../../core/checkpoint/dtype.ts';
import { decodeTensor, transpose } from '../../core/checkpoint/tensor-values.ts';
import { EngineError } from '../../engine/errors.ts';
import type { RangeSource } from '../sources/range-source.ts';

export type SourcesByName = ReadonlyMap<string, RangeSource>;

/**
 * The numbers of a loaded parameter in OpenCLIP's shape: its pieces read, cast to float32, turned where the file stores
 * them the other way round, and joined along the first axis.
 * @throws EngineError `checkpoint-bad-values` where one of them is infinite or not a number, `onnx-whole` where a graph
 * holds it in a way that cannot be read
 */
export async function readParameter(
  provenance: Extract<Provenance, { kind: 'loaded' }>,
  sources: SourcesByName,
): Promise<Float32Array> {
  const [first, ...rest] = provenance.pieces;
  requireReadable(provenance);
  if (!first) return new Float32Array(0);
  if (rest.length === 0) return readPiece(first, sources);
  const pieces: Float32Array[] = [];
  for (const piece of provenance.pieces) pieces.push(await readPiece(piece, sources));
  const joined = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

/** Whether a loaded parameter's numbers can be read: a ready graph may keep them under no name, or as whole numbers. */
export function isReadable({ pieces }: Extract<Provenance, { kind: 'loaded' }>): boolean {
  return (
    pieces.length > 0 && pieces.every(({ tensor: { dtype } }) => dtype !== 'I8' && dtype !== 'U8')
  );
}

/**
 * Refuses what a ready graph keeps under no name, or as whole numbers whose scale lies elsewhere.
 * @throws EngineError `onnx-whole`
 */
export function requireReadable(provenance: Extract<Provenance, { kind: 'loaded' }>): void {
  if (isReadable(provenance)) return;
  const [piece] = provenance.pieces;
  throw new EngineError(
    'onnx-whole',
    'This parameter is part of a ready graph that runs as a whole, so its numbers cannot be read. Choose a .safetensors file to see them.',
    { file: piece?.file ?? 'ONNX', parameter: piece?.tensor.name ?? '–' },
  );
}

async function readPiece(piece: TensorPiece, sources: SourcesByName): Promise<Float32Array> {
  const values = await readTensor(piece, sources);
  const { shape } = piece.tensor;
  if (!piece.transposed) return values;
  const [rows = 1, columns = 1] = shape.slice(-2);
  return transpose(values, rows, columns);
}

/** The numbers of one tensor as the file has them. @throws EngineError `checkpoint-bad-values` */
export async function readTensor(
  { file, tensor }: TensorPiece,
  sources: SourcesByName,
): Promise<Float32Array> {
  const source = sourceOf(file, sources);
  return checkValues(await source.read(tensor.begin, tensor.end), { file, tensor });
}

/** The numbers of a tensor's bytes. @throws EngineError `checkpoint-bad-values` where one is infinite or not a number */
export function checkValues(
  bytes: Uint8Array,
  { file, tensor }: Pick<TensorPiece, 'file' | 'tensor'>,
): Float32Array {
  const values = decodeTensor(bytes, tensor.dtype);
  const bad = firstNonFinite(values);
  if (bad >= 0) {
    throw new EngineError(
      'checkpoint-bad-values',
      `The tensor "${tensor.name}" holds ${String(values[bad])} (number ${bad + 1} of ${values.length}), so nothing could be computed with it. The file is damaged, or its training failed: take another copy.`,
      { file, tensor: tensor.name, value: String(values[bad]), index: bad },
    );
  }
  return values;
}

/** So many numbers of a tensor are in memory at once while they are only looked at. */
const CHUNK_NUMBERS = 1 << 20;

/** The numbers of a tensor, cast to float32, piece by piece and as the file has them: also those that are no numbers. */
export async function* tensorChunks(
  { file, tensor: { begin, end, dtype } }: TensorPiece,
  sources: SourcesByName,
): AsyncGenerator<Float32Array, void, undefined> {
  const source = sourceOf(file, sources);
  const step = CHUNK_NUMBERS * bytesPerElement(dtype);
  for (let at = begin; at < end; at += step) {
    yield decodeTensor(await source.read(at, Math.min(at + step, end)), dtype);
  }
}

function sourceOf(file: string, sources: SourcesByName): RangeSource {
  const source = sources.get(file);
  if (!source) throw new RangeError(`No source is named ${file}.`);
  return source;
}

/** A finite number minus itself is 0, any other is NaN: one pass without a branch finds whether there is one. */
function firstNonFinite(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    sum += value - value;
  }
  return sum === 0 ? -1 : values.findIndex((value) => !Number.isFinite(value));
}
