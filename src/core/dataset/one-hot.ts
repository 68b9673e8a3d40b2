import { labelHeadingRank } from './table-headings.ts';

type Rows = readonly (readonly string[])[];

const [NO, YES] = [/^0(\.0*)?$/, /^1(\.0*)?$/];

/**
 * A table with a column for each class, of which every row marks one with a 1, as one with a column of labels, which are the
 * headings. The very rows of any other table.
 */
export function withoutOneHot(rows: Rows): Rows {
  const [heading = [], ...body] = rows;
  if (body.length === 0 || heading.some((cell) => labelHeadingRank(cell) !== null)) return rows;
  const columns = heading.flatMap((title, column) => {
    const marks = body.every((row) => NO.test(row[column] ?? '') || YES.test(row[column] ?? ''));
    return marks && title !== '' && !/^\d/.test(title) ? [column] : [];
  });
  const marked = body.map((row) => columns.filter((column) => YES.test(row[column] ?? '')));
  const used = new Set(marked.flat());
  if (used.size < 2 || marked.some(({ length }) => length !== 1)) return rows;
  const kept = heading.flatMap((_, column) => (columns.includes(column) ? [] : [column]));
  const labels = ['label', ...marked.map(([column = 0]) => heading[column] ?? '')];
  return rows.map((row, index) => [
    ...kept.map((column) => row[column] ?? ''),
    labels[index] ?? '',
  ]);
}
