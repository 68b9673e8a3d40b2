import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { cropPicture, type CropRule } from '../../core/image/crop-picture.ts';
import { setPixelKernels } from '../../core/image/pixel-kernels.ts';
import type { AlphaRule, Picture } from '../../core/image/picture.ts';
import address from '../../kernels/rows.as.ts?kernel';
import { jpegPlanesToRgba, setJpegKernel } from './jpeg-colour.ts';
import { openSimdPixels } from './simd-pixels.ts';
import type { Plane } from './yuv-planes.ts';

const kernels = await openSimdPixels(address);

/** Bytes that look like nothing, and among them the ends of the range. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed * 2 + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const byte = (state >> 16) & 255;
    return byte < 32 ? 0 : byte > 223 ? 255 : byte;
  });
}

/** Byte for byte; a matcher that would print two pictures takes longer than what it tests. */
function expectSame(bytes: Uint8Array, expected: Uint8Array): void {
  expect(bytes.length).toBe(expected.length);
  expect(Buffer.compare(bytes, expected)).toBe(0);
}

afterEach(() => {
  setPixelKernels(null);
  setJpegKernel(null);
});

it('is there where WebAssembly has SIMD', () => {
  expect(kernels).not.toBeNull();
});

const side = fc.integer({ min: 1, max: 67 });
const rule: fc.Arbitrary<CropRule> = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  crop: fc.constantFrom(1, 0.9, 0.875),
  kernel: fc.constantFrom('bicubic', 'bilinear'),
  fit: fc.constantFrom('shortest', 'longest', 'squash'),
});

describe('a crop', () => {
  it('has the bytes of the code without SIMD, whatever its size, rule, mode and alpha', () => {
    fc.assert(
      fc.property(
        side,
        side,
        rule,
        fc.constantFrom<Picture['mode']>('RGB', 'RGBA', 'LA', 'L'),
        fc.constantFrom<AlphaRule>('white', 'as-pillow'),
        fc.nat(1e6),
        (width, height, crop, mode, alpha, seed) => {
          const picture: Picture = { width, height, data: noise(width * height * 4, seed), mode };
          setPixelKernels(null);
          const plain = cropPicture(picture, crop, alpha);
          setPixelKernels(kernels);
          expectSame(cropPicture(picture, crop, alpha).data, plain.data);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has them also where it is made of much more than it shows, one picture after another', () => {
    for (const [width, height, size] of [
      [1201, 37, 24],
      [3, 900, 31],
      [640, 480, 224],
      [31, 31, 224],
    ] as const) {
      const picture: Picture = {
        width,
        height,
        data: noise(width * height * 4, size),
        mode: 'RGB',
      };
      setPixelKernels(null);
      const plain = cropPicture(picture, { size }, 'as-pillow');
      setPixelKernels(kernels);
      expectSame(cropPicture(picture, { size }, 'as-pillow').data, plain.data);
    }
  });
});

describe('a JPEG’s planes', () => {
  const plane = (width: number, height: number, padding: number, seed: number): Plane => {
    const stride = width + padding;
    return { width, height, stride, data: noise(stride * height, seed) };
  };

  it('have the bytes of the code without SIMD in every subsampling and at every width', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom([1, 1], [2, 1], [1, 2], [2, 2]),
        fc.nat(5),
        fc.nat(1e6),
        (width, height, [across = 1, down = 1], padding, seed) => {
          const size = [Math.ceil(width / across), Math.ceil(height / down)] as const;
          const planes = {
            y: plane(width, height, padding, seed),
            u: plane(...size, padding, seed + 1),
            v: plane(...size, padding, seed + 2),
          };
          setJpegKernel(null);
          const plain = jpegPlanesToRgba(planes);
          setJpegKernel(kernels);
          expectSame(jpegPlanesToRgba(planes), plain);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('have them for every pair of colour differences', () => {
    const every = (of: (index: number) => number): Plane => ({
      width: 256,
      height: 256,
      stride: 256,
      data: Uint8Array.from({ length: 65_536 }, (_, index) => of(index)),
    });
    for (const light of [0, 1, 127, 128, 254, 255]) {
      const planes = {
        y: every(() => light),
        u: every((index) => index & 255),
        v: every((index) => index >> 8),
      };
      setJpegKernel(null);
      const plain = jpegPlanesToRgba(planes);
      setJpegKernel(kernels);
      expectSame(jpegPlanesToRgba(planes), plain);
    }
  });
});
