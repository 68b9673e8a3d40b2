import { CodedError } from '../errors.ts';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import {
  ascii,
  be32,
  bmp,
  gif,
  greyRamp,
  heif,
  IEND,
  jpeg,
  png,
  RGB8,
  SAMPLES,
  tiff,
  VP8,
  VP8L,
  VP8X,
  webp,
} from '../../testing/picture-samples.ts';
import { inspectPicture, PIXEL_LIMIT, type PictureFacts } from './inspect-picture.ts';

test.each(Object.entries(SAMPLES))(
  'format, size and animation of a small file: %s',
  (name, bytes) => {
    const facts = inspectPicture(bytes);
    expect(facts.format).toBe(name.split(' ').at(-1));
    expect([facts.width, facts.height]).toEqual(name === 'jpeg' ? [400, 300] : [30, 20]);
    expect(facts.animated).toBe(name.startsWith('animated'));
  },
);

test.each([
  ['picture-0-rgb-640x480.png', 640, 480, 'RGB'],
  ['picture-5-l-500x375.png', 500, 375, 'L'],
  ['picture-6-p-333x333.png', 333, 333, 'P'],
  ['picture-10-rgba-420x310.png', 420, 310, 'RGBA'],
] as const)('a file that Pillow wrote: %s', (file, width, height, mode) => {
  const expected = {
    format: 'png',
    width,
    height,
    mode,
    pillowMode: mode,
    orientation: 1,
    animated: false,
    endless: false,
  };
  expect(inspectPicture(goldenBytes(file))).toEqual(expected);
});

test('a file that another library wrote', () => {
  const bytes = encode({ width: 3, height: 2, data: new Uint8Array(12), channels: 2, depth: 8 });
  expect(inspectPicture(bytes)).toMatchObject({ width: 3, height: 2, mode: 'LA' });
});

describe('the mode in which Pillow opens', () => {
  test.each([
    [1, 0, '1', '1'],
    [2, 0, 'L', 'L'],
    [16, 0, 'L', 'I;16'],
    [16, 2, 'RGB', 'RGB'],
    [1, 3, 'P', 'P'],
    [8, 4, 'LA', 'LA'],
    [16, 4, 'RGBA', 'RGBA'],
    [8, 6, 'RGBA', 'RGBA'],
  ])('a PNG of %i bits, colour type %i', (depth, type, mode, pillowMode) => {
    const facts = inspectPicture(png([...be32(1), ...be32(1), depth, type]));
    expect(facts).toMatchObject({ mode, pillowMode });
  });

  test('a palette PNG with transparency stays a palette picture', () => {
    const bytes = png(
      [...be32(1), ...be32(1), 8, 3],
      [['PLTE', [1, 2, 3]], ['tRNS', [0]], ['IDAT', [1]], IEND],
    );
    expect(inspectPicture(bytes).mode).toBe('P');
  });

  test.each([
    [1, 'L', 'L'],
    [3, 'RGB', 'RGB'],
    [4, 'RGB', 'CMYK'],
  ])('a JPEG of %i components', (components, mode, pillowMode) => {
    expect(inspectPicture(jpeg(components))).toMatchObject({ mode, pillowMode });
  });

  test.each([
    ['colours', gif(1, [9, 8, 7, 6, 5, 4]), 'P'],
    ['numbers as greys', gif(1, greyRamp(1, 3)), 'L'],
    ['other greys', gif(1, greyRamp(85, 3)), 'P'],
    ['no palette', gif(1, []), 'L'],
  ])('a GIF with %s', (_, bytes, mode) => {
    expect(inspectPicture(bytes).mode).toBe(mode);
  });

  test.each([
    ['lossless', webp(VP8L(0)), 'RGB'],
    ['lossless with alpha', webp(VP8L(1)), 'RGBA'],
    ['extended with alpha', webp(VP8X(0x10), ['ALPH', [1]], VP8), 'RGBA'],
    ['extended without', webp(VP8X(0), VP8), 'RGB'],
  ])('a WebP, %s', (_, bytes, mode) => {
    expect(inspectPicture(bytes)).toMatchObject({ mode, width: 30, height: 20 });
  });

  test.each([
    ['black and white', bmp(1, [0, 0, 0, 0, 255, 255, 255, 0]), '1'],
    ['two colours', bmp(1, [0, 0, 0, 0, 255, 255, 254, 0]), 'P'],
    ['numbers as greys', bmp(8, greyRamp(1, 4)), 'L'],
    ['other greys', bmp(8, greyRamp(2, 4)), 'P'],
    ['32 bits', bmp(32, []), 'RGB'],
  ])('a BMP of %s', (_, bytes, mode) => {
    expect(inspectPicture(bytes).mode).toBe(mode);
  });

  test('an AVIF with an alpha picture, and one without', () => {
    expect(inspectPicture(heif('avif', true)).mode).toBe('RGBA');
    expect(inspectPicture(heif('avif', false)).mode).toBe('RGB');
    expect(inspectPicture(heif('avis', false)).animated).toBe(true);
  });
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('EXIF orientation %i in JPEG, PNG and WebP', (orientation) => {
  const block = tiff(orientation, orientation < 5);
  const files = [
    jpeg(3, orientation),
    png(RGB8, [['eXIf', block], ['IDAT', [1]], IEND]),
    webp(VP8X(8), VP8, ['EXIF', block]),
    webp(VP8X(8), VP8, ['EXIF', [...ascii('Exif\0\0'), ...block]]),
  ];
  expect(files.map((file) => inspectPicture(file).orientation)).toEqual(
    [1, 1, 1, 1].map(() => orientation),
  );
});

test('an orientation that EXIF does not know counts as upright', () => {
  for (const orientation of [9, 255, 65_535]) {
    expect(inspectPicture(jpeg(3, orientation)).orientation).toBe(1);
  }
});

describe('refused, each with its code', () => {
  test.each([
    ['picture-empty', ''],
    ['picture-svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['picture-svg', '\xef\xbb\xbf<?xml version="1.0"?>\n<!-- made by hand -->\n<svg width="1">'],
    ['picture-not-a-picture', '<!DOCTYPE html><html><svg></svg></html>'],
    ['picture-not-a-picture', 'BM, as in a text that begins so'],
    ['picture-not-a-picture', 'hello'],
    ['picture-format', 'II*\0'],
    ['picture-format', '%PDF-1.7'],
  ])('%s: %j', (code, text) => {
    expect(failure(Uint8Array.from(ascii(text)))?.code).toBe(code);
  });

  test('a picture of 100 megapixels, told by its header alone', () => {
    const large = png([...be32(10_000), ...be32(10_000), 8, 2], []);
    expect(failure(large)).toMatchObject({
      code: 'picture-too-large',
      details: { width: 10_000, height: 10_000, limit: PIXEL_LIMIT },
    });
    expect(failure(png([...be32(10_000), ...be32(9_999), 8, 2]))).toBeUndefined();
  });

  test('a picture that does not say how large it is', () => {
    expect(failure(png([...be32(0), ...be32(20), 8, 2]))?.code).toBe('picture-unreadable');
  });

  test.each(['jpeg', 'gif', 'webp', 'bmp', 'avif'])('a %s cut anywhere', (name) => {
    const whole = SAMPLES[name] ?? new Uint8Array();
    // A GIF's last byte says that no frame follows, which is true without it too.
    const longest = name === 'gif' ? whole.length - 2 : whole.length - 1;
    for (let length = 32; length <= longest; length++) {
      expect(failure(whole.subarray(0, length))?.code, `${length} bytes`).toBe('picture-truncated');
    }
  });

  test('a PNG cut before its pixels; behind their begin the decoder says whether all are there', () => {
    const whole = SAMPLES['png'] ?? new Uint8Array();
    const lengths = Array.from({ length: whole.length - 32 }, (_, i) => 32 + i);
    // The pixels' chunk has begun where the frame of a chunk would be there.
    const begun = lengths.filter((length) => length >= 33 + 12);
    const before = lengths.filter((length) => length < 33 + 12);
    expect(begun.map((length) => inspectPicture(whole.subarray(0, length)).endless)).toEqual(
      begun.map(() => true),
    );
    expect(before.map((length) => failure(whole.subarray(0, length))?.code)).toEqual(
      before.map(() => 'picture-truncated'),
    );
    expect(inspectPicture(whole).endless).toBe(false);
  });

  test('a JPEG with other things behind its end is whole', () => {
    const trailed = Uint8Array.from([...jpeg(3), ...ascii('a film')]);
    expect(failure(trailed)).toBeUndefined();
  });
});

test('whatever the bytes are, there are facts within the bounds or a picture error', () => {
  const sample = fc.constantFrom(...Object.values(SAMPLES));
  const change = fc.tuple(fc.nat(), fc.nat(255));
  const broken = fc
    .tuple(sample, fc.array(change, { maxLength: 8 }), fc.nat())
    .map(([bytes, changes, cut]) => {
      const copy = bytes.slice(0, bytes.length - (cut % 40));
      for (const [at, value] of changes) copy[at % copy.length] = value;
      return copy;
    });
  const anything = fc.oneof(fc.uint8Array({ maxLength: 300 }), broken);
  fc.assert(
    fc.property(anything, (bytes) => {
      const result = outcome(bytes);
      if (result instanceof CodedError) return true;
      const { width, height, orientation } = result;
      const pixels = width * height;
      return pixels > 0 && pixels < PIXEL_LIMIT && orientation >= 1 && orientation <= 8;
    }),
    { numRuns: 20_000 },
  );
});

function outcome(bytes: Uint8Array): PictureFacts | CodedError {
  try {
    return inspectPicture(bytes);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

function failure(bytes: Uint8Array): CodedError | undefined {
  const result = outcome(bytes);
  return result instanceof CodedError ? result : undefined;
}
