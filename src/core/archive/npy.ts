import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../model/quote.ts';
import { ArchiveError } from './archive-error.ts';

/** An array of numbers with its shape, row-major. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const DTYPES = { '<f4': 'F32', '<f2': 'F16', '<f8': 'F64' } as const;
/** NumPy aligns the data to this. */
const ALIGNMENT = 64;
/** NumPy's own bound for headers that it reads from untrusted files. */
const MAX_HEADER_BYTES = 10_000;

/**
 * Reads a `.npy` file (numpy.lib.format, versions 1 to 3) of little-endian float16, float32 or float64 in C order;
 * float64 is rounded to float32. May share memory with `bytes`.
 *
 * @throws ArchiveError for anything else, pickled objects among it
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  if (bytes.length < 12) throw truncated(12, bytes.length);
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) throw invalid('does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const major = view.getUint8(6);
  if (major < 1 || major > 3) throw unsupported(`has format version ${major}`);
  const headerBegin = major === 1 ? 10 : 12;
  const headerLength = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerLength > MAX_HEADER_BYTES) throw invalid('has a header that is too long');
  const dataBegin = headerBegin + headerLength;
  if (dataBegin > bytes.length) throw truncated(dataBegin, bytes.length);
  const { descr, fortranOrder, shape } = parseHeader(
    new TextDecoder().decode(bytes.subarray(headerBegin, dataBegin)),
  );
  if (!Object.hasOwn(DTYPES, descr)) throw unsupported(`holds ${quote(descr)}`);
  if (fortranOrder && shape.length > 1) throw unsupported('is stored column by column');
  const dtype = DTYPES[descr as keyof typeof DTYPES];
  const end = dataBegin + elementCount(shape) * Number(descr.slice(2));
  if (!Number.isSafeInteger(end)) throw invalid('has an impossible shape');
  if (end > bytes.length) throw truncated(end, bytes.length);
  if (end < bytes.length) throw invalid('is longer than its shape');
  return { shape, values: decodeTensor(bytes.subarray(dataBegin, end), dtype) };
}

/** The header is a Python literal with exactly these three keys. */
function parseHeader(header: string) {
  const [, descr] = /'descr': *'([^']{1,20})'/.exec(header) ?? [];
  const [, order] = /'fortran_order': *(True|False)/.exec(header) ?? [];
  const [, sizes] = /'shape': *\(([\d, ]*)\)/.exec(header) ?? [];
  const frame = /^\{.*\}\s*$/s.test(header);
  if (descr === undefined || order === undefined || sizes === undefined || !frame) {
    throw unsupported('holds more than plain numbers');
  }
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (!shape.every((size) => Number.isSafeInteger(size))) throw invalid('has an impossible shape');
  return { descr, fortranOrder: order === 'True', shape };
}

/**
 * A `.npy` file of float32 in C order, as `numpy.save` writes it.
 *
 * @returns parts, for a `Blob`
 * @throws RangeError where the numbers do not fill the shape
 */
export function writeNpy(
  values: Float32Array<ArrayBuffer>,
  shape: readonly number[],
): Uint8Array<ArrayBuffer>[] {
  if (elementCount(shape) !== values.length) {
    throw new RangeError(`${values.length} numbers do not fill the shape [${shape.join(', ')}].`);
  }
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const literal = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sizes}), }`;
  const unpadded = MAGIC.length + 4 + literal.length + 1;
  const header = `${literal}${' '.repeat((ALIGNMENT - (unpadded % ALIGNMENT)) % ALIGNMENT)}\n`;
  const start = new Uint8Array(MAGIC.length + 4);
  start.set([...MAGIC, 1, 0, header.length & 255, header.length >> 8]);
  return [
    start,
    new TextEncoder().encode(header),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ];
}

function truncated(expected: number, actual: number): ArchiveError {
  return new ArchiveError(
    'archive-truncated',
    `The .npy file is cut off: ${actual} bytes are there, ${expected} are needed. Copy it again.`,
    { kind: 'npy-cut', expected, actual },
  );
}

function invalid(fault: string): ArchiveError {
  return new ArchiveError(
    'archive-invalid',
    `The .npy file ${fault}. Save it again with numpy.save.`,
    { kind: 'npy-damaged', fault },
  );
}

function unsupported(fault: string): ArchiveError {
  return new ArchiveError(
    'archive-unsupported',
    `The .npy file ${fault}. Save it as np.ascontiguousarray(x, dtype="float32").`,
    { kind: 'npy-kind', fault },
  );
}
