import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dtype } from './dtype.ts';
import { decodeTensor, transpose } from './tensor-values.ts';

const bytesOf = (values: ArrayBufferView<ArrayBuffer>) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** A bit pattern, so that signed zeros and NaN count. */
const bits = (values: Float32Array) => [...new Uint32Array(Float32Array.from(values).buffer)];

test.each<[Dtype, Uint8Array, number[]]>([
  ['F32', bytesOf(new Float32Array([1.5, -0, Number.NaN])), [1.5, -0, Number.NaN]],
  ['F64', bytesOf(new Float64Array([0.1, -1e300])), [Math.fround(0.1), -Infinity]],
  ['I64', bytesOf(new BigInt64Array([-3n, 2n ** 53n])), [-3, 2 ** 53]],
  ['I32', bytesOf(new Int32Array([-7, 2 ** 24 + 1])), [-7, 2 ** 24]],
  ['I16', bytesOf(new Int16Array([-32768, 5])), [-32768, 5]],
  ['I8', bytesOf(new Int8Array([-128, 127])), [-128, 127]],
  ['U8', new Uint8Array([0, 255]), [0, 255]],
  ['BOOL', new Uint8Array([0, 1]), [0, 1]],
])('%s is rounded to float32, also from an odd place in memory', (dtype, bytes, expected) => {
  const shifted = new Uint8Array([0xaa, ...bytes]).subarray(1);
  expect([...decodeTensor(bytes, dtype)]).toEqual(expected);
  expect([...decodeTensor(shifted, dtype)]).toEqual(expected);
});

test('float16: the values of the IEEE 754 tables', () => {
  const known: [number, number][] = [
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 2 ** -14 - 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65_504],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
  ];
  const halves = new Uint16Array([...known.map(([half]) => half), 0x7e00]);
  const values = decodeTensor(bytesOf(halves), 'F16');
  expect(bits(values.subarray(0, known.length))).toEqual(
    bits(Float32Array.from(known, ([, value]) => value)),
  );
  expect(values.at(-1)).toBeNaN();
});

test('float16: all finite values of one sign grow with their bit pattern, by steps of the format', () => {
  const halves = Uint16Array.from({ length: 0x7c00 }, (_, half) => half);
  const values = decodeTensor(bytesOf(halves), 'F16');
  for (let half = 1; half < values.length; half++) {
    const step = 2 ** (Math.max(1, (half - 1) >> 10) - 25);
    if ((values[half] ?? 0) - (values[half - 1] ?? 0) !== step) throw new Error(`at ${half}`);
  }
  expect(values.at(-1)).toBe(65_504);
});

test('bfloat16 keeps the upper half of a float32', () => {
  const singles = new Float32Array([1, -2.5, 3e38, 2 ** -130]);
  const words = new Uint16Array(singles.buffer).filter((_, i) => i % 2 === 1);
  const cleared = new Uint32Array(singles.buffer).map((word) => word & 0xffff0000);
  expect(bits(decodeTensor(bytesOf(words), 'BF16'))).toEqual([...cleared]);
});

test('aligned F32 shares memory, so that a checkpoint is not held twice', () => {
  const bytes = bytesOf(new Float32Array([1, 2]));
  expect(decodeTensor(bytes, 'F32').buffer).toBe(bytes.buffer);
});

test('a torn number is refused', () => {
  expect(() => decodeTensor(new Uint8Array(6), 'F32')).toThrow(RangeError);
});

test('the transpose has every number at its mirrored place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 70 }),
      (rows, columns) => {
        const values = Float32Array.from({ length: rows * columns }, (_, i) => i);
        const turned = transpose(values, rows, columns);
        return turned.every((value, i) => value === (i % rows) * columns + Math.floor(i / rows));
      },
    ),
  );
  expect(() => transpose(new Float32Array(5), 2, 3)).toThrow(RangeError);
});
