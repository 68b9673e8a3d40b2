import { bitmapOf } from '../../browser/bitmap-of.ts';
import type { DecodedPixels } from './decoded-pixels.ts';

/**
 * Decodes through a canvas, where nothing better is there: the first frame, no colour conversion. What the file says of
 * its orientation must not be there: browsers turn by it whatever they are asked.
 * A canvas keeps colours multiplied by alpha, so those of nearly transparent pixels lose precision. Some browsers add
 * noise to what is read from a canvas, against fingerprinting: `canvasNoise` says whether this one does.
 */
export async function decodeWithCanvas(
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<{ pixels: DecodedPixels; canvasNoise: boolean }> {
  const bitmap = await bitmapOf(new Blob([bytes], { type }), {
    colorSpaceConversion: 'none',
  });
  try {
    const { width, height } = bitmap;
    const { data } = readBack(bitmap);
    const pixels = { width, height, data: new Uint8Array(data.buffer) };
    return { pixels, canvasNoise: await canvasIsNoisy() };
  } finally {
    bitmap.close();
  }
}

function readBack(bitmap: ImageBitmap): ImageData {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('The browser gives no canvas of this size.');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, width, height);
}

const SIDE = 32;

let noisy: Promise<boolean> | undefined;

/** Draws a known opaque picture and reads it back, once; a browser without noise gives every byte as it was. */
function canvasIsNoisy(): Promise<boolean> {
  noisy ??= compareKnownPicture().catch(() => true);
  return noisy;
}

async function compareKnownPicture(): Promise<boolean> {
  const known = new ImageData(SIDE, SIDE);
  for (let i = 0; i < known.data.length; i++) known.data[i] = i % 4 === 3 ? 255 : (i * 89) % 256;
  const bitmap = await bitmapOf(known, { colorSpaceConversion: 'none' });
  try {
    const found = readBack(bitmap).data;
    return known.data.some((value, i) => value !== found[i]);
  } finally {
    bitmap.close();
  }
}
