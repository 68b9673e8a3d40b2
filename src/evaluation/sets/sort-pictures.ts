import { groupByFolder } from '../../core/archive/folder-classes.ts';
import { webDatasetKey } from '../../core/archive/webdataset.ts';
import { findSplits } from '../../core/dataset/find-splits.ts';
import { type Place, placeNames } from '../../core/dataset/place.ts';
import type { FoundFile } from './found.ts';
import { labelKey, type LabelsBeside } from './labels-beside.ts';
import { leftOutOf, type LeftOut } from './set.ts';
import type { FittedTable } from './tables.ts';

/** Pictures by what the data calls their classes. */
export interface SortedPictures {
  readonly classes: readonly { readonly key: string; readonly pictures: readonly FoundFile[] }[];
  readonly leftOut: readonly LeftOut[];
}

/** Splits of the data by their folders, and each picture's. */
export interface FolderSplits {
  readonly names: readonly string[];
  readonly splitOf: ReadonlyMap<FoundFile, string>;
  /** Place of the split among the folders. */
  readonly level: number | null;
}

/** Splits by folders or archives called `train`, `test` and the like. */
export function folderSplits(pictures: readonly FoundFile[]): FolderSplits {
  const found = findSplits(pictures.map(({ place }) => placeNames(place)));
  const splitOf = new Map<FoundFile, string>();
  pictures.forEach((file, index) => {
    const split = found?.splitOf[index];
    if (split != null) splitOf.set(file, split);
  });
  return { names: found?.names ?? [], splitOf, level: found?.level ?? null };
}

/**
 * Classes by folders, without the level of the splits. Archives count as folders only where the folders inside them tell no classes
 * apart: a set in several archives is one set.
 */
export function byFolder(
  pictures: readonly FoundFile[],
  splitLevel: number | null,
): SortedPictures {
  const inside = grouped(pictures, splitLevel, false);
  const some = inside.classes.length > 1 ? inside : grouped(pictures, splitLevel, true);
  const best = some.classes.length > 1 ? some : inside;
  const pick = (indices: readonly number[]): FoundFile[] =>
    indices.map((index) => pictures[index]).filter((file) => file !== undefined);
  return {
    classes: best.classes.map((one) => ({ key: one.folder, pictures: pick(one.pictures) })),
    leftOut: leftOutOf(
      'unclassed',
      pick(best.unclassed).map(({ path }) => path),
    ),
  };
}

function grouped(
  pictures: readonly FoundFile[],
  splitLevel: number | null,
  archives: boolean,
): ReturnType<typeof groupByFolder> {
  return groupByFolder(
    pictures.map((file) => {
      const parts = folderParts(file.place, splitLevel, archives);
      return [...parts, nameOf(file.path)].join('/');
    }),
  );
}

function folderParts(place: Place, splitLevel: number | null, archives: boolean): string[] {
  return placeNames(place).filter(
    (_, level) => level !== splitLevel && (archives || !place.archives[level]),
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Where a table finds a picture: its folders without archives, and its name. */
export function tablePath({ place, path }: FoundFile): string {
  return [...folderParts(place, null, false), nameOf(path)].join('/');
}

/** Classes by files beside the pictures. */
export function byBeside({ labels }: LabelsBeside, pictures: readonly FoundFile[]): SortedPictures {
  const groups = new Map<string, FoundFile[]>();
  const unclassed: string[] = [];
  for (const file of pictures) {
    const label = labels.get(webDatasetKey(file.path).key);
    if (label) append(groups, labelKey(label), file);
    else unclassed.push(file.path);
  }
  return { classes: sorted(groups), leftOut: leftOutOf('unclassed', unclassed) };
}

/** Classes by a table's rows; rows of another split than the chosen one do not count. */
export function byTable(
  { rows, match, incomplete }: FittedTable,
  pictures: readonly FoundFile[],
  split: string | null,
): SortedPictures {
  const repeated = new Set(match.repeated);
  const groups = new Map<string, FoundFile[]>();
  const [absent, again, other]: [string[], string[], string[]] = [[], [], []];
  rows.forEach(({ file: cell, label, split: own }, row) => {
    const file = pictures[match.pictureOfRow[row] ?? -1];
    const elsewhere = split !== null && own !== null && own !== split;
    if (!file) {
      if (!elsewhere) absent.push(cell);
    } else if (repeated.has(row)) again.push(cell);
    else if (elsewhere) other.push(file.path);
    else append(groups, label, file);
  });
  return {
    classes: sorted(groups),
    leftOut: [
      ...leftOutOf('no-picture', absent),
      ...leftOutOf('repeated', again),
      ...leftOutOf('incomplete', incomplete.map(String)),
      ...leftOutOf(
        'unlabelled',
        match.unlabelled.map((index) => pictures[index]?.path ?? ''),
      ),
      ...leftOutOf('other-split', other),
    ],
  };
}

function append<K>(groups: Map<K, FoundFile[]>, key: K, file: FoundFile): void {
  const members = groups.get(key);
  if (members) members.push(file);
  else groups.set(key, [file]);
}

function sorted(groups: ReadonlyMap<string, FoundFile[]>): SortedPictures['classes'] {
  return [...groups]
    .toSorted(([a], [b]) => compareLabels(a, b))
    .map(([key, pictures]) => ({ key, pictures }));
}

/** Numbers by value, other labels by their UTF-16 code units, so that every browser numbers the classes alike. */
function compareLabels(a: string, b: string): number {
  if (/^\d{1,9}$/.test(a) && /^\d{1,9}$/.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}
