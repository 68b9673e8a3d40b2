import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import { pixelKernelOnce } from './pixel-kernel.ts';

const kernel = await pixelKernelOnce()();

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

test('normalised values have every bit of those of the plain code, at odd sizes too', () => {
  const three = (min: number) =>
    fc.array(fc.double({ min, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  const crops = fc
    .integer({ min: 1, max: 19 })
    .chain((size) => fc.record({ size: fc.constant(size), data: bytes(size * size * 3) }));
  fc.assert(
    fc.property(crops, three(0), three(0.01), ({ size, data }, mean, std) => {
      expect(kernel?.normalise(data, size, mean, std)).toEqual(
        normaliseCrop(data, size, mean, std),
      );
    }),
  );
});
