import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { cropPicture, type CropRule } from '../../core/image/crop-picture.ts';
import { normaliseCrop } from '../../core/image/normalise-crop.ts';
import { orient } from '../../core/image/orient.ts';
import { setPixelKernels } from '../../core/image/pixel-kernels.ts';
import type { AlphaRule, Picture } from '../../core/image/picture.ts';
import address from '../../kernels/rows.as.ts?kernel';
import { pixelsOfRows } from './decoded-pixels.ts';
import { jpegRows } from './jpeg-colour.ts';
import { setPlaneKernels } from './plane-kernels.ts';
import { openSimdPixels } from './simd-pixels.ts';
import { webpRows } from './webp-colour.ts';
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
  setPlaneKernels(null);
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

it('normalised values have every bit of those of the code without SIMD, at odd sizes too', () => {
  const three = (min: number) =>
    fc.array(fc.double({ min, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 19 }),
      three(0),
      three(0.01),
      fc.nat(1e6),
      (size, mean, std, seed) => {
        const data = noise(size * size * 3, seed);
        setPixelKernels(null);
        const plain = normaliseCrop(data, size, mean, std);
        setPixelKernels(kernels);
        expect(normaliseCrop(data, size, mean, std)).toEqual(plain);
      },
    ),
  );
});

describe('counted work', () => {
  it.each(['RGB', 'L'] as const)(
    'of a crop from planes: only its rows are made, each once, and never the whole picture (%s)',
    (mode) => {
      const asked: number[] = [];
      const [width, height] = [40, 100];
      const line = { bytes: noise(width * 4, 3), offset: 0 };
      const picture: Picture = {
        width,
        height,
        mode,
        opaque: true,
        rows: {
          width,
          height,
          row(y) {
            asked.push(y);
            return line;
          },
        },
        get data(): Uint8Array {
          throw new Error('Somebody asked for every pixel.');
        },
      };
      for (const chosen of [null, kernels]) {
        for (const alpha of ['white', 'as-pillow'] as const) {
          setPixelKernels(chosen);
          asked.length = 0;
          const { region } = cropPicture(picture, { size: 8 }, alpha);
          expect(asked).toEqual(asked.toSorted((a, b) => a - b));
          expect(new Set(asked).size).toBe(asked.length);
          // The square in the middle, and as far as bicubic reaches: two pixels of the crop, five of the picture each.
          expect(region).toMatchObject({ y: 30, height: 40 });
          expect(asked[0]).toBeGreaterThanOrEqual(20);
          expect(asked.at(-1)).toBeLessThan(80);
        }
      }
    },
  );
});

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'of planes that EXIF turns (%i) only the rows of the crop are made, each once, and never the whole picture',
  (orientation) => {
    const asked: number[] = [];
    const rows = [40, 100] as const;
    const line = { bytes: noise(rows[0] * 4, 3), offset: 0 };
    const [width, height] = rows;
    const row = (y: number) => {
      asked.push(y);
      return line;
    };
    const stored: Picture = {
      width,
      height,
      mode: 'RGB',
      opaque: true,
      rows: { width, height, row },
      get data(): Uint8Array {
        throw new Error('Somebody asked for every pixel.');
      },
    };
    setPixelKernels(kernels);
    cropPicture(orient(stored, orientation), { size: 8 }, 'white');
    expect(asked).toEqual(asked.toSorted((a, b) => a - b));
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked[0]).toBeGreaterThanOrEqual(20);
    expect(asked.at(-1)).toBeLessThan(80);
  },
);

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

  it('of a picture that EXIF turns has the bytes of the picture turned first', () => {
    const turned = (stored: Picture, orientation: number): Picture => {
      const { stored: _, ...upright } = orient(stored, orientation);
      return { ...upright };
    };
    fc.assert(
      fc.property(
        fc.record({ width: side, height: side, orientation: fc.integer({ min: 1, max: 8 }) }),
        rule,
        fc.constantFrom<Picture['mode']>('RGB', 'RGBA', 'LA', 'L', 'P', '1'),
        fc.constantFrom<AlphaRule>('white', 'as-pillow'),
        fc.nat(1e6),
        ({ width, height, orientation }, crop, mode, alpha, seed) => {
          const stored: Picture = { width, height, data: noise(width * height * 4, seed), mode };
          setPixelKernels(null);
          const plain = cropPicture(turned(stored, orientation), crop, alpha);
          // Without SIMD too: it is turned as a whole then.
          expectSame(cropPicture(orient(stored, orientation), crop, alpha).data, plain.data);
          setPixelKernels(kernels);
          const { data, region } = cropPicture(orient(stored, orientation), crop, alpha);
          expectSame(data, plain.data);
          expect(region).toEqual(plain.region);
        },
      ),
      { numRuns: 600 },
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
          setPlaneKernels(null);
          const plain = pixelsOfRows(jpegRows(planes)).data;
          setPlaneKernels(kernels);
          expectSame(pixelsOfRows(jpegRows(planes)).data, plain);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of a WebP have them at every width', () => {
    fc.assert(
      fc.property(side, side, fc.nat(5), fc.nat(1e6), (width, height, padding, seed) => {
        const size = [Math.ceil(width / 2), Math.ceil(height / 2)] as const;
        const planes = {
          y: plane(width, height, padding, seed),
          u: plane(...size, padding, seed + 1),
          v: plane(...size, padding, seed + 2),
        };
        setPlaneKernels(null);
        const plain = pixelsOfRows(webpRows(planes)).data;
        setPlaneKernels(kernels);
        expectSame(pixelsOfRows(webpRows(planes)).data, plain);
      }),
      { numRuns: 200 },
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
      for (const rows of [jpegRows, webpRows]) {
        setPlaneKernels(null);
        const plain = pixelsOfRows(rows(rows === jpegRows ? planes : quartered(planes))).data;
        setPlaneKernels(kernels);
        expectSame(pixelsOfRows(rows(rows === jpegRows ? planes : quartered(planes))).data, plain);
      }
    }
  });
});

/** Of the same colours, each for two by two pixels, as a WebP has them. */
function quartered({ y, u, v }: { y: Plane; u: Plane; v: Plane }) {
  const light = { width: 512, height: 512, stride: 512, data: new Uint8Array(512 * 512) };
  light.data.fill(y.data[0] ?? 0);
  return { y: light, u, v };
}
