import { looksLikeOnnx } from '../../core/checkpoint/foreign-file.ts';
import { readyGraphs } from '../../core/onnx/ready-graph.ts';
import { readOnnx } from '../../core/onnx/read-onnx.ts';
import { readTorchArchive } from '../../core/archive/torch-archive.ts';
import {
  parseSafetensorsHeader,
  type SafetensorsHeader,
  safetensorsHeaderLength,
} from '../../core/checkpoint/safetensors-header.ts';
import type { CheckpointFile } from '../../core/checkpoint/tensor-index.ts';
import type { RangeSource } from '../keeping/range-source.ts';

/** Enough to say what a file is that is no safetensors file. */
const START_BYTES = 512;

export interface HeaderOptions {
  /** Called for an ONNX file, whose graph is told piece by piece all over the file. */
  readonly prefetch?: (source: RangeSource) => Promise<void>;
  /** Which state dict of a training checkpoint is meant. */
  readonly stateDict?: string | undefined;
}

/**
 * The headers of a model's files; of the weights nothing is read.
 * @throws CodedError
 */
export async function readHeaders(
  sources: readonly RangeSource[],
  { prefetch, stateDict }: HeaderOptions = {},
): Promise<CheckpointFile[]> {
  const files: CheckpointFile[] = [];
  for (const source of sources) {
    const { name } = source;
    const start = await source.read(0, Math.min(START_BYTES, source.size));
    if (looksLikeOnnx(start) && start[8] !== 0x7b) {
      await prefetch?.(source);
      const graphs = readyGraphs(await readOnnx(source), name);
      files.push({ name, header: noHeader(source.size), graphs });
    } else files.push({ name, ...(await readHeader(source, start, stateDict)) });
  }
  return files;
}

/** An ONNX file tells of its tensors by its graph. */
function noHeader(fileLength: number): SafetensorsHeader {
  return { tensors: [], metadata: new Map(), dataOffset: 0, fileLength };
}

/**
 * PyTorch's archives begin as every zip does, and those that only Python can read as a pickle; what they say of their
 * tensors is read without running anything.
 */
async function readHeader(
  source: RangeSource,
  start: Uint8Array<ArrayBuffer>,
  stateDict: string | undefined,
): Promise<Omit<CheckpointFile, 'name'>> {
  const isTorch = (start[0] === 0x50 && start[1] === 0x4b) || start[0] === 0x80;
  if (isTorch && start[8] !== 0x7b) {
    const header = await readTorchArchive(source, { stateDict });
    return { header, root: header.root, others: header.others, joined: header.joined };
  }
  const length = safetensorsHeaderLength(start);
  const bytes =
    length <= start.length ? start : await source.read(0, Math.min(length, source.size));
  // A server need not say how long a file is.
  const known = Number.isFinite(source.size) ? source.size : null;
  const header = parseSafetensorsHeader(bytes, known);
  if (known === null) await source.learnSize?.(header.fileLength);
  return { header };
}
