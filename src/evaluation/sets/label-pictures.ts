import { createMatcher } from '../../core/dataset/match-pictures.ts';
import { bySplitRole, splitRole, type SplitRole } from '../../core/dataset/split-name.ts';
import type { FoundFile } from './found.ts';
import type { LabelsBeside } from './labels-beside.ts';
import type { LabelSource, SetChoices } from './set.ts';
import {
  byBeside,
  byFolder,
  byTable,
  folderSplits,
  type SortedPictures,
  tablePath,
} from './sort-pictures.ts';
import { fitTable, type FittedTable, type Table } from './tables.ts';

/** Pictures with their classes, and how they came by them. */
export interface LabelledPictures {
  readonly sorted: SortedPictures;
  readonly source: LabelSource;
  readonly sources: readonly LabelSource[];
  /** The table that gives the labels, or the one that names the most pictures. */
  readonly table: FittedTable | null;
  readonly splits: readonly { readonly name: string; readonly pictures: number }[];
  readonly split: string | null;
  /** Pictures of other splits. */
  readonly elsewhere: readonly string[];
}

interface Sources {
  readonly beside: LabelsBeside | null;
  readonly tables: readonly Table[];
}

/**
 * Classes of the pictures of one split: the chosen one, else the first of test, val and train that tells classes apart.
 */
export function labelPictures(
  pictures: readonly FoundFile[],
  sources: Sources,
  choices: SetChoices,
): LabelledPictures {
  const { names, splitOf, level } = folderSplits(pictures);
  if (names.length === 0) return ofTableSplit(pictures, sources, choices);
  const splits = names.map((name) => ({
    name,
    pictures: pictures.filter((file) => splitOf.get(file) === name).length,
  }));
  const inSplit = (split: string | null): LabelledPictures => {
    const own = pictures.filter((file) => split === null || splitOf.get(file) === split);
    const inside = new Set(own);
    const elsewhere = pictures.filter((file) => splitOf.has(file) && !inside.has(file));
    const labelled = withLabels(own, sources, choices, level, null);
    return { ...labelled, splits, split, elsewhere: elsewhere.map(({ path }) => path) };
  };
  if (choices.split !== undefined) return inSplit(known(choices.split, names));
  const tried = bySplitRole(names).map((name) => () => inSplit(name));
  for (const attempt of tried) {
    const found = attempt();
    if (found.sorted.classes.length > 1) return found;
  }
  return inSplit(bySplitRole(names)[0] ?? null);
}

function known(split: string | null, names: readonly string[]): string | null {
  return split !== null && names.includes(split) ? split : null;
}

/** Splits by a column of the table. */
function ofTableSplit(
  pictures: readonly FoundFile[],
  sources: Sources,
  choices: SetChoices,
): LabelledPictures {
  const all = withLabels(pictures, sources, choices, null, null);
  const table = all.source.kind === 'table' ? all.table : null;
  const counts = new Map<string, number>();
  table?.rows.forEach(({ split }, row) => {
    const here = (table.match.pictureOfRow[row] ?? -1) >= 0;
    if (split !== null && split !== '' && here) counts.set(split, (counts.get(split) ?? 0) + 1);
  });
  if (counts.size < 2) return all;
  const names = [...counts.keys()];
  const splits = names.map((name) => ({ name, pictures: counts.get(name) ?? 0 }));
  const split =
    choices.split === undefined ? (bySplitRole(names)[0] ?? null) : known(choices.split, names);
  return { ...withLabels(pictures, sources, choices, null, split), splits, split };
}

function withLabels(
  pictures: readonly FoundFile[],
  { beside, tables }: Sources,
  choices: SetChoices,
  splitLevel: number | null,
  split: string | null,
): LabelledPictures {
  const matcher = createMatcher(pictures.map(tablePath));
  const fitted = tables
    .map((table) => fitTable(table, matcher, pictures.length, columnsFor(table, choices)))
    .filter((table) => table !== null)
    .toSorted((a, b) => b.matched - a.matched);
  const folders = byFolder(pictures, splitLevel);
  const wanted = choices.source;
  const chosen =
    wanted?.kind === 'table' ? fitted.find((one) => one.file.path === wanted.path) : null;
  const table = chosen ?? forTesting(fitted) ?? null;
  const source =
    wanted && !(wanted.kind === 'table' && !chosen)
      ? wanted
      : guessed(beside, table, folders, pictures.length);
  const sources: LabelSource[] = [
    ...(folders.classes.length > 1 ? [{ kind: 'folders' } as const] : []),
    ...(beside ? [{ kind: 'beside' } as const] : []),
    ...fitted.map(({ file }) => ({ kind: 'table', path: file.path }) as const),
  ];
  const sorted =
    source.kind === 'beside' && beside
      ? byBeside(beside, pictures)
      : source.kind === 'table' && table
        ? byTable(table, pictures, split)
        : folders;
  return { sorted, source, sources, table, splits: [], split, elsewhere: [] };
}

/** The table that names most pictures; where that is of one split, the first of test, val and train that tells classes apart. */
function forTesting(tables: readonly FittedTable[]): FittedTable | undefined {
  const [most] = tables;
  if (!most || roleOf(most) === null) return most;
  const useful = tables.filter(
    (table) =>
      roleOf(table) !== null &&
      table.matched > 0 &&
      new Set(table.rows.map(({ label }) => label)).size > 1,
  );
  const [first] = bySplitRole(useful.map(splitName));
  return useful.find((table) => splitName(table) === first) ?? most;
}

/** What a table is called, without folders and extension. */
function splitName({ file }: FittedTable): string {
  return (file.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
}

function roleOf(table: FittedTable): SplitRole | null {
  return splitRole(splitName(table));
}

function columnsFor({ file }: Table, { source, columns }: SetChoices): SetChoices['columns'] {
  return source?.kind === 'table' && source.path === file.path ? columns : undefined;
}

/** Files beside the pictures were made for them; a table counts where it names most pictures, or folders tell no classes apart. */
function guessed(
  beside: LabelsBeside | null,
  table: FittedTable | null,
  folders: SortedPictures,
  pictures: number,
): LabelSource {
  if (beside) return { kind: 'beside' };
  const fromTable = { kind: 'table', path: table?.file.path ?? '' } as const;
  if (!table || table.matched === 0) return { kind: 'folders' };
  if (folders.classes.length < 2) return fromTable;
  const labels = new Set(table.rows.map(({ label }) => label));
  const captions = labels.size === table.rows.length && labels.size > folders.classes.length;
  return table.matched * 2 >= pictures && !captions ? fromTable : { kind: 'folders' };
}
