import { bestColumn, fileHeadingRank, isSplitHeading, labelHeadingRank } from './table-headings.ts';
import { splitRole } from './split-name.ts';

/** Which columns of a table hold what. */
export interface TableColumns {
  readonly file: number;
  readonly label: number;
  /** Column that says which row belongs to which split; `null` where there is none. */
  readonly split: number | null;
  /** Whether the first row is a heading. */
  readonly heading: boolean;
}

export interface ColumnGuess {
  readonly columns: TableColumns;
  /** Share of the rows that were looked at whose file is a picture that is here. */
  readonly found: number;
}

type Rows = readonly (readonly string[])[];

/** Rows that are looked at, evenly over the table. */
const SAMPLED = 2000;
const PICTURE = /\.(jpe?g|jpe|jfif|png|gif|bmp|webp|avif|hei[cf]|tiff?|ppm)$/i;

/**
 * Which columns of a table name pictures and their classes: the file column is the one whose cells name most of the pictures that
 * are here; the label column is told by its heading, else by holding few distinct texts. Index columns and columns of splits are
 * neither.
 *
 * @param isPicture whether a cell names a picture that is here
 * @returns `null` where no column can be either
 */
export function guessColumns(rows: Rows, isPicture: (cell: string) => boolean): ColumnGuess | null {
  const [first = []] = rows;
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  if (width < 2) return null;
  const sample = evenly(rows);
  const hits = Array.from(
    { length: width },
    (_, column) => sample.filter((row) => isPicture(row[column] ?? '')).length,
  );
  const named = first.some(
    (cell) => fileHeadingRank(cell) !== null || labelHeadingRank(cell) !== null,
  );
  const file = fileColumn(first, hits);
  if (file < 0) return null;
  const heading = hasHeading(rows, file, named, isPicture);
  const body = heading ? sample.filter((row) => row !== first) : sample;
  const titles = heading ? first : [];
  const split = splitColumn(titles, body, width, file);
  const label = labelColumn(titles, body, width, file, split);
  if (label < 0) return null;
  const found = (hits[file] ?? 0) / Math.max(1, body.length);
  return { columns: { file, label, split, heading }, found };
}

function evenly(rows: Rows): Rows {
  if (rows.length <= SAMPLED) return rows;
  const step = rows.length / SAMPLED;
  return Array.from({ length: SAMPLED }, (_, index) => rows[Math.floor(index * step)] ?? []);
}

function fileColumn(first: readonly string[], hits: readonly number[]): number {
  const most = Math.max(...hits);
  const among = hits.flatMap((count, column) => (count === most ? [column] : []));
  const titled = bestColumn(first, among, fileHeadingRank);
  if (most > 0) return titled ?? among[0] ?? -1;
  return titled ?? first.findIndex((cell) => PICTURE.test(cell));
}

/** A first row that names no picture, and either says what its columns are or stands above rows that do name one. */
function hasHeading(
  rows: Rows,
  file: number,
  named: boolean,
  isPicture: (cell: string) => boolean,
): boolean {
  const cell = rows[0]?.[file] ?? '';
  if (isPicture(cell) || PICTURE.test(cell) || /[/\\]/.test(cell)) return false;
  if (named) return true;
  const next = rows.slice(1, 20);
  return next.length > 0 && next.every((row) => isPicture(row[file] ?? ''));
}

function splitColumn(
  titles: readonly string[],
  body: Rows,
  width: number,
  file: number,
): number | null {
  for (let column = 0; column < width; column++) {
    if (column === file) continue;
    const cells = new Set(body.map((row) => row[column] ?? ''));
    const all = [...cells].every((cell) => splitRole(cell) !== null);
    if (all && (cells.size > 1 || isSplitHeading(titles[column] ?? ''))) return column;
  }
  return null;
}

interface Facts {
  readonly column: number;
  readonly rank: number | null;
  readonly numeric: boolean;
  /** Counts up by one from row to row, or all cells differ and are numbers. */
  readonly index: boolean;
  readonly repeats: boolean;
  readonly empty: boolean;
  readonly paths: boolean;
}

function labelColumn(
  titles: readonly string[],
  body: Rows,
  width: number,
  file: number,
  split: number | null,
): number {
  const facts = Array.from({ length: width }, (_, column) => factsOf(titles, body, column)).filter(
    ({ column, empty }) => column !== file && column !== split && !empty,
  );
  const titled = facts.filter(({ rank }) => rank !== null);
  const byHeading = titled.toSorted(
    (a, b) => Number(a.numeric) - Number(b.numeric) || (a.rank ?? 0) - (b.rank ?? 0),
  )[0];
  if (byHeading) return byHeading.column;
  const usable = facts.filter(({ index, paths }) => !index && !paths);
  const best = usable.toSorted(
    (a, b) =>
      Number(a.numeric) - Number(b.numeric) ||
      Number(b.repeats) - Number(a.repeats) ||
      distance(a.column, file) - distance(b.column, file),
  )[0];
  return best?.column ?? -1;
}

/** The next column to the right comes first, then the others, then those to the left. */
function distance(column: number, file: number): number {
  return column > file ? column - file : 1000 + file - column;
}

function factsOf(titles: readonly string[], body: Rows, column: number): Facts {
  const cells = body.map((row) => row[column] ?? '').filter((cell) => cell !== '');
  const distinct = new Set(cells).size;
  const numeric = cells.every((cell) => /^-?\d+(\.\d+)?$/.test(cell));
  return {
    column,
    rank: labelHeadingRank(titles[column] ?? ''),
    numeric,
    index: numeric && distinct === cells.length,
    repeats: distinct < cells.length,
    empty: cells.length === 0,
    paths: cells.every((cell) => PICTURE.test(cell)),
  };
}
