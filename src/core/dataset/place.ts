import { archiveStem } from '../archive/archive-kind.ts';

/** Where a file lies: the parts of its path without its own name. */
export interface Place {
  readonly folders: readonly string[];
  /** For each part whether it is an archive's file instead of a folder. */
  readonly archives: readonly boolean[];
}

/** Parts in one Unicode form, archives by their names without extensions. */
export function placeNames({ folders, archives }: Place): string[] {
  return folders.map((folder, at) => {
    const name = folder.normalize('NFC');
    return archives[at] ? archiveStem(name) : name;
  });
}
