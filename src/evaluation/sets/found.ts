import type { Place } from '../../core/dataset/place.ts';

/** A file of a folder or an archive, not read yet. */
export interface FoundFile {
  /** Parts joined by `/`, in one Unicode form. */
  readonly path: string;
  readonly place: Place;
  readonly bytes: number;
  /** Changes when the content does, as far as that can be known without reading it. */
  readonly stamp: string;
  readonly read: (signal: AbortSignal) => Promise<Blob>;
  /** All its bytes in memory of their own, to be handed to the engine; where it lies in an archive. */
  readonly take?: () => Promise<Uint8Array<ArrayBuffer>>;
  /** At most so many first bytes; `null` where they are not at hand, as of a file on a server. */
  readonly head: ((length: number) => Promise<Uint8Array>) | null;
  /** How it is packed, where it cannot be unpacked here. */
  readonly packing: string | null;
  /** Its text, where it is short and was read in passing. */
  readonly text: string | null;
}

/** A file whose name is not read yet: archives may not say how their names are written. */
export interface ListedFile extends Omit<FoundFile, 'path' | 'place'> {
  /** Archives and folders around the archive that it lies in. */
  readonly around: Place;
  /** Its path in its archive or folder, and that path's bytes where they do not tell how they are written. */
  readonly name: string;
  readonly rawName: Uint8Array | null;
}

/** A file as it was picked or dropped, with its path below what was chosen. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** Longest picture that is read; a photograph of 100 megapixels stays below it. */
export const MOST_PICTURE_BYTES = 128 * 2 ** 20;

export const NOWHERE: Place = { folders: [], archives: [] };

/** A place inside an archive that lies at another place. */
export function insideArchive({ folders, archives }: Place, path: string): Place {
  const parts = path.split('/');
  return {
    folders: [...folders, ...parts],
    archives: [...archives, ...parts.map((_, at) => at === parts.length - 1)],
  };
}

/** A file on disk. */
export function fileOnDisk({ path, file }: GivenFile): ListedFile {
  return {
    around: NOWHERE,
    name: path,
    rawName: null,
    bytes: file.size,
    stamp: `${file.size} ${file.lastModified}`,
    read: () => Promise.resolve(file),
    head: async (length) => new Uint8Array(await file.slice(0, length).arrayBuffer()),
    packing: null,
    text: null,
  };
}
