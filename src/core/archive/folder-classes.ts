/** A class as the folders name it. */
export interface FolderClass {
  /** The folder's name, or the WordNet number that the files' names begin or end with. */
  readonly folder: string;
  /** ImageNet's number of the class, such as `n01440764`, where the name is one. */
  readonly wordNetId: string | null;
  /** Indices into the paths that were given. */
  readonly pictures: readonly number[];
}

export interface FolderClasses {
  /** By name, in the order of their UTF-16 code units, so that every browser numbers them alike. */
  readonly classes: readonly FolderClass[];
  /** Pictures that lie in no class's folder. */
  readonly unclassed: readonly number[];
}

/** ImageNet's class number at the front of a text (`n01440764`, `n01440764_10026.JPEG`), or before the extension. */
export function wordNetIdOf(name: string): string | null {
  const [, front] = /^(n\d{8})(?![0-9A-Za-z])/.exec(name) ?? [];
  const [, back] = /_(n\d{8})\.[A-Za-z]+$/.exec(name) ?? [];
  return front ?? back ?? null;
}

/**
 * Sorts pictures into classes by their paths. The folders that all pictures share are passed over (but for the last, where
 * the pictures lie directly in it: then it is the one class); the next folder names the class. Where there are no folders
 * and every file's name carries ImageNet's number, that number is the class.
 *
 * @param paths of the pictures: parts joined by `/`, without a `/` in front
 */
export function groupByFolder(paths: readonly string[]): FolderClasses {
  const pictures = paths.map((_, index) => index);
  const folders = new Map(
    pictures.map((index) => [index, (paths[index] ?? '').split('/').slice(0, -1)]),
  );
  const shared = sharedDepth([...folders.values()]);
  const byName = new Map<string, number[]>();
  const unclassed: number[] = [];
  const own = new Map(
    pictures.map((index) => [index, wordNetIdOf(paths[index]?.split('/').at(-1) ?? '')]),
  );
  const allFlat = [...folders.values()].every((parts) => parts.length === shared);
  const byPrefix = allFlat && pictures.length > 0 && [...own.values()].every((id) => id !== null);
  for (const index of pictures) {
    const parts = folders.get(index) ?? [];
    const depth = allFlat ? shared - 1 : shared;
    const name = byPrefix ? own.get(index) : parts[depth];
    if (name == null) {
      unclassed.push(index);
      continue;
    }
    const members = byName.get(name);
    if (members) members.push(index);
    else byName.set(name, [index]);
  }
  const classes = [...byName.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([folder, members]) => ({ folder, wordNetId: exactId(folder), pictures: members }));
  return { classes, unclassed };
}

function exactId(folder: string): string | null {
  return /^n\d{8}$/.test(folder) ? folder : null;
}

/** How many leading folders all pictures have in common. */
function sharedDepth(folders: readonly (readonly string[])[]): number {
  const [first = []] = folders;
  let depth = 0;
  while (depth < first.length && folders.every((parts) => parts[depth] === first[depth])) depth++;
  return depth;
}
