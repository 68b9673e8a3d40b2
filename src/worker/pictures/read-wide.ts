import { compressedPixels } from '../../core/image/mend-png.ts';
import { grey16Values, inflatedBytes, pngLayout } from '../../core/image/png-rows.ts';
import type { DecodedPixels } from './decoded-pixels.ts';
import { inflatePart } from './inflate-part.ts';

/** A greyscale PNG with all its 16 bits, of which browsers give the high 8; what the file lacks is 0. */
export async function readWide(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<DecodedPixels & { readonly wide: Uint16Array }> {
  const layout = pngLayout(bytes);
  const inflated = new Uint8Array(inflatedBytes(layout));
  await inflatePart(compressedPixels(bytes), inflated.length, (piece, at) =>
    inflated.set(piece.subarray(0, inflated.length - at), at),
  );
  const wide = grey16Values(layout, inflated);
  const data = new Uint8Array(wide.length * 4).fill(255);
  for (const [i, value] of wide.entries()) data.fill(value >> 8, i * 4, i * 4 + 3);
  return { width: layout.width, height: layout.height, data, wide };
}
