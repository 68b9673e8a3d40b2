import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeHalf } from './half.ts';
import { decodeTensor } from './tensor-values.ts';

const decode = (halves: Uint16Array) => decodeTensor(new Uint8Array(halves.buffer), 'F16');

test('every finite half precision number comes back as it was', () => {
  const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
  const finite = all.filter((bits) => (bits & 0x7c00) !== 0x7c00);
  expect(encodeHalf(decode(finite))).toEqual(finite);
});

test('no other half precision number is nearer', () => {
  fc.assert(
    fc.property(fc.float({ min: -65_504, max: 65_504, noNaN: true }), (value) => {
      const [bits = 0] = encodeHalf(Float32Array.of(value));
      const [found = 0] = decode(Uint16Array.of(bits));
      for (const step of [-1, 1]) {
        const [other = Number.NaN] = decode(Uint16Array.of(bits + step));
        if (!Number.isFinite(other)) continue;
        expect(Math.abs(found - value)).toBeLessThanOrEqual(Math.abs(other - value));
      }
    }),
    { numRuns: 2000 },
  );
});

test('ties go to the even neighbour, what is too large to the largest, NaN stays', () => {
  const values = [1 + 2 ** -11, 1 + 3 * 2 ** -11, -1e9, Number.POSITIVE_INFINITY, Number.NaN];
  expect([...decode(encodeHalf(Float32Array.from(values)))]).toEqual([
    1,
    1 + 2 ** -9,
    -65_504,
    65_504,
    Number.NaN,
  ]);
});
