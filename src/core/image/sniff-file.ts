import {
  companionByBytes,
  companionByName,
  extensionOf,
  isSystemPath,
  type PassedOverReason,
} from './companion.ts';
import { pictureFormat, type PictureFormat } from './picture-format.ts';
import { refusedFormat, type RefusedKind } from './refused-format.ts';

/** As many first bytes as {@link sniffFile} looks at; fewer where a file is shorter. */
export const SNIFF_BYTES = 4096;

/** What a file is, as far as its name and its first bytes tell. */
export type SniffedFile =
  /** A picture of a format that is read here; whether it is whole is seen when it is decoded. */
  | { readonly kind: 'picture'; readonly format: PictureFormat }
  /** Meant as a picture, but of a format that is not read here: named, with a next step, never passed over in silence. */
  | { readonly kind: 'refused'; readonly reason: RefusedKind; readonly format: string }
  /** Called a picture by its name, but its bytes are none: empty, a web page, a text. */
  | { readonly kind: 'broken'; readonly reason: 'empty' | 'not-a-picture' }
  /** Lies beside pictures and is none: passed over, with a count by reason. */
  | { readonly kind: 'passed-over'; readonly reason: PassedOverReason };

/** Names under which people keep pictures, read here or not. */
const PICTURE_NAMES: ReadonlySet<string> = new Set(
  'jpg jpeg jpe jfif pjpeg png apng webp gif bmp dib avif heic heif hif tif tiff jp2 j2k jpx jxl ico cur ppm pgm pbm pnm pam tga psd dng cr2 cr3 nef arw orf raf rw2 svg'.split(
    ' ',
  ),
);

/**
 * The one rule of what is a picture and what only lies beside one, for what is dropped on the page and for data sets. What
 * a system left for itself is told by its path; a picture by its first bytes, whatever its name is; what is no picture by
 * its first bytes, then by its name. A name that promises a picture is never passed over.
 *
 * @param path parts joined by `/`; a name alone will do
 * @param firstBytes the first {@link SNIFF_BYTES} of the file, or all of a shorter one
 */
export function sniffFile(path: string, firstBytes: Uint8Array): SniffedFile {
  if (isSystemPath(path)) return { kind: 'passed-over', reason: 'system' };
  const named = companionByName(path);
  // A sidecar may hold a picture: a camera's .THM is a thumbnail of its film.
  if (named === 'sidecar') return { kind: 'passed-over', reason: named };
  const format = pictureFormat(firstBytes);
  if (format) return { kind: 'picture', format };
  const promised = PICTURE_NAMES.has(extensionOf(path));
  if (firstBytes.length === 0 && promised) return { kind: 'broken', reason: 'empty' };
  const refused = named === 'document' ? undefined : refusedFormat(firstBytes);
  if (refused) return { kind: 'refused', reason: refused.kind, format: refused.format };
  if (promised) return { kind: 'broken', reason: 'not-a-picture' };
  const reason = named ?? companionByBytes(firstBytes) ?? 'unknown';
  return { kind: 'passed-over', reason };
}
