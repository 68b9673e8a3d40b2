import { type PictureFacts, inspectPicture } from '../../core/image/inspect-picture.ts';
import { orient } from '../../core/image/orient.ts';
import { CodedError } from '../../core/errors.ts';
import { BrowserSilentError } from '../../core/waiting/answer-of.ts';
import type { AlphaRule, Picture } from '../../core/image/picture.ts';
import { isAllClear, settlePixels } from '../../core/image/settle-pixels.ts';
import type { Crop, PictureNote } from '../../engine/crop.ts';
import { decodeWithCanvas } from './decode-with-canvas.ts';
import { decodeWithImageDecoder } from './decode-with-image-decoder.ts';
import type { DecodedPixels } from './decoded-pixels.ts';
import { findOrientation } from './find-orientation.ts';
import { mendPicture, withRightChecksums } from './mend-picture.ts';
import { readWide } from './read-wide.ts';

/** A picture, turned upright, and what its file says about it. */
export interface ReadPicture extends Pick<
  Crop,
  'format' | 'orientation' | 'animated' | 'canvasNoise' | 'notes'
> {
  readonly picture: Picture;
}

/**
 * Reads a picture for one rule of what becomes of what RGB does not have.
 *
 * @throws CodedError
 */
export type PictureReader = (
  bytes: Uint8Array<ArrayBuffer>,
  alpha: AlphaRule,
) => Promise<ReadPicture>;

/** Reads pictures with the browser's decoder, without a canvas where it can. */
export function createPictureReader(): PictureReader {
  return async (bytes, alpha) => {
    const facts = inspectPicture(bytes);
    const mended = await mendPicture(bytes, facts);
    const grey16 = facts.pillowMode === 'I;16';
    const wide = grey16 && alpha === 'as-pillow';
    const { pixels, canvasNoise } = wide
      ? { pixels: await readWide(bytes), canvasNoise: false }
      : await decode(mended, facts);
    if (!pixels.rows) settlePixels(pixels.data, facts);
    const emptyAlpha = facts.format === 'bmp' && facts.mode === 'RGBA' && isAllClear(pixels.data);
    if (emptyAlpha && alpha === 'white') settlePixels(pixels.data, { ...facts, opaque: true });
    const { format, animated } = facts;
    const orientation = await findOrientation(facts);
    const picture = orient(pictureOf(pixels, facts), orientation);
    const notes = notesOf(facts, emptyAlpha);
    return { picture, format, orientation, animated, canvasNoise, notes };
  };
}

function pictureOf(pixels: DecodedPixels, { mode, opaque = false }: PictureFacts): Picture {
  const { width, height, rows } = pixels;
  if (!rows) return { ...pixels, mode, opaque };
  return {
    width,
    height,
    mode,
    opaque: true,
    rows,
    get data() {
      return pixels.data;
    },
  };
}

function notesOf({ pillowMode, endless, still }: PictureFacts, emptyAlpha: boolean): PictureNote[] {
  const notes: readonly (readonly [PictureNote, boolean])[] = [
    ['grey-16', pillowMode === 'I;16'],
    ['no-end', endless],
    ['cmyk', pillowMode === 'CMYK'],
    ['empty-alpha', emptyAlpha],
    ['still', still === true],
  ];
  return notes.filter(([, holds]) => holds).map(([note]) => note);
}

async function decodeOnce(bytes: Uint8Array<ArrayBuffer>, { format }: PictureFacts) {
  const type = `image/${format}`;
  // A decoder that sleeps, as one of the graphics card's may: the other way does without it.
  const pixels = await decodeWithImageDecoder(bytes, type).catch((error: unknown) => {
    if (error instanceof BrowserSilentError) return null;
    throw error;
  });
  return pixels ? { pixels, canvasNoise: false } : decodeWithCanvas(bytes, type);
}

async function decode(bytes: Uint8Array<ArrayBuffer>, facts: PictureFacts) {
  try {
    try {
      return await decodeOnce(bytes, facts);
    } catch (error) {
      const mended = await withRightChecksums(bytes, facts);
      if (!mended) throw error;
      return await decodeOnce(mended, facts);
    }
  } catch (error) {
    if (error instanceof BrowserSilentError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    const { format, width, height } = facts;
    if (format === 'heic') {
      const message = 'This browser cannot decode HEIC. Save the picture as JPEG and add that.';
      throw new CodedError('picture-format', message, { kind: 'heic', format: 'HEIC' });
    }
    // The pixel bound of the header was kept: if memory runs out here, there is little of it.
    if (error instanceof RangeError || /memory|allocat/i.test(detail)) {
      throw new CodedError(
        'picture-too-large',
        `There is not enough memory for this picture of ${width} x ${height} pixels. Make it smaller and add it again.`,
        { format, width, height, detail },
      );
    }
    throw new CodedError(
      'picture-unreadable',
      'The browser cannot read this picture: the file is damaged, or of a kind that it does not know. Save it again as PNG or JPEG.',
      { format, detail },
    );
  }
}
