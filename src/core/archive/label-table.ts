import { ArchiveError } from './archive-error.ts';
import { parseDelimited } from './delimited.ts';

/** One row of a table of pictures and their classes. */
export interface LabelRow {
  readonly file: string;
  readonly label: string;
}

export interface LabelTable {
  readonly rows: readonly LabelRow[];
  /** Numbers of rows (from 1, the heading counted) that lack a file or a label. */
  readonly incomplete: readonly number[];
}

const FILE_HEADINGS = new Set('file filename file_name path filepath image picture'.split(' '));
const LABEL_HEADINGS = new Set('label class class_name classname category name'.split(' '));

/**
 * Reads `file,label` rows. A heading with these names (or the usual others, in any order and among other columns) says
 * which columns are meant; without one the first two are.
 *
 * @throws ArchiveError where the text is no table of at least two columns
 */
export function readLabelTable(text: string): LabelTable {
  const table = parseDelimited(text);
  const heading = (table[0] ?? []).map((field) => field.trim().toLowerCase());
  const fileColumn = heading.findIndex((field) => FILE_HEADINGS.has(field));
  const labelColumn = heading.findIndex((field) => LABEL_HEADINGS.has(field));
  const hasHeading = fileColumn >= 0 && labelColumn >= 0;
  if (!hasHeading && heading.length < 2) {
    throw new ArchiveError(
      'archive-invalid',
      'The table needs two columns, the picture\'s file and its label: "file,label".',
    );
  }
  const rows: LabelRow[] = [];
  const incomplete: number[] = [];
  table.slice(hasHeading ? 1 : 0).forEach((fields, index) => {
    const file = fields[hasHeading ? fileColumn : 0]?.trim() ?? '';
    const label = fields[hasHeading ? labelColumn : 1]?.trim() ?? '';
    if (file === '' || label === '') incomplete.push(index + (hasHeading ? 2 : 1));
    else rows.push({ file, label });
  });
  return { rows, incomplete };
}

/** How a table and the pictures that are there fit together. */
export interface TableMatch {
  /** For each row the index of its picture, or -1 where there is none. */
  readonly pictureOfRow: readonly number[];
  /** Pictures without a row. */
  readonly unlabelled: readonly number[];
  /** Rows (indices) whose picture another row has already named. */
  readonly repeated: readonly number[];
}

/**
 * Finds each row's picture: by the whole path, else by the end of the path where exactly one picture ends so.
 * Backslashes and a leading `./` count as nothing special.
 */
export function matchTable(rows: readonly LabelRow[], paths: readonly string[]): TableMatch {
  const byEnding = new Map<string, number>();
  const whole = new Map(paths.map((path, index) => [path, index]));
  paths.forEach((path, index) => {
    const parts = path.split('/');
    for (let from = 0; from < parts.length; from++) {
      const ending = parts.slice(from).join('/');
      byEnding.set(ending, byEnding.has(ending) ? -1 : index);
    }
  });
  const taken = new Set<number>();
  const repeated: number[] = [];
  const pictureOfRow = rows.map(({ file }, row) => {
    const path = file.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
    const picture = whole.get(path) ?? byEnding.get(path) ?? -1;
    if (taken.has(picture)) repeated.push(row);
    if (picture >= 0) taken.add(picture);
    return picture;
  });
  return { pictureOfRow, unlabelled: paths.flatMap((_, i) => (taken.has(i) ? [] : [i])), repeated };
}
