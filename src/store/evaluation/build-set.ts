import { groupByFolder } from '../../core/archive/folder-classes.ts';
import { isPictureName } from '../../core/archive/picture-name.ts';
import { webDatasetKey } from '../../core/archive/webdataset.ts';
import { createSha256 } from '../../core/hub/sha256.ts';
import { EngineError } from '../../engine/errors.ts';
import { namesOfKeys } from './class-names.ts';
import { type FoundFile, MOST_PICTURE_BYTES } from './found.ts';
import { fittingTable, type FittedTable } from './label-table-of.ts';
import type { EvaluationSet, LeftOut, LeftOutReason } from './set.ts';

/** Names that are shown of what is left out. */
const EXAMPLES = 3;
/** More classes would not fit into memory: their vectors alone take 2 kB each and column. */
export const MOST_CLASSES = 20_000;

interface Sorted {
  /** For each class its key and its pictures. */
  readonly classes: readonly { readonly key: string; readonly pictures: readonly FoundFile[] }[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Files as a set: classes by WebDataset's class numbers where there are any, else by a table that names pictures, else by
 * folders.
 *
 * @param classNames names by class number, where the data came with a list
 * @throws EngineError `set-empty`, `set-one-class`, `set-no-labels`, `set-bad-table`, `set-too-many-classes`
 */
export async function buildSet(
  title: string,
  files: readonly FoundFile[],
  classOfKey: ReadonlyMap<string, number>,
  classNames: readonly string[],
  signal: AbortSignal,
): Promise<EvaluationSet> {
  const all = files.filter(({ path }) => isPictureName(path));
  const pictures = all.filter(({ bytes }) => bytes <= MOST_PICTURE_BYTES);
  const tooLarge = all.filter(({ bytes }) => bytes > MOST_PICTURE_BYTES);
  const { classes, leftOut } =
    classOfKey.size > 0
      ? byNumber(pictures, classOfKey)
      : await byTableOrFolder(files, pictures, signal);
  requireClasses(classes.length, classNames.length);
  const named = classNames.length > 0 ? withUnseen(classes, classNames) : classes;
  const keys = named.map(({ key }) => key);
  const names =
    classNames.length > 0 ? classNames.map((name) => [name] as const) : await namesOfKeys(keys);
  return {
    title,
    identity: identityOf(named.flatMap(({ pictures }) => pictures)),
    classes: keys.map((key, index) => ({ key, names: names[index] ?? [key] })),
    pictures: named.flatMap((one, trueClass) =>
      one.pictures.map(({ path, bytes, read }) => ({ name: path, bytes, trueClass, read })),
    ),
    leftOut: [
      ...leftOut,
      ...leftOutOf(
        'too-large',
        tooLarge.map(({ path }) => path),
      ),
    ],
  };
}

function requireClasses(found: number, listed: number): void {
  if (found === 0) throw new EngineError('set-empty', 'There is no picture with a class here.');
  const count = Math.max(found, listed);
  if (count < 2) throw new EngineError('set-one-class', 'There is one class only.');
  if (count > MOST_CLASSES) {
    throw new EngineError('set-too-many-classes', `${count} classes are too many.`, {
      count,
      most: MOST_CLASSES,
    });
  }
}

function byNumber(pictures: readonly FoundFile[], classOfKey: ReadonlyMap<string, number>): Sorted {
  const groups = new Map<number, FoundFile[]>();
  const unclassed: string[] = [];
  for (const file of pictures) {
    const number = classOfKey.get(webDatasetKey(file.path).key);
    if (number === undefined) unclassed.push(file.path);
    else append(groups, number, file);
  }
  return {
    classes: [...groups]
      .sort(([a], [b]) => a - b)
      .map(([number, members]) => ({ key: String(number), pictures: members })),
    leftOut: leftOutOf('unclassed', unclassed),
  };
}

function append<K>(groups: Map<K, FoundFile[]>, key: K, file: FoundFile): void {
  const members = groups.get(key);
  if (members) members.push(file);
  else groups.set(key, [file]);
}

/** Every number of a list of names is a class, also where no picture belongs to it. */
function withUnseen(classes: Sorted['classes'], classNames: readonly string[]): Sorted['classes'] {
  const byKey = new Map(classes.map((one) => [one.key, one]));
  return classNames.map(
    (_, number) => byKey.get(String(number)) ?? { key: String(number), pictures: [] },
  );
}

async function byTableOrFolder(
  files: readonly FoundFile[],
  pictures: readonly FoundFile[],
  signal: AbortSignal,
): Promise<Sorted> {
  const paths = pictures.map(({ path }) => path);
  const folders = groupByFolder(paths);
  const table = await fittingTable(files, paths, signal);
  if (table && table.found > 0) return byTable(table, pictures);
  if (table && folders.classes.length < 2 && pictures.length > 0) {
    const details = { table: table.name };
    throw new EngineError('set-no-labels', `No row of ${table.name} names a picture.`, details);
  }
  const pick = (indices: readonly number[]) =>
    indices.map((index) => pictures[index]).filter((file) => file !== undefined);
  return {
    classes: folders.classes.map(({ folder, pictures: own }) => ({
      key: folder,
      pictures: pick(own),
    })),
    leftOut: leftOutOf(
      'unclassed',
      pick(folders.unclassed).map(({ path }) => path),
    ),
  };
}

function byTable({ table, match }: FittedTable, pictures: readonly FoundFile[]): Sorted {
  const repeated = new Set(match.repeated);
  const labels = new Map<string, FoundFile[]>();
  table.rows.forEach(({ label }, row) => {
    const file = pictures[match.pictureOfRow[row] ?? -1];
    if (!file || repeated.has(row)) return;
    append(labels, label, file);
  });
  const rowsWhere = (test: (row: number) => boolean) =>
    table.rows.filter((_, row) => test(row)).map(({ file }) => file);
  return {
    classes: [...labels]
      .sort(([a], [b]) => compareLabels(a, b))
      .map(([key, members]) => ({ key, pictures: members })),
    leftOut: [
      ...leftOutOf(
        'no-picture',
        rowsWhere((row) => (match.pictureOfRow[row] ?? -1) < 0),
      ),
      ...leftOutOf(
        'repeated',
        rowsWhere((row) => repeated.has(row) && (match.pictureOfRow[row] ?? -1) >= 0),
      ),
      ...leftOutOf('incomplete', table.incomplete.map(String)),
      ...leftOutOf(
        'unlabelled',
        match.unlabelled.map((index) => pictures[index]?.path ?? ''),
      ),
    ],
  };
}

/** Numbers by value, other labels by their UTF-16 code units, so that every browser numbers the classes alike. */
function compareLabels(a: string, b: string): number {
  if (/^\d{1,9}$/.test(a) && /^\d{1,9}$/.test(b)) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

function leftOutOf(reason: LeftOutReason, names: readonly string[]): LeftOut[] {
  return names.length === 0
    ? []
    : [{ reason, count: names.length, examples: names.slice(0, EXAMPLES) }];
}

function identityOf(pictures: readonly FoundFile[]): string {
  const hash = createSha256();
  const encoder = new TextEncoder();
  for (const { path, stamp } of pictures) hash.update(encoder.encode(`${path}\0${stamp}\n`));
  return hash.digest();
}
