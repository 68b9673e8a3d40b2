/** A file of a folder or an archive, not read yet. */
export interface FoundFile {
  /** Parts joined by `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Changes when the content does, as far as that can be known without reading it. */
  readonly stamp: string;
  readonly read: (signal: AbortSignal) => Promise<Blob>;
}

/** A file as it was picked or dropped, with its path below what was chosen. */
export interface GivenFile {
  readonly path: string;
  readonly file: File;
}

/** Longest picture that is read; a photograph of 100 megapixels stays below it. */
export const MOST_PICTURE_BYTES = 128 * 2 ** 20;

/** Files from disk. */
export function filesOnDisk(given: readonly GivenFile[]): FoundFile[] {
  return given.map(({ path, file }) => ({
    path,
    bytes: file.size,
    stamp: `${file.size} ${file.lastModified}`,
    read: () => Promise.resolve(file),
  }));
}
