import { CodedError } from '../errors.ts';
import { parseDelimited } from './delimited.ts';
import { bestColumn, fileHeadingRank, labelHeadingRank } from '../dataset/table-headings.ts';

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

/**
 * Reads `file,label` rows that stand on their own, beside vectors. A heading with these names (or the usual others, in any order and among other columns) says
 * which columns are meant; without one the first two are.
 *
 * @throws CodedError where the text is no table of at least two columns
 */
export function readLabelTable(text: string): LabelTable {
  const table = parseDelimited(text);
  const heading = table[0] ?? [];
  const all = heading.map((_, column) => column);
  const labelColumn = bestColumn(heading, all, labelHeadingRank) ?? -1;
  const others = all.filter((column) => column !== labelColumn);
  const fileColumn = bestColumn(heading, others, fileHeadingRank) ?? -1;
  const hasHeading = fileColumn >= 0 && labelColumn >= 0;
  if (!hasHeading && heading.length < 2) {
    throw new CodedError(
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
