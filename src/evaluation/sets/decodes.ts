import { within } from '../../core/waiting/within.ts';

/** A decoder that takes longer does not come to an end. */
const DECODED_MS = 60_000;

/** Whether this browser shows a picture at all, tried on it. */
export async function decodes(picture: Blob): Promise<boolean> {
  try {
    const shown = createImageBitmap(picture).then((bitmap) => {
      bitmap.close();
      return true;
    });
    return await within(DECODED_MS, shown, () => false);
  } catch {
    return false;
  }
}
