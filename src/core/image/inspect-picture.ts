import { bmpFacts } from './bmp-facts.ts';
import { companionByBytes } from './companion.ts';
import { gifFacts } from './gif-facts.ts';
import type { HeaderFacts } from './header-facts.ts';
import { heifFacts } from './heif-facts.ts';
import { jpegFacts } from './jpeg-facts.ts';
import { CodedError } from '../errors.ts';
import { pngFacts } from './png-facts.ts';
import { pictureFormat, type PictureFormat } from './picture-format.ts';
import { isWebPage, refusedFormat } from './refused-format.ts';
import { webpFacts } from './webp-facts.ts';

/** What can be known of a picture file before anything is decoded. */
export interface PictureFacts extends Omit<HeaderFacts, 'truncated' | 'rows'> {
  readonly format: PictureFormat;
}

/**
 * Pictures must have fewer pixels than this. One of 100 megapixels takes 400 MB as RGBA, and once more while it is
 * turned or copied: more than a tab on a phone may have.
 */
export const PIXEL_LIMIT = 100_000_000;

const READERS: Readonly<Record<PictureFormat, (bytes: Uint8Array) => HeaderFacts>> = {
  png: pngFacts,
  jpeg: jpegFacts,
  gif: gifFacts,
  webp: webpFacts,
  bmp: bmpFacts,
  avif: heifFacts,
  heic: heifFacts,
};

/**
 * Format, size, mode and orientation from a file's structure. Names and media types are not asked: they are often wrong.
 *
 * @throws CodedError where the file is empty, no picture, of a format that browsers do not decode, cut off, or too large;
 *   `details` hold `format`, and `width`, `height` and `limit` in pixels where they matter
 */
export function inspectPicture(bytes: Uint8Array): PictureFacts {
  if (bytes.length === 0) {
    throw new CodedError('picture-empty', 'This file is empty. Save or copy the picture again.');
  }
  const format = pictureFormat(bytes);
  if (!format) throw notAPicture(bytes);
  const { truncated, rows, ...facts } = READERS[format](bytes);
  const { width, height } = facts;
  if (width * height >= PIXEL_LIMIT) {
    throw new CodedError(
      'picture-too-large',
      `This picture has ${width} x ${height} pixels; fewer than ${PIXEL_LIMIT / 1e6} million can be read. Make it smaller and add it again.`,
      { format, width, height, limit: PIXEL_LIMIT },
    );
  }
  if (truncated) {
    throw new CodedError(
      'picture-truncated',
      'This picture file ends too early. Download or copy it again.',
      { format, bytes: bytes.length },
    );
  }
  if (rows !== undefined && rows < height) throw rowsMissing(format, rows, height);
  if (width === 0 || height === 0) {
    throw new CodedError(
      'picture-unreadable',
      'This picture file is damaged: it does not say how large it is. Save it again from the program that made it.',
      { format },
    );
  }
  return { format, ...facts };
}

/** A picture of which the last rows of pixels are not in the file. */
export function rowsMissing(format: PictureFormat, rows: number, height: number): CodedError {
  const message = `This picture file is cut off: ${rows} of its ${height} rows of pixels are there. Copy it again.`;
  return new CodedError('picture-truncated', message, { format, rows, height });
}

function notAPicture(bytes: Uint8Array): CodedError {
  const refused = refusedFormat(bytes);
  if (refused?.kind === 'svg') {
    const message = 'This is an SVG drawing, which has no pixels. Export it as PNG and add that.';
    return new CodedError('picture-svg', message, { format: 'svg' });
  }
  if (refused) {
    const message = `This file has the format ${refused.format}, which cannot be read here. Save it as PNG or JPEG and add that.`;
    return new CodedError('picture-format', message, { ...refused });
  }
  if (isWebPage(bytes)) {
    const message = 'This is a web page, not a picture. Save the picture itself and add that file.';
    return new CodedError('picture-not-a-picture', message, { kind: 'html' });
  }
  const kind = companionByBytes(bytes) ?? 'unknown';
  const message = 'This file is not a picture. PNG, JPEG, WebP, GIF, BMP and AVIF can be read.';
  return new CodedError('picture-not-a-picture', message, { kind });
}
