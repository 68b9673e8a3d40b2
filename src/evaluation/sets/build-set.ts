import { createSha256 } from '../../browser/sha256.ts';
import { EngineError } from '../../engine/errors.ts';
import { namesOfKeys } from './class-names.ts';
import type { FoundFile } from './found.ts';
import { labelPictures, type LabelledPictures } from './label-pictures.ts';
import { labelsBeside } from './labels-beside.ts';
import type { Listing } from './list-files.ts';
import { locateFiles, samplesOf } from './locate-files.ts';
import { type Looked, lookAt } from './look.ts';
import { type FoundLists, listsAmong, namesByNumber, type SetLists } from './names-beside.ts';
import {
  type EvaluationSet,
  leftOutOf,
  type LeftOut,
  type SetChoices,
  type SetReading,
} from './set.ts';
import { readTables, type FittedTable, type Table } from './tables.ts';

/** More classes would not fit into memory: their vectors alone take 2 kB each and column. */
export const MOST_CLASSES = 20_000;
/** Rows of a table that are shown. */
const PREVIEWED = 6;

/** What was given, listed, and what is needed to read it. */
export interface SetInput {
  readonly title: string;
  readonly listing: Listing;
  /** What an address said beside the archive. */
  readonly lists: SetLists;
  /** Of the page, as in BCP 47: it decides how names and tables are read that do not say. */
  readonly language: string;
  /** Whether this browser reads a picture of an iPhone. */
  readonly decodes: (picture: Blob) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/**
 * Files as a set. No picture is read but its first bytes.
 *
 * @param onReading hears how the data were read before it is known whether that gives classes
 * @throws EngineError `set-empty`, `set-one-class`, `set-no-labels`, `set-bad-table`, `set-too-many-classes`, `set-packed`,
 * `set-foreign-archive`
 */
export async function buildSet(
  input: SetInput,
  choices: SetChoices,
  onReading: (reading: SetReading) => void,
): Promise<EvaluationSet> {
  const { listing, language, signal } = input;
  const { files, charset } = locateFiles(listing, choices.charset, language);
  const looked = await lookAt(files, input.decodes, signal);
  const { pictures, others } = looked;
  const beside = await labelsBeside(others, pictures, signal);
  const chosen = choices.charset ?? charset?.used ?? null;
  const tables = await readTables(others, pictures, chosen, language, signal);
  const labelled = labelPictures(pictures, { beside, tables }, choices);
  const { sorted, source, table } = labelled;
  const taken = new Set(beside?.used);
  if (source.kind === 'table' && table) taken.add(table.file);
  const lists = await listsAmong(others, taken, input.lists, chosen, language, signal);
  const reading = await readingOf(labelled, charset, lists, tables, signal);
  onReading(reading);
  if (pictures.length === 0) throw nothingHere(looked, listing.foreign);
  const named = await namedClasses(sorted.classes, lists.names);
  requireClasses(named.classes.length, labelled);
  return {
    title: input.title,
    ...named,
    leftOut: [
      ...sorted.leftOut,
      ...leftOutOf('other-split', labelled.elsewhere),
      ...looked.leftOut,
      ...passedOver(listing, looked, taken, lists),
    ],
    reading,
  };
}

async function namedClasses(
  classes: LabelledPictures['sorted']['classes'],
  listed: readonly string[],
): Promise<Pick<EvaluationSet, 'identity' | 'classes' | 'pictures'>> {
  const byNumber = namesByNumber(
    classes.map(({ key }) => key),
    listed,
  );
  const known = new Map(classes.map((one) => [one.key, one]));
  // Every number of a list of names is a class, also where no picture belongs to it.
  const all = byNumber
    ? [...byNumber.keys()].map((key) => known.get(key) ?? { key, pictures: [] })
    : classes;
  const keys = all.map(({ key }) => key);
  const names = byNumber ? [...byNumber.values()] : await namesOfKeys(keys);
  return {
    identity: await identityOf(all.flatMap(({ pictures }) => pictures)),
    classes: keys.map((key, index) => ({ key, names: names[index] ?? [key] })),
    pictures: all.flatMap((one, trueClass) =>
      one.pictures.map(({ path, bytes, read, take }) => ({
        name: path,
        bytes,
        trueClass,
        read,
        take,
      })),
    ),
  };
}

function requireClasses(count: number, { source, table }: LabelledPictures): void {
  if (table && count < 2 && (source.kind !== 'table' || table.matched === 0)) {
    const details = { table: table.file.path };
    throw new EngineError('set-no-labels', `No row of ${details.table} names a picture.`, details);
  }
  if (count === 0) throw new EngineError('set-empty', 'There is no picture with a class here.');
  if (count < 2) throw new EngineError('set-one-class', 'There is one class only.');
  if (count > MOST_CLASSES) {
    throw new EngineError('set-too-many-classes', `${count} classes are too many.`, {
      count,
      most: MOST_CLASSES,
    });
  }
}

/** Why there is no picture at all. */
function nothingHere({ leftOut, packing }: Looked, foreign: Listing['foreign']): EngineError {
  const packed = leftOut.find(({ reason }) => reason === 'packed');
  if (packed && packing !== null) {
    const details = { count: packed.count, packing };
    return new EngineError(
      'set-packed',
      `${packed.count} files are packed by ${packing}.`,
      details,
    );
  }
  const [first] = foreign;
  if (first) {
    const details = { name: first.path, kind: first.kind };
    return new EngineError('set-foreign-archive', `${first.path} is not opened.`, details);
  }
  const refused = leftOut.find(({ reason }) => reason === 'refused' || reason === 'broken');
  if (refused) {
    const details = { count: refused.count, name: refused.examples[0] ?? '' };
    return new EngineError('set-unreadable', `${details.name} is read by no browser.`, details);
  }
  return new EngineError('set-empty', 'There is no picture with a class here.');
}

function passedOver(
  { foreign, replaced }: Listing,
  { others }: Looked,
  taken: ReadonlySet<FoundFile>,
  lists: FoundLists,
): LeftOut[] {
  const rest = others.filter((file) => !taken.has(file) && !lists.used.has(file));
  return [
    ...leftOutOf(
      'archive',
      foreign.map(({ path }) => path),
    ),
    ...leftOutOf('replaced', replaced),
    ...leftOutOf(
      'not-picture',
      rest.map(({ path }) => path),
    ),
  ];
}

async function readingOf(
  { source, sources, table, splits, split }: LabelledPictures,
  names: SetReading['charset'],
  { templates }: FoundLists,
  tables: readonly Table[],
  signal: AbortSignal,
): Promise<SetReading> {
  const shown = source.kind === 'table' || sources.length === 0 || table?.matched === 0;
  const preview = shown && table ? previewOf(table) : null;
  const written = table?.charset ? table : tables.find(({ charset }) => charset !== null);
  const charset = names ?? (written ? await charsetOf(written, signal) : null);
  return { splits, split, charset, source, sources, table: preview, templates };
}

/** How the first line that is not plain ASCII looks in each character set. */
async function charsetOf(table: Table, signal: AbortSignal): Promise<SetReading['charset']> {
  if (table.charset === null) return null;
  const bytes = new Uint8Array(await (await table.file.read(signal)).arrayBuffer());
  const at = bytes.findIndex((byte) => byte >= 0x80);
  const begin = bytes.lastIndexOf(0x0a, at) + 1;
  const end = bytes.subarray(at).findIndex((byte) => byte === 0x0a || byte === 0x0d);
  return {
    used: table.charset,
    samples: samplesOf(bytes.subarray(begin, end < 0 ? begin + 200 : at + end)),
  };
}

function previewOf({ file, reading, rows, incomplete, matched }: FittedTable): SetReading['table'] {
  const { form, columns } = reading;
  return {
    path: file.path,
    rows: form.rows.slice(0, PREVIEWED),
    columns: { file: columns.file, label: columns.label, heading: columns.heading },
    total: rows.length + incomplete.length,
    matched,
  };
}

async function identityOf(pictures: readonly FoundFile[]): Promise<string> {
  const hash = await createSha256();
  const encoder = new TextEncoder();
  for (const { path, stamp } of pictures) hash.update(encoder.encode(`${path}\0${stamp}\n`));
  return hash.digest();
}
