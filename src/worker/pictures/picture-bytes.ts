import type { PictureFile } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';

/** All bytes of a picture. @throws EngineError `picture-unreadable` where the file is no longer as it was */
export async function pictureBytes(picture: PictureFile): Promise<Uint8Array<ArrayBuffer>> {
  if (picture instanceof Uint8Array) return picture;
  try {
    return new Uint8Array(await picture.arrayBuffer());
  } catch (error) {
    throw new EngineError(
      'picture-unreadable',
      'The browser can no longer read this file: it was moved, changed or removed. Add it again.',
      { kind: 'moved', detail: error instanceof Error ? error.message : String(error) },
    );
  }
}
