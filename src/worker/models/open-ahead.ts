import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { PictureFile } from '../../engine/encoding.ts';
import { pictureBytes } from '../pictures/picture-bytes.ts';
import type { ReadPicture } from '../pictures/read-picture.ts';

/** A picture's file, and its pixels when they are asked for. */
export interface OpenedPicture {
  readonly hash: string;
  /** Decodes it, once. */
  readonly read: () => Promise<ReadPicture>;
}

interface Reading {
  /** Whether anybody would want the pixels of a file with this hash. */
  readonly isNew: (hash: string) => boolean;
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Promise<ReadPicture>;
}

/**
 * Opens pictures one after the other. While one is decoded and goes through the towers, the browser's own threads decode the
 * next: never more than one ahead, because pixels are large; not one that is known already or equal to the one before. What
 * fails is told when its turn comes.
 */
export function openAhead(
  pictures: readonly PictureFile[],
  { isNew, read }: Reading,
): (index: number) => Promise<OpenedPicture> {
  let ahead: { readonly index: number; readonly opened: Promise<OpenedPicture> } | null = null;
  const begin = async (index: number, before?: Promise<OpenedPicture>): Promise<OpenedPicture> => {
    const bytes = await pictureBytes(pictures[index] ?? new Blob());
    const hash = fingerprint([bytes]);
    const previous = await before?.catch(() => undefined);
    const early = before !== undefined && previous?.hash !== hash && isNew(hash);
    let reading = early ? read(bytes) : undefined;
    reading?.catch(() => undefined);
    return { hash, read: () => (reading ??= read(bytes)) };
  };
  return (index) => {
    const opened = ahead?.index === index ? ahead.opened : begin(index);
    const next = index + 1;
    ahead = next < pictures.length ? { index: next, opened: begin(next, opened) } : null;
    ahead?.opened.catch(() => undefined);
    return opened;
  };
}
