import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { cropPicture, type CropRule } from './crop-picture.ts';
import type { AlphaRule, Picture, PictureMode } from './picture.ts';

interface GoldenIndex {
  readonly pictures: readonly {
    readonly file: string;
    readonly size: number;
    readonly crop: string;
  }[];
  readonly transparent: {
    readonly file: string;
    readonly size: number;
    readonly alpha_dropped: string;
    readonly on_white: string;
  };
}

const index = goldenJson('index.json') as GoldenIndex;

describe('the references made with Pillow and torchvision', () => {
  test.each(index.pictures)('$file', ({ file, size, crop }) => {
    const picture = readPng(file);
    const expected = rgbOf(readPng(crop));
    for (const rule of ['white', 'as-pillow'] as const) {
      expect(largestDifference(cropPicture(picture, { size }, rule).data, expected)).toBe(0);
    }
  });

  test.each([
    ['white', index.transparent.on_white],
    ['as-pillow', index.transparent.alpha_dropped],
  ] as const)('a transparent picture, %s', (rule, crop) => {
    const picture = readPng(index.transparent.file);
    const { data } = cropPicture(picture, { size: index.transparent.size }, rule);
    expect(largestDifference(data, rgbOf(readPng(crop)))).toBe(0);
  });
});

interface CropRules {
  readonly size: number;
  readonly pictures: readonly string[];
  readonly rules: readonly Omit<CropRule, 'size'>[];
}

describe('other kernels and fits, as Pillow makes them', () => {
  const { size, pictures, rules } = goldenJson('crops/index.json') as CropRules;
  test.each([...rules.entries()])('rule %i: %o', (number, rule) => {
    const sheet = rgbOf(readPng(`crops/${number}.png`));
    for (const [place, file] of pictures.entries()) {
      const crop = cropPicture(readPng(file), { ...rule, size }, 'as-pillow').data;
      const line = (y: number) => {
        const from = (y * pictures.length + place) * size * 3;
        return [...sheet.subarray(from, from + size * 3)];
      };
      const expected = Array.from({ length: size }, (_, y) => line(y)).flat();
      expect(largestDifference(crop, expected), file).toBe(0);
    }
  });
});

const modes: fc.Arbitrary<PictureMode> = fc.constantFrom('1', 'L', 'LA', 'P', 'RGB', 'RGBA');
const rules: fc.Arbitrary<AlphaRule> = fc.constantFrom('white', 'as-pillow');
const sides = fc.integer({ min: 1, max: 40 });

test('a picture of one colour stays that colour, whatever its shape', () => {
  const byte = fc.nat(255);
  const scenes = fc.record({
    width: sides,
    height: sides,
    size: sides,
    grey: byte,
    mode: modes,
    rule: rules,
  });
  fc.assert(
    fc.property(scenes, ({ width, height, size, grey, mode, rule }) => {
      const picture = paint(width, height, mode, () => [grey, grey, grey, 255]);
      const { data } = cropPicture(picture, { size }, rule);
      expect(data).toEqual(new Uint8Array(size * size * 3).fill(grey));
    }),
  );
});

test('grey in colours gives the bytes of grey in one channel', () => {
  fc.assert(
    fc.property(noise('grey'), sides, ({ data, width, height }, size) => {
      const grey = cropPicture({ width, height, data, mode: 'L' }, { size }, 'as-pillow').data;
      expect(cropPicture({ width, height, data, mode: 'RGB' }, { size }, 'as-pillow').data).toEqual(
        grey,
      );
    }),
  );
});

test('a picture turned by a quarter gives the crop turned, where nothing overshoots', () => {
  fc.assert(
    fc.property(noise('faint', 24), fc.constantFrom(8, 24, 30), (picture, size) => {
      const turned = paint(24, 24, 'RGB', (x, y) => pixel(picture, y, x));
      const crop = cropPicture(picture, { size }, 'white').data;
      const turnedCrop = cropPicture(turned, { size }, 'white').data;
      const back = new Uint8Array(crop.length);
      for (let i = 0; i < crop.length / 3; i++) {
        const from = (i % size) * size + Math.trunc(i / size);
        back.set(turnedCrop.subarray(from * 3, from * 3 + 3), i * 3);
      }
      // Rows are rounded to bytes before columns, so that the order of the two is seen in the last digit.
      expect(largestDifference(back, crop)).toBeLessThanOrEqual(2);
    }),
  );
});

test('mirroring the picture mirrors the crop', () => {
  fc.assert(
    fc.property(noise('strong', 24), fc.constantFrom(8, 24, 30), (picture, size) => {
      const mirrored = paint(24, 24, 'RGB', (x, y) => pixel(picture, 23 - x, y));
      const crop = rgbPixels(cropPicture(picture, { size }, 'white').data);
      const other = rgbPixels(cropPicture(mirrored, { size }, 'white').data);
      const back = other.map((_, i) => other[i - (i % size) + (size - 1 - (i % size))] ?? []);
      expect(largestDifference(back.flat(), crop.flat())).toBeLessThanOrEqual(1);
    }),
  );
});

test('a palette picture keeps its own colours; the same picture in RGB is blended', () => {
  const stripes = paint(300, 200, 'P', (x) => (x % 2 === 0 ? [255, 0, 0, 255] : [0, 0, 255, 255]));
  const colours = (mode: PictureMode): Set<string> =>
    new Set(rgbPixels(cropPicture({ ...stripes, mode }, { size: 50 }, 'white').data).map(String));
  expect([...colours('P')].every((colour) => ['255,0,0', '0,0,255'].includes(colour))).toBe(true);
  expect(colours('RGB')).not.toContain('255,0,0');
});

test('what is transparent is white on white, and keeps its colour as Pillow drops alpha', () => {
  const clear = paint(30, 20, 'RGB', () => [10, 200, 30, 0]);
  expect(cropPicture(clear, { size: 5 }, 'white').data).toEqual(new Uint8Array(75).fill(255));
  const dropped = cropPicture(clear, { size: 5 }, 'as-pillow').data;
  expect(rgbPixels(dropped).every((colour) => String(colour) === '10,200,30')).toBe(true);
  const cleared = paint(30, 20, 'P', () => [10, 200, 30, 0]);
  expect(cropPicture(cleared, { size: 5 }, 'white').data).toEqual(new Uint8Array(75).fill(255));
});

test('the region is a square inside the picture, of its short side', () => {
  fc.assert(
    fc.property(sides, sides, sides, (width, height, size) => {
      const { region } = cropPicture(
        paint(width, height, '1', () => [0, 0, 0, 255]),
        { size },
        'white',
      );
      const side = Math.min(width, height);
      expect([region.width, region.height]).toEqual([side, side]);
      expect(region.x).toBeGreaterThanOrEqual(0);
      expect(region.y).toBeGreaterThanOrEqual(0);
      expect(region.x + side).toBeLessThanOrEqual(width);
      expect(region.y + side).toBeLessThanOrEqual(height);
    }),
  );
});

test('slivers are cut from their middle', () => {
  const width = 100_000;
  for (const mode of ['P', 'RGB'] as const) {
    const sliver = paint(width, 1, mode, (x) => [
      x >= width / 4 && x < (3 * width) / 4 ? 255 : 0,
      0,
      0,
      255,
    ]);
    expect(cropPicture(sliver, { size: 32 }, 'white').data.filter((_, i) => i % 3 === 0)).toEqual(
      new Uint8Array(32 * 32).fill(255),
    );
  }
});

test('a picture that is not one is refused', () => {
  const data = new Uint8Array(16);
  const refused = [
    { width: 2, height: 3, data, mode: 'RGB' },
    { width: 0, height: 0, data: new Uint8Array(0), mode: 'RGB' },
  ] as const;
  for (const picture of refused)
    expect(() => cropPicture(picture, { size: 4 }, 'white')).toThrow(RangeError);
  const good = { width: 2, height: 2, data, mode: 'RGB' } as const;
  expect(() => cropPicture(good, { size: 0 }, 'white')).toThrow(RangeError);
  expect(() => cropPicture(good, { size: 2.5 }, 'white')).toThrow(RangeError);
});

/** A PNG reference as a decoder gives it: RGBA and Pillow's mode. */
function readPng(file: string): Picture {
  const png = decode(goldenBytes(file));
  const { width, height } = png;
  const channels = png.palette ? 3 : png.channels;
  const values = png.palette
    ? Array.from(png.data, (index) => png.palette?.[index] ?? []).flat()
    : png.data;
  const mode = png.palette ? 'P' : (['L', 'LA', 'RGB', 'RGBA'] as const)[channels - 1];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++)
      data[i * 4 + c] = values[i * channels + (channels < 3 ? 0 : c)] ?? 0;
    if (channels === 4) data[i * 4 + 3] = values[i * 4 + 3] ?? 0;
  }
  return { width, height, data, mode: mode ?? 'RGB' };
}

function paint(
  width: number,
  height: number,
  mode: PictureMode,
  colour: (x: number, y: number) => readonly number[],
): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++)
    data.set(colour(i % width, Math.trunc(i / width)), i * 4);
  return { width, height, data, mode };
}

/** Opaque random pictures: grey, in colours, or in colours whose contrast is too small to overshoot a byte. */
function noise(kind: 'grey' | 'faint' | 'strong', side?: number): fc.Arbitrary<Picture> {
  const shape = side ? fc.constant(side) : sides;
  return fc.tuple(shape, shape, fc.nat()).map(([width, height, seed]) => {
    let state = seed;
    const next = (): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
      return (state >>> 16) & 255;
    };
    return paint(width, height, 'RGB', () => {
      const [red, green, blue] = [next(), next(), next()];
      if (kind === 'grey') return [red, red, red, 255];
      if (kind === 'strong') return [red, green, blue, 255];
      return [100 + (red >> 2), 100 + (green >> 2), 100 + (blue >> 2), 255];
    });
  });
}

function pixel({ data, width }: Picture, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

function rgbOf({ data }: Picture): Uint8Array {
  return Uint8Array.from(data).filter((_, i) => i % 4 !== 3);
}

function rgbPixels(data: Uint8Array): number[][] {
  return Array.from({ length: data.length / 3 }, (_, i) => [...data.subarray(i * 3, i * 3 + 3)]);
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? 0)));
  }
  return largest;
}
