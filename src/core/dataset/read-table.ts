import type { Matcher } from './match-pictures.ts';
import { guessColumns, type TableColumns } from './table-columns.ts';
import type { TableForm } from './table-rows.ts';

/** A table as it is understood. */
export interface TableReading {
  readonly form: TableForm;
  readonly columns: TableColumns;
  /** Share of its rows whose picture is here, as far as they were looked at. */
  readonly found: number;
}

/** One row of a table of pictures and their classes. */
export interface TableRow {
  readonly file: string;
  readonly label: string;
  readonly split: string | null;
}

/** Of the ways to read a table the one that names the most pictures; `null` where none names columns that could. */
export function chooseReading(forms: readonly TableForm[], matcher: Matcher): TableReading | null {
  const readings = forms.flatMap((form) => {
    const guess = guessColumns(form.rows, (cell) => matcher(cell) !== null);
    return guess ? [{ form, ...guess }] : [];
  });
  return readings.toSorted((a, b) => b.found - a.found)[0] ?? null;
}

/** Its rows below the heading, and the numbers (from 1, as a text editor counts) of those without a file or a label. */
export function rowsOf({ form, columns }: TableReading): {
  readonly rows: readonly TableRow[];
  readonly incomplete: readonly number[];
} {
  const rows: TableRow[] = [];
  const incomplete: number[] = [];
  form.rows.forEach((cells, index) => {
    if (index === 0 && columns.heading) return;
    const file = cells[columns.file] ?? '';
    const label = cells[columns.label] ?? '';
    const split = columns.split === null ? null : (cells[columns.split] ?? '');
    if (file === '' || label === '') incomplete.push(index + 1 + form.skipped);
    else rows.push({ file, label, split });
  });
  return { rows, incomplete };
}

/** How a table and the pictures that are there fit together. */
export interface RowMatch {
  /** For each row the index of its picture, or -1 where there is none. */
  readonly pictureOfRow: readonly number[];
  /** Pictures without a row. */
  readonly unlabelled: readonly number[];
  /** Rows (indices) whose picture an earlier row has already named by the same path. */
  readonly repeated: readonly number[];
}

/**
 * Each row's picture. Where rows of different paths end at one picture, the one whose path has more in common with the picture's is
 * meant, and the others name pictures that are not here.
 */
export function matchRows(rows: readonly TableRow[], matcher: Matcher, pictures: number): RowMatch {
  const matches = rows.map(({ file }) => matcher(file));
  const best = new Int32Array(pictures).fill(-1);
  matches.forEach((match, row) => {
    if (!match) return;
    const other = matches[best[match.picture] ?? -1];
    if (!other || match.parts > other.parts) best[match.picture] = row;
  });
  const repeated: number[] = [];
  const pictureOfRow = matches.map((match, row) => {
    if (!match) return -1;
    const chosen = best[match.picture] ?? -1;
    if (chosen === row) return match.picture;
    if (rows[chosen]?.file !== rows[row]?.file) return -1;
    repeated.push(row);
    return match.picture;
  });
  const unlabelled = Array.from(best, (row, picture) => (row < 0 ? picture : -1));
  return { pictureOfRow, unlabelled: unlabelled.filter((picture) => picture >= 0), repeated };
}
