import type { RowSource } from '../../core/image/row-source.ts';
import { answerOf, SLOW_SECONDS } from '../../core/waiting/answer-of.ts';
import { type DecodedPixels, pixelsOfRows } from './decoded-pixels.ts';
import { jpegRows } from './jpeg-colour.ts';
import { webpRows } from './webp-colour.ts';
import type { YuvPlanes } from './yuv-planes.ts';

/**
 * Decodes the first frame without a canvas: straight alpha, no colour conversion.
 * `null` where the browser has no `ImageDecoder`, does not know the type in it, or gives a kind of frame that is not
 * read here. Rejects where the file cannot be decoded, with BrowserSilentError where the browser does not answer.
 */
export async function decodeWithImageDecoder(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<DecodedPixels | null> {
  if (!('ImageDecoder' in globalThis) || !(await isKnown(type))) return null;
  const decoder = new ImageDecoder({
    data: bytes,
    type,
    colorSpaceConversion: 'none',
    preferAnimation: false,
  });
  try {
    const { image } = await answerOf({
      what: 'ImageDecoder.decode',
      of: decoder,
      ask: () => decoder.decode({ frameIndex: 0, completeFramesOnly: true }),
      seconds: SLOW_SECONDS,
      onLate: (late) => late.image.close(),
    });
    try {
      return await readFrame(image, type);
    } finally {
      image.close();
    }
  } finally {
    decoder.close();
  }
}

function isKnown(type: string): Promise<boolean> {
  const ask = () => ImageDecoder.isTypeSupported(type);
  return answerOf({ what: 'isTypeSupported', of: ImageDecoder, ask, again: true });
}

async function readFrame(frame: VideoFrame, type: string): Promise<DecodedPixels | null> {
  const rect = frame.visibleRect;
  const { format } = frame;
  if (!rect || !format) return null;
  const convert = CONVERSIONS[type];
  const isRgb = RGB_FORMATS.has(format);
  if (!isRgb && (!convert || !YUV_FORMATS.has(format))) return null;
  const data = new Uint8Array(frame.allocationSize({ rect }));
  const layout = await answerOf({
    what: 'VideoFrame.copyTo',
    of: frame,
    ask: () => frame.copyTo(data, { rect }),
    seconds: SLOW_SECONDS,
  });
  const { width, height } = rect;
  if (convert && !isRgb) {
    return pixelsOfRows(convert(planesOf(format, data, width, height, layout)));
  }
  return { width, height, data: toRgba(packed(data, layout, width, height), format) };
}

const RGB_FORMATS: ReadonlySet<VideoPixelFormat> = new Set(['RGBA', 'RGBX', 'BGRA', 'BGRX']);
const YUV_FORMATS: ReadonlySet<VideoPixelFormat> = new Set(['I420', 'I422', 'I444']);

/** Types that browsers decode to planes, and how the library that Pillow uses makes colours of these. */
const CONVERSIONS: Readonly<Record<string, (planes: YuvPlanes) => RowSource>> = {
  'image/jpeg': jpegRows,
  'image/webp': webpRows,
};

function planesOf(
  format: VideoPixelFormat,
  data: Uint8Array,
  width: number,
  height: number,
  layout: readonly PlaneLayout[],
): YuvPlanes {
  const chroma = {
    width: format === 'I444' ? width : Math.ceil(width / 2),
    height: format === 'I420' ? Math.ceil(height / 2) : height,
  };
  const plane = (index: number, size: { width: number; height: number }) => {
    const { offset, stride } = layout[index] ?? { offset: 0, stride: size.width };
    return { data: data.subarray(offset), stride, ...size };
  };
  return { y: plane(0, { width, height }), u: plane(1, chroma), v: plane(2, chroma) };
}

/** The rows without what a browser may have left between them. */
function packed(
  data: Uint8Array<ArrayBuffer>,
  layout: readonly PlaneLayout[],
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const { offset, stride } = layout[0] ?? { offset: 0, stride: width * 4 };
  if (offset === 0 && stride === width * 4) return data;
  const rows = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const start = offset + row * stride;
    rows.set(data.subarray(start, start + width * 4), row * width * 4);
  }
  return rows;
}

/** In place: blue and red change places where blue comes first, and a byte that stands for nothing becomes full alpha. */
function toRgba(pixels: Uint8Array<ArrayBuffer>, format: VideoPixelFormat): Uint8Array {
  const [swap, opaque] = [format.startsWith('B'), format.endsWith('X')];
  if (!swap && !opaque) return pixels;
  for (let i = 0; i < pixels.length; i += 4) {
    if (swap) {
      const blue = pixels[i] ?? 0;
      pixels[i] = pixels[i + 2] ?? 0;
      pixels[i + 2] = blue;
    }
    if (opaque) pixels[i + 3] = 255;
  }
  return pixels;
}
