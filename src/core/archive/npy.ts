import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../quote.ts';
import { CodedError } from '../errors.ts';

/** An array of numbers with its shape, row-major. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const DTYPES = { f4: 'F32', f2: 'F16', f8: 'F64' } as const;
/** NumPy aligns the data to this. */
const ALIGNMENT = 64;
/** NumPy's own bound for headers that it reads from untrusted files. */
const MAX_HEADER_BYTES = 10_000;
/** Numbers of a list, and letters of each of its texts. */
const MOST_ITEMS = 5_000_000;
const MOST_LETTERS = 4096;

/**
 * Reads a `.npy` file (numpy.lib.format, versions 1 to 3) of float16, float32 or float64 of either byte order, in C or Fortran
 * order; float64 is rounded to float32. May share memory with `bytes`.
 *
 * @throws CodedError, by its `kind` `npy-objects` for pickled objects, `npy-kind` for other types, `npy-damaged`, `npy-cut`
 */
export function readNpy(bytes: Uint8Array): NpyArray {
  const { descr, fortranOrder, shape, begin } = readNpyHeader(bytes);
  const [order, kind, size] = typeOf(descr);
  if (!Object.hasOwn(DTYPES, kind + size)) throw wrongType(descr);
  const data = dataOf(bytes, begin, shape, size);
  const dtype = DTYPES[`${kind}${size}` as keyof typeof DTYPES];
  const values = decodeTensor(order === '>' ? swapped(data, size) : data, dtype);
  return { shape, values: fortranOrder && shape.length > 1 ? byRows(values, shape) : values };
}

/**
 * Reads a `.npy` file of one dimension that holds names or class numbers: whole numbers, or texts (`<U`).
 *
 * @returns `null` where it holds something else
 * @throws CodedError as {@link readNpy}
 */
export function readNpyList(bytes: Uint8Array): readonly string[] | null {
  const { descr, shape, begin } = readNpyHeader(bytes);
  const [order, kind, size] = typeOf(descr);
  const [length = 0] = shape;
  if (shape.length !== 1 || length > MOST_ITEMS) return null;
  const width = kind === 'U' ? 4 * size : size;
  if (kind === 'U' ? size > MOST_LETTERS : !['i', 'u', 'b'].includes(kind)) return null;
  const data = dataOf(bytes, begin, shape, width);
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  return Array.from({ length }, (_, at) =>
    kind === 'U'
      ? textAt(view, at * width, size, order !== '>')
      : String(numberAt(view, at * width, size, kind === 'i', order !== '>')),
  );
}

/** What a `.npy` file says of itself. */
export interface NpyHeader {
  /** NumPy's name of the type, such as `<f2`. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Bytes before the numbers. */
  readonly begin: number;
}

/** Bytes in which any header ends that is read. */
export const NPY_HEADER_BYTES = MAX_HEADER_BYTES + 12;

/**
 * The header at the beginning of a `.npy` file; the numbers need not be there.
 *
 * @throws CodedError `archive-invalid` or `archive-truncated`
 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader {
  if (bytes.length < 12) throw truncated(12, bytes.length);
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) throw invalid('does not begin as one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const major = view.getUint8(6);
  if (major < 1 || major > 3) throw invalid(`has format version ${major}`);
  const headerBegin = major === 1 ? 10 : 12;
  const headerLength = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerLength > MAX_HEADER_BYTES) throw invalid('has a header that is too long');
  const begin = headerBegin + headerLength;
  if (begin > bytes.length) throw truncated(begin, bytes.length);
  const header = new TextDecoder().decode(bytes.subarray(headerBegin, begin));
  return { ...parseHeader(header), begin };
}

/** Byte order, kind and size of `<f4`; `|O` is pickled objects, which are programs and are never run. */
function typeOf(descr: string): readonly [order: string, kind: string, size: number] {
  const [, order = '', kind = '', size] = /^([<>|=])?([a-zA-Z])(\d{0,6})$/.exec(descr) ?? [];
  if (kind === 'O') throw pickled();
  if (kind === '' || size === undefined || size === '') throw wrongType(descr);
  return [order, kind, Number(size)];
}

function dataOf(
  bytes: Uint8Array,
  begin: number,
  shape: readonly number[],
  width: number,
): Uint8Array {
  const end = begin + elementCount(shape) * width;
  if (!Number.isSafeInteger(end)) throw invalid('has an impossible shape');
  if (end > bytes.length) throw truncated(end, bytes.length);
  if (end < bytes.length) throw invalid('is longer than its shape');
  return bytes.subarray(begin, end);
}

/** Numbers of the other byte order turned. */
function swapped(data: Uint8Array, size: number): Uint8Array {
  const turned = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    turned[at] = data[at - (at % size) + size - 1 - (at % size)] ?? 0;
  }
  return turned;
}

/** From column by column (the first index runs fastest) to row by row. */
function byRows(values: Float32Array, shape: readonly number[]): Float32Array {
  const result = new Float32Array(values.length);
  const index = new Uint32Array(shape.length);
  const strides = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size = 1, stride = 0] = [shape[axis], strides[axis]];
      from += stride;
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < size) break;
      from -= stride * size;
      index[axis] = 0;
    }
  }
  return result;
}

function numberAt(view: DataView, at: number, size: number, signed: boolean, little: boolean) {
  switch (size) {
    case 1:
      return signed ? view.getInt8(at) : view.getUint8(at);
    case 2:
      return signed ? view.getInt16(at, little) : view.getUint16(at, little);
    case 4:
      return signed ? view.getInt32(at, little) : view.getUint32(at, little);
    case 8:
      return signed ? view.getBigInt64(at, little) : view.getBigUint64(at, little);
    default:
      throw wrongType(`integers of ${size} bytes`);
  }
}

/** UTF-32, zeros at the end. */
function textAt(view: DataView, at: number, letters: number, little: boolean): string {
  let text = '';
  for (let letter = 0; letter < letters; letter++) {
    const point = view.getUint32(at + 4 * letter, little);
    if (point === 0) break;
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

/** The header is a Python literal with exactly these three keys. */
function parseHeader(header: string) {
  const [, descr] = /'descr': *'([^']{1,20})'/.exec(header) ?? [];
  const [, order] = /'fortran_order': *(True|False)/.exec(header) ?? [];
  const [, sizes] = /'shape': *\(([\d, ]*)\)/.exec(header) ?? [];
  const frame = /^\{.*\}\s*$/s.test(header);
  if (descr === undefined || order === undefined || sizes === undefined || !frame) {
    if (/'descr': *\[/.test(header)) throw wrongType('several fields');
    throw invalid('has a header that is none');
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

function truncated(expected: number, actual: number): CodedError {
  return new CodedError(
    'archive-truncated',
    `The .npy file is cut off: ${actual} bytes are there, ${expected} are needed. Copy it again.`,
    { kind: 'npy-cut', expected, actual },
  );
}

function invalid(fault: string): CodedError {
  return new CodedError(
    'archive-invalid',
    `The .npy file ${fault}. Save it again with numpy.save.`,
    { kind: 'npy-damaged', fault },
  );
}

function pickled(): CodedError {
  return new CodedError(
    'archive-unsupported',
    'The .npy file holds Python objects, which are programs and are not run. Save it as numbers: x.astype("float32").',
    { kind: 'npy-objects' },
  );
}

function wrongType(descr: string): CodedError {
  const fault = `holds ${quote(descr)}`;
  return new CodedError(
    'archive-unsupported',
    `The .npy file ${fault}. Save it as x.astype("float32").`,
    { kind: 'npy-kind', fault },
  );
}
