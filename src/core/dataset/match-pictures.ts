import { splitRole } from './split-name.ts';

/** Where a table's cell found its picture. */
export interface Match {
  /** Index of the picture. */
  readonly picture: number;
  /** Parts at the end of the cell's path that are those of the picture's. */
  readonly parts: number;
}

export type Matcher = (cell: string) => Match | null;

const EXTENSION = /\.[\p{L}\d]{1,5}$/u;
/** A path of more parts is none. */
const MOST_PARTS = 40;

/**
 * Finds pictures by what tables call them: the longest end of the path that is the end of exactly one picture's path. So absolute
 * paths, paths of Windows and bare names find theirs. Upper and lower case, Unicode's forms and a missing or other extension do
 * not matter where they leave one picture only. A path below `train` is none of a picture below `test`.
 *
 * @param paths of the pictures, parts joined by `/`
 */
export function createMatcher(paths: readonly string[]): Matcher {
  const parts = paths.map((path) => partsOf(path));
  const exact = endings(parts);
  const folded = endings(parts.map((one) => one.map((part) => part.toLowerCase())));
  let stems: ReadonlyMap<string, number> | null = null;
  const find = (cell: readonly string[], map: ReadonlyMap<string, number>): Match | null => {
    for (let from = Math.max(0, cell.length - MOST_PARTS); from < cell.length; from++) {
      const picture = map.get(cell.slice(from).join('/'));
      if (picture === undefined) continue;
      // Of several pictures with this end a shorter end would not say more.
      if (picture < 0) return null;
      const length = cell.length - from;
      const other = parts[picture]?.at(-length - 1);
      return otherSplit(cell.at(-length - 1), other) ? null : { picture, parts: length };
    }
    return null;
  };
  return (text) => {
    const cell = partsOf(text);
    if (cell.length === 0) return null;
    const small = cell.map((part) => part.toLowerCase());
    const found = find(cell, exact) ?? find(small, folded);
    if (found) return found;
    stems ??= endings(parts.map((one) => withoutExtension(one.map((part) => part.toLowerCase()))));
    return find(withoutExtension(small), stems) ?? find(small, stems);
  };
}

/** Parts of a path in one Unicode form, without a drive, a scheme, `.` and empty parts; of an address without its query. */
function partsOf(path: string): string[] {
  const isAddress = /^[a-z]{2,}:\/\//i.test(path);
  return (isAddress ? decoded(path.replace(/[?#].*$/s, '')) : path)
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^([a-z]:|[a-z]+:\/\/)/i, '')
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.');
}

/** As written where its percent signs are none of an address. */
function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function withoutExtension(parts: readonly string[]): string[] {
  return [...parts.slice(0, -1), (parts.at(-1) ?? '').replace(EXTENSION, '')];
}

/** For every end of every path its picture, or -1 where several have it. A whole path stands for its own picture. */
function endings(paths: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>();
  paths.forEach((parts, index) => {
    for (let from = Math.max(0, parts.length - MOST_PARTS); from < parts.length; from++) {
      const ending = parts.slice(from).join('/');
      map.set(ending, map.has(ending) ? -1 : index);
    }
  });
  const whole = new Map<string, number>();
  paths.forEach((parts, index) => {
    const path = parts.join('/');
    whole.set(path, whole.has(path) ? -1 : index);
  });
  for (const [path, index] of whole) map.set(path, index);
  return map;
}

function otherSplit(cell: string | undefined, picture: string | undefined): boolean {
  if (cell === undefined || picture === undefined) return false;
  const [a, b] = [splitRole(cell), splitRole(picture)];
  return a !== null && b !== null && a !== b;
}
