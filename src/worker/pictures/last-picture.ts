import type { AlphaRule } from '../../core/image/picture.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import { pictureBytes } from './picture-bytes.ts';
import type { PictureReader, ReadPicture } from './read-picture.ts';

/** A photograph of 16 megapixels; larger ones are decoded each time. */
const KEPT_BYTES = 64 * 2 ** 20;

/** Reads a picture; that of the last call, when it comes again under the same rule, is not decoded again. */
export type LastPicture = (
  picture: Blob,
  alpha: AlphaRule,
) => Promise<{ readonly hash: string; readonly read: () => Promise<ReadPicture> }>;

/** For calls that ask about one picture again and again, as while something is dragged over it. */
export function createLastPicture(readPicture: PictureReader): LastPicture {
  let last: { readonly name: string; readonly read: ReadPicture } | null = null;
  return async (picture, alpha) => {
    const bytes = await pictureBytes(picture);
    const hash = fingerprint([bytes]);
    const name = `${hash} ${alpha}`;
    const read = async (): Promise<ReadPicture> => {
      if (last?.name === name) return last.read;
      last = null;
      const fresh = await readPicture(bytes, alpha);
      const { width, height } = fresh.picture;
      if (width * height * 4 <= KEPT_BYTES) last = { name, read: fresh };
      return fresh;
    };
    return { hash, read };
  };
}
