import { inspectPicture, type PictureFacts } from '../../core/image/inspect-picture.ts';
import { orient } from '../../core/image/orient.ts';
import { PictureError } from '../../core/image/picture-error.ts';
import type { Picture } from '../../core/image/picture.ts';
import type { Crop } from '../../engine/contract.ts';
import { decodeWithCanvas } from './decode-with-canvas.ts';
import { decodeWithImageDecoder } from './decode-with-image-decoder.ts';

/** Straight RGBA, 4 bytes a pixel, row by row. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture, turned upright, and what its file says about it. */
export interface ReadPicture extends Pick<
  Crop,
  'format' | 'orientation' | 'animated' | 'canvasNoise'
> {
  readonly picture: Picture;
}

/** @throws PictureError */
export type PictureReader = (bytes: Uint8Array<ArrayBuffer>) => Promise<ReadPicture>;

/** Reads pictures with the browser's decoder, without a canvas where it can. */
export function createPictureReader(): PictureReader {
  return async (bytes) => {
    const facts = inspectPicture(bytes);
    const { pixels, canvasNoise, turned } = await decode(bytes, facts);
    const { format, orientation, animated, mode } = facts;
    const picture = orient({ ...pixels, mode }, turned ? 1 : orientation);
    return { picture, format, orientation, animated, canvasNoise };
  };
}

async function decode(bytes: Uint8Array<ArrayBuffer>, facts: PictureFacts) {
  const type = `image/${facts.format}`;
  try {
    const pixels = await decodeWithImageDecoder(bytes, type);
    if (pixels) return { pixels, canvasNoise: false, turned: false };
    return { ...(await decodeWithCanvas(bytes, type)), turned: true };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const { format, width, height } = facts;
    if (format === 'heic') {
      const message = 'This browser cannot decode HEIC. Save the picture as JPEG and add that.';
      throw new PictureError('picture-format', message, { kind: 'heic', format: 'HEIC' });
    }
    // The pixel bound of the header was kept: if memory runs out here, there is little of it.
    if (error instanceof RangeError || /memory|allocat/i.test(detail)) {
      throw new PictureError(
        'picture-too-large',
        `There is not enough memory for this picture of ${width} x ${height} pixels. Make it smaller and add it again.`,
        { format, width, height, detail },
      );
    }
    throw new PictureError(
      'picture-unreadable',
      'The browser cannot read this picture: the file is damaged, or of a kind that it does not know. Save it again as PNG or JPEG.',
      { format, detail },
    );
  }
}
