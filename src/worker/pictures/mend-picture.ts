import { rowsMissing, type PictureFacts } from '../../core/image/inspect-picture.ts';
import { compressedPixels, mendedPng } from '../../core/image/mend-png.ts';
import { inflatedBytes, pngLayout, rowsWithin } from '../../core/image/png-rows.ts';
import { withoutTurns } from '../../core/image/without-turns.ts';
import { inflatePart } from './inflate-part.ts';

const END_OF_IMAGE = [0xff, 0xd9];

/**
 * The file as a browser's decoder gives of it what Pillow gives: an end where it has none, and of an animated PNG its
 * default picture alone, and nothing that it could turn the picture by. The very bytes where nothing is to mend.
 *
 * @throws CodedError `picture-truncated` where rows of pixels are missing
 */
export async function mendPicture(
  bytes: Uint8Array<ArrayBuffer>,
  facts: PictureFacts,
): Promise<Uint8Array<ArrayBuffer>> {
  return withoutTurns(await withItsEnd(bytes, facts), facts.format);
}

/**
 * A PNG that a decoder has refused, with right checksums, as Pillow does not look at those of the pixels; `null` for any other
 * file, or where rows of pixels are missing.
 */
export async function withRightChecksums(
  bytes: Uint8Array<ArrayBuffer>,
  { format, height }: PictureFacts,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (format !== 'png') return null;
  return (await rowsOf(bytes)) < height ? null : withoutTurns(mendedPng(bytes), format);
}

/** Whole rows of pixels that a PNG holds. */
async function rowsOf(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const layout = pngLayout(bytes);
  return rowsWithin(layout, await inflatePart(compressedPixels(bytes), inflatedBytes(layout)));
}

async function withItsEnd(
  bytes: Uint8Array<ArrayBuffer>,
  facts: PictureFacts,
): Promise<Uint8Array<ArrayBuffer>> {
  const { format, endless, animated, height } = facts;
  if (format === 'jpeg' && endless) {
    const mended = new Uint8Array(bytes.length + END_OF_IMAGE.length);
    mended.set(bytes);
    mended.set(END_OF_IMAGE, bytes.length);
    return mended;
  }
  if (format !== 'png' || !(endless || animated)) return bytes;
  if (endless) {
    const rows = await rowsOf(bytes);
    if (rows < height) throw rowsMissing(format, rows, height);
  }
  return mendedPng(bytes);
}
