import { splitRole } from './split-name.ts';

/** Parts of a data set that are told apart by folders. */
export interface Splits {
  /** Place of the split among the parts of every path. */
  readonly level: number;
  /** For each path the name of its split; `null` where it lies in none. */
  readonly splitOf: readonly (string | null)[];
  /** Distinct names, as they first appear. */
  readonly names: readonly string[];
}

/** Share of the pictures that must lie in splits, or the folders of those names mean something else. */
const LEAST_SHARE = 0.8;

/**
 * Finds `train`, `val`, `test` among folders: above the classes, or right below them. One such folder alone splits nothing.
 *
 * @param folders for each picture the parts of its path without the file's name, archives by their stems
 */
export function findSplits(folders: readonly (readonly string[])[]): Splits | null {
  const deepest = folders.reduce((most, parts) => Math.max(most, parts.length), 0);
  for (let level = 0; level < deepest; level++) {
    const names = new Set(folders.map((parts) => parts[level]));
    const found = splitsAt(folders, level);
    if (found) return found;
    // Below the classes: every class has its own.
    if (names.size > 1) return splitsAt(folders, level + 1);
  }
  return null;
}

function splitsAt(folders: readonly (readonly string[])[], level: number): Splits | null {
  const splitOf = folders.map((parts) => {
    const name = parts[level];
    return name !== undefined && splitRole(name) !== null ? name : null;
  });
  const names = [...new Set(splitOf)].filter((name) => name !== null);
  const inside = splitOf.filter((name) => name !== null).length;
  if (names.length < 2 || inside < folders.length * LEAST_SHARE) return null;
  return { level, splitOf, names };
}
