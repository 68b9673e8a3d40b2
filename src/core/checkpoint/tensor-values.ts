import { bytesPerElement, type Dtype } from './dtype.ts';

/**
 * The numbers of a tensor's little-endian bytes, rounded to float32 as PyTorch's `.float()` does.
 * The result shares memory with `bytes` where these are aligned F32: copy it before changing one of them.
 * A part of a tensor may be given, as long as it ends between two numbers.
 * @throws RangeError where `bytes` does not hold a whole number of elements
 */
export function decodeTensor(bytes: Uint8Array, dtype: Dtype): Float32Array {
  const size = bytesPerElement(dtype);
  if (bytes.length % size !== 0) {
    throw new RangeError(`${bytes.length} bytes are no whole number of ${dtype} values.`);
  }
  // Typed arrays need an offset that is a multiple of their element; safetensors does not promise one.
  const { buffer, byteOffset } = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  const count = bytes.length / size;
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer, byteOffset, count);
    case 'F16':
      return decodeHalf(new Uint16Array(buffer, byteOffset, count));
    case 'BF16':
      return decodeBrainFloat(new Uint16Array(buffer, byteOffset, count));
    case 'F64':
      return new Float32Array(new Float64Array(buffer, byteOffset, count));
    case 'I64':
      return Float32Array.from(new BigInt64Array(buffer, byteOffset, count), Number);
    case 'I32':
      return new Float32Array(new Int32Array(buffer, byteOffset, count));
    case 'I16':
      return new Float32Array(new Int16Array(buffer, byteOffset, count));
    case 'I8':
      return new Float32Array(new Int8Array(buffer, byteOffset, count));
    case 'U8':
    case 'BOOL':
    default:
      return new Float32Array(new Uint8Array(buffer, byteOffset, count));
  }
}

/** A bfloat16 is the upper half of a float32. */
function decodeBrainFloat(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16;
  return new Float32Array(words.buffer);
}

let halfWords: Uint32Array | null = null;

/** Float32 bit patterns of all 65,536 float16 values (IEEE 754 binary16): a look-up is several times faster than arithmetic. */
function halfTable(): Uint32Array {
  if (halfWords) return halfWords;
  const values = new Float32Array(65_536);
  for (let half = 0; half < 65_536; half++) values[half] = halfValue(half);
  halfWords = new Uint32Array(values.buffer);
  return halfWords;
}

function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function decodeHalf(halves: Uint16Array): Float32Array {
  const table = halfTable();
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = table[halves[i] ?? 0] ?? 0;
  return new Float32Array(words.buffer);
}

/** A block of this side of both matrices (8 KiB together) stays in the processor's first cache. */
const BLOCK = 32;

/**
 * The transpose [columns, rows] of a row-major matrix [rows, columns], in new memory.
 * @throws RangeError where `values` does not hold `rows * columns` numbers
 */
export function transpose(
  values: Float32Array,
  rows: number,
  columns: number,
): Float32Array<ArrayBuffer> {
  if (values.length !== rows * columns) {
    throw new RangeError(`${values.length} numbers are no matrix of ${rows} x ${columns}.`);
  }
  const result = new Float32Array(values.length);
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(top + BLOCK, rows);
    for (let left = 0; left < columns; left += BLOCK) {
      const right = Math.min(left + BLOCK, columns);
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          result[column * rows + row] = values[row * columns + column] ?? 0;
        }
      }
    }
  }
  return result;
}
