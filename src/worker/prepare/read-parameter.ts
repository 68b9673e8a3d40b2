import type { Provenance, TensorPiece } from '../../core/checkpoint/load-report.ts';
import { bytesPerElement } from '../../core/checkpoint/dtype.ts';
import { type LocatedTensor, partsOf } from '../../core/checkpoint/makings.ts';
import { make } from '../../core/checkpoint/make-weights.ts';
import { resizePositions } from '../../core/checkpoint/resize-positions.ts';
import { gather } from '../../core/checkpoint/strided.ts';
import { decodeTensor, transpose } from '../../core/checkpoint/tensor-values.ts';
import { EngineError } from '../../engine/errors.ts';
import type { RangeSource } from '../keeping/range-source.ts';

/** A parameter whose numbers lie in a file, be it one in memory. */
type Held = Extract<Provenance, { kind: 'loaded' | 'trained' }>;

export type SourcesByName = ReadonlyMap<string, RangeSource>;

/**
 * The numbers of a loaded parameter in OpenCLIP's shape: its pieces read, cast to float32, put together where the file
 * keeps them in several tensors, turned where it stores them the other way round, joined along the first axis, and
 * resized where they are positions of another count.
 * @throws EngineError `checkpoint-bad-values` where one of them is infinite or not a number, `onnx-whole` where a graph
 * holds it in a way that cannot be read
 */
export async function readParameter(
  provenance: Held,
  sources: SourcesByName,
): Promise<Float32Array> {
  requireReadable(provenance);
  const values = await readJoined(provenance.pieces, sources);
  const resized = 'resized' in provenance ? provenance.resized : undefined;
  if (!resized) return values;
  return resizePositions(resized.of, values, resized.found, resized.wanted);
}

async function readJoined(
  all: readonly TensorPiece[],
  sources: SourcesByName,
): Promise<Float32Array> {
  const [first, ...rest] = all;
  if (!first) return new Float32Array(0);
  if (rest.length === 0) return readPiece(first, sources);
  const pieces: Float32Array[] = [];
  for (const piece of all) pieces.push(await readPiece(piece, sources));
  const joined = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

/** Whether a loaded parameter's numbers can be read: a ready graph may keep them under no name, or as whole numbers. */
export function isReadable({ pieces }: Held): boolean {
  return (
    pieces.length > 0 && pieces.every(({ tensor: { dtype } }) => dtype !== 'I8' && dtype !== 'U8')
  );
}

/**
 * Refuses what a ready graph keeps under no name, or as whole numbers whose scale lies elsewhere.
 * @throws EngineError `onnx-whole`
 */
export function requireReadable(provenance: Held): void {
  if (isReadable(provenance)) return;
  const [piece] = provenance.pieces;
  throw new EngineError(
    'onnx-whole',
    'This parameter is part of a ready graph that runs as a whole, so its numbers cannot be read. Choose a .safetensors file to see them.',
    { file: piece?.file ?? 'ONNX', parameter: piece?.tensor.name ?? '–' },
  );
}

async function readPiece(piece: TensorPiece, sources: SourcesByName): Promise<Float32Array> {
  let values = await readTensor(piece, sources);
  const { shape } = piece.tensor;
  for (const making of piece.makings ?? []) {
    const parts: Float32Array[] = [];
    for (const part of partsOf(making)) parts.push(await readTensor(part, sources));
    values = make(making, { values, shape }, parts);
  }
  if (!piece.transposed) return values;
  const [rows = 1, columns = 1] = shape.slice(-2);
  return transpose(values, rows, columns);
}

/** The numbers of one tensor as the file has them. @throws EngineError `checkpoint-bad-values` */
export async function readTensor(
  { file, tensor }: LocatedTensor,
  sources: SourcesByName,
): Promise<Float32Array> {
  const source = sourceOf(file, sources);
  const values = checkValues(await source.read(tensor.begin, tensor.end), { file, tensor });
  const { shape, strides } = tensor;
  return strides ? gather(values, shape, strides) : values;
}

/** The numbers of a tensor's bytes. @throws EngineError `checkpoint-bad-values` where one is infinite or not a number */
export function checkValues(bytes: Uint8Array, { file, tensor }: LocatedTensor): Float32Array {
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

/** Whether the file has a parameter's numbers as they are, in order, so that they can be read piece by piece. */
export function isPlain(provenance: Held): boolean {
  const resized = 'resized' in provenance && provenance.resized !== undefined;
  return (
    !resized &&
    provenance.pieces.every(({ makings = [], tensor }) => !tensor.strides && !makings.length)
  );
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
