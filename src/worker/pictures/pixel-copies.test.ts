import { afterEach, expect, test, vi } from 'vitest';
import { cropPicture } from '../../core/image/crop-picture.ts';
import { orient } from '../../core/image/orient.ts';
import type { Picture, PictureMode } from '../../core/image/picture.ts';
import { setPixelKernels } from '../../core/image/pixel-kernels.ts';
import address from '../../kernels/rows.as.ts?kernel';
import { decodeWithImageDecoder } from './decode-with-image-decoder.ts';
import { setPlaneKernels } from './plane-kernels.ts';
import { openSimdPixels } from './simd-pixels.ts';

const [WIDTH, HEIGHT, SIZE] = [1200, 900, 160];
const PIXELS = WIDTH * HEIGHT;
const ARRAYS = [
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
] as const;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  setPixelKernels(null);
  setPlaneKernels(null);
});

/** Bytes of the arrays that `work` made, by length or as copies of others, and of what memories of WebAssembly grew by. */
async function allocated(work: () => unknown): Promise<number> {
  let bytes = 0;
  const shared: object = Object.getPrototypeOf(Uint8Array.prototype) as object;
  const { slice } = shared as Uint8Array;
  vi.spyOn(shared as Uint8Array, 'slice').mockImplementation(function (this: Uint8Array, ...range) {
    const copy = slice.apply(this, range);
    bytes += copy.byteLength;
    return copy;
  });
  const { grow } = WebAssembly.Memory.prototype;
  vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(function (
    this: WebAssembly.Memory,
    pages,
  ) {
    bytes += pages * 65_536;
    return grow.call(this, pages);
  });
  for (const name of ARRAYS) {
    const made = new Proxy<new (...given: never[]) => object>(globalThis[name], {
      construct(target, given: unknown[], newTarget) {
        const array = Reflect.construct(target, given, newTarget) as ArrayBufferView;
        if (!(given[0] instanceof ArrayBuffer || given[0] instanceof SharedArrayBuffer))
          bytes += array.byteLength;
        return array;
      },
    });
    vi.stubGlobal(name, made);
  }
  try {
    await work();
  } finally {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  }
  return bytes;
}

/** A picture of RGBA bytes some of which are transparent where its mode has that. */
function picture(mode: PictureMode, width = WIDTH, height = HEIGHT): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  if (mode === 'RGBA' || mode === 'LA')
    for (let at = 3; at < data.length; at += 40) data[at] = at % 251;
  return { width, height, data, mode };
}

test('an array that is made is counted, and a view of one is not', async () => {
  const bytes = await allocated(() => {
    const array = new Float32Array(10);
    return [new Uint8Array(array.buffer, 4), array.subarray(2), Uint8Array.from([1, 2, 3])];
  });
  // `from` makes its array by the constructor that it is called on.
  expect(bytes).toBe(40 + 3);
  expect(await allocated(() => new Uint8Array(7).slice(2))).toBe(7 + 5);
});

/**
 * Rows that are narrowed to the crop's width, the crop itself in each of its forms (in the kernel's memory and behind it, turned,
 * in three channels), and a row of the picture with what weighs it.
 */
const CROP_BYTES = (HEIGHT * SIZE + 5 * SIZE * SIZE + WIDTH) * 4 + 100_000;

const MODES = ['1', 'P', 'L', 'LA', 'RGB', 'RGBA'] as const;

test.each(MODES.flatMap((mode) => [1, 6].map((turn) => [mode, turn] as const)))(
  'a crop of a picture in mode %s that EXIF turns by %i holds the rows of the crop, and no second picture',
  async (mode, turn) => {
    expect(CROP_BYTES).toBeLessThan(PIXELS * 1.5);
    // Memory that another picture has made grow would not grow again.
    setPixelKernels(await openSimdPixels(address));
    const turned = orient(picture(mode, ...(turn === 6 ? [HEIGHT, WIDTH] : [])), turn);
    for (const alpha of ['white', 'as-pillow'] as const)
      expect(await allocated(() => cropPicture(turned, { size: SIZE }, alpha))).toBeLessThan(
        CROP_BYTES,
      );
  },
);

test.each(MODES)('without SIMD too, where nothing is turned (%s)', async (mode) => {
  const plain = picture(mode);
  for (const alpha of ['white', 'as-pillow'] as const)
    expect(await allocated(() => cropPicture(plain, { size: SIZE }, alpha))).toBeLessThan(
      CROP_BYTES,
    );
});

/** A browser whose decoder gives a frame in that format, as Chromium lays it out. */
function decoderOf(format: string, bytesAPixel: number, copies: number[]): void {
  const frame = {
    format,
    visibleRect: { width: WIDTH, height: HEIGHT },
    allocationSize: () => PIXELS * bytesAPixel,
    async copyTo(into: Uint8Array) {
      copies.push(into.byteLength);
      into.fill(200);
      const colours = { offset: PIXELS, stride: WIDTH / 2 };
      return bytesAPixel === 4
        ? [{ offset: 0, stride: WIDTH * 4 }]
        : [{ offset: 0, stride: WIDTH }, colours, { ...colours, offset: PIXELS * 1.25 }];
    },
    close: () => undefined,
  };
  vi.stubGlobal(
    'ImageDecoder',
    class {
      static isTypeSupported = async () => true;
      decode = async () => ({ image: frame });
      close = () => undefined;
    },
  );
}

test.each([
  ['a JPEG’s planes', 'image/jpeg', 'I420', 1.5],
  ['a WebP’s planes', 'image/webp', 'I420', 1.5],
  ['pixels without alpha', 'image/png', 'BGRX', 4],
  ['pixels as they are', 'image/png', 'RGBA', 4],
])(
  '%s are brought from the decoder once, and nothing else of their size is made',
  async (...one) => {
    const [, type, format, bytesAPixel] = one;
    const kernels = await openSimdPixels(address);
    setPixelKernels(kernels);
    setPlaneKernels(kernels);
    const copies: number[] = [];
    const bytes = await allocated(async () => {
      decoderOf(format, bytesAPixel, copies);
      const pixels = await decodeWithImageDecoder(new Uint8Array(), type);
      if (!pixels) throw new Error('The frame is of a kind that is read.');
      // Where there are rows, whoever asks for all pixels makes them, and is counted.
      const more = { mode: 'RGB', opaque: true } as const;
      cropPicture(Object.assign(pixels, more), { size: SIZE }, 'white');
    });
    expect(copies).toEqual([PIXELS * bytesAPixel]);
    expect(bytes).toBeLessThan(PIXELS * bytesAPixel + CROP_BYTES);
  },
);
