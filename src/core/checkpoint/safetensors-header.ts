import { CodedError } from '../errors.ts';
import { recogniseForeignFile } from './foreign-file.ts';
import { type HeaderEntry, scanHeader } from './header-scanner.ts';
import { bytesPerElement, type Dtype, isDtype } from './dtype.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../quote.ts';

/** A tensor's entry in a safetensors header. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** First byte and the byte after the last, counted from the start of the file. */
  readonly begin: number;
  readonly end: number;
  /** Numbers from one place to the next along each axis, where they do not lie in row-major order without gaps. */
  readonly strides?: readonly number[];
}

/** What a safetensors file says about itself before any weight is read. */
export interface SafetensorsHeader {
  /** In the order of their bytes in the file. */
  readonly tensors: readonly TensorInfo[];
  /** Free text under `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
  /** First byte of the weights, counted from the start of the file. */
  readonly dataOffset: number;
  /** Length of the whole file in bytes, as the header implies it. */
  readonly fileLength: number;
}

/**
 * Longest header that is read, in bytes, without the eight that hold its length. The safetensors library refuses
 * longer ones too, so no honest file has one; the length is compared with it before anything is read or allocated.
 */
export const SAFETENSORS_MAX_HEADER = 100_000_000;

const LENGTH_BYTES = 8;

/**
 * How many bytes of the file's start hold its header, the eight length bytes included.
 * @param start the first bytes of the file: eight are enough, more help to say what else the file is
 * @throws CodedError where this is no safetensors file or its header is longer than the bound
 */
export function safetensorsHeaderLength(start: Uint8Array): number {
  if (start.length < LENGTH_BYTES) throw recogniseForeignFile(start) ?? tooShort(start.length);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  // Above 2^53 the sum is rounded, which changes nothing for a comparison with the bound.
  const length = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (length > SAFETENSORS_MAX_HEADER) {
    throw (
      recogniseForeignFile(start) ??
      new CodedError(
        'checkpoint-header-too-large',
        `The file says that its header is ${length} bytes long, but at most ${SAFETENSORS_MAX_HEADER} are read. Choose a safetensors file from a source that you trust.`,
        { claimed: length, limit: SAFETENSORS_MAX_HEADER },
      )
    );
  }
  const first = start[LENGTH_BYTES];
  if (first !== undefined && first !== 0x7b) {
    throw recogniseForeignFile(start) ?? invalid('does not begin with "{"');
  }
  return LENGTH_BYTES + length;
}

/**
 * Reads the header of a safetensors file as untrusted input: every tensor has a known dtype, lies inside the file,
 * has exactly the bytes of its shape, and the tensors fill the file without overlap or hole.
 * @param bytes the file's start, at least `safetensorsHeaderLength(bytes)` long; the weights need not be there
 * @param fileLength length of the whole file, or `null` where it is not known (then its end is not checked)
 * @throws CodedError
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  fileLength: number | null,
): SafetensorsHeader {
  const dataOffset = safetensorsHeaderLength(bytes);
  if (bytes.length < dataOffset) throw truncated(dataOffset, fileLength ?? bytes.length);
  const { entries, metadata } = scanHeader(bytes.subarray(LENGTH_BYTES, dataOffset));
  const tensors = entries.map((entry) => tensorInfo(entry, dataOffset));
  tensors.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const end = checkContiguous(tensors, dataOffset);
  if (fileLength !== null && fileLength < end) throw truncated(end, fileLength);
  if (fileLength !== null && fileLength > end) {
    throw invalid(`leaves the last ${fileLength - end} bytes of the file unexplained`);
  }
  return { tensors, metadata, dataOffset, fileLength: end };
}

function tensorInfo(entry: HeaderEntry, dataOffset: number): TensorInfo {
  const { name, dtype, shape, offsets } = entry;
  if (!isDtype(dtype)) {
    throw new CodedError(
      'checkpoint-unsupported',
      `The tensor ${quote(name)} is stored as ${quote(dtype)}, a number format that this page cannot read. Choose a file in F32, F16 or BF16.`,
      { kind: 'format', tensor: quote(name), dtype: quote(dtype) },
    );
  }
  const [begin, end] = offsets;
  const length = elementCount(shape) * bytesPerElement(dtype);
  if (!Number.isSafeInteger(length) || !Number.isSafeInteger(dataOffset + end) || end < begin) {
    throw invalid(`gives the tensor ${quote(name)} an impossible size`);
  }
  if (end - begin !== length) {
    throw invalid(
      `gives the tensor ${quote(name)} ${end - begin} bytes, but its shape needs ${length}`,
    );
  }
  return { name, dtype, shape, begin: dataOffset + begin, end: dataOffset + end };
}

/** The end of the last tensor, when each one begins where the one before ends. */
function checkContiguous(tensors: readonly TensorInfo[], dataOffset: number): number {
  let end = dataOffset;
  for (const tensor of tensors) {
    if (tensor.begin !== end) {
      const fault = tensor.begin < end ? 'overlap another tensor' : 'leave a hole';
      throw invalid(`lets the bytes of the tensor ${quote(tensor.name)} ${fault}`);
    }
    end = tensor.end;
  }
  return end;
}

function tooShort(length: number): CodedError {
  return new CodedError(
    'checkpoint-truncated',
    `The file has only ${length} bytes, too few for a checkpoint. Copy or download it again.`,
    { expected: LENGTH_BYTES, actual: length },
  );
}

function truncated(expected: number, actual: number): CodedError {
  return new CodedError(
    'checkpoint-truncated',
    `The checkpoint is cut off: ${actual} bytes are there, ${expected} are needed. Copy or download it again.`,
    { expected, actual },
  );
}

function invalid(fault: string): CodedError {
  return new CodedError(
    'checkpoint-header-invalid',
    `The file's safetensors header ${fault}. Download the file again, or choose another one.`,
    { fault },
  );
}
