import { type CodedError, isArchiveError } from '../errors.ts';
import { type Delimiter, parseDelimited } from '../archive/delimited.ts';
import { jsonRows } from './json-tables.ts';
import { withoutOneHot } from './one-hot.ts';

/** One way to read a table's text: rows of cells, without blanks and quotation marks around them. */
export interface TableForm {
  readonly rows: readonly (readonly string[])[];
  /** Lines before the first row that are none. */
  readonly skipped: number;
}

/** Rows of a table that are read at most. */
const MOST_ROWS = 2_000_000;
const MOST_COLUMNS = 64;
/** Rows that must agree on their number of cells. */
const PROBED = 50;
const LEAST_AGREEING = 0.8;
const DELIMITERS: readonly Delimiter[] = ['\t', ';', ',', '|'];
const PICTURE_THEN = /^(.*?\.(?:jpe?g|jpe|jfif|png|gif|bmp|webp|avif|hei[cf]|tiff?))[\s:]+(\S.*)$/i;

/**
 * Every way in which a text can be read as a table of two columns or more: what separates the cells is told by a line `sep=;`, or
 * else by how many cells the rows would have. Which way is meant is seen by which one names pictures.
 *
 * @throws CodedError `archive-invalid` with the line where no way is left because quotation marks do not close,
 * `archive-too-large`
 */
export function tableForms(path: string, text: string): readonly TableForm[] {
  if (/\.(jsonl|ndjson|json)$/i.test(path)) {
    const rows = jsonRows(text);
    return rows ? [form(rows, 0)] : [];
  }
  const plain = text.replace(/^\ufeff/, '');
  const [, told] = /^"?sep=(.)"?[ \t]*(?:\r\n|\n|\r)/i.exec(plain) ?? [];
  if (told !== undefined) {
    const rest = plain.replace(/^[^\r\n]*(\r\n|\n|\r)/, '');
    const known = [...DELIMITERS, ' ' as const].find((one) => one === told);
    return [form(parseDelimited(rest, known ?? ',', MOST_ROWS), 1)];
  }
  const forms: TableForm[] = [];
  let problem: CodedError | null = null;
  for (const delimiter of DELIMITERS) {
    if (!plain.includes(delimiter)) continue;
    try {
      const rows = parseDelimited(plain, delimiter, MOST_ROWS);
      if (agree(rows)) forms.push(form(rows, 0));
    } catch (error) {
      if (!isArchiveError(error) || error.code !== 'archive-invalid') throw error;
      problem ??= error;
    }
  }
  // A list has no separator of its own; a table that is damaged must not pass for one.
  if (!problem) forms.push(...listForms(plain));
  if (forms.length === 0 && problem) throw problem;
  return forms;
}

function form(rows: readonly (readonly string[])[], skipped: number): TableForm {
  const cells = rows.map((row) => row.slice(0, MOST_COLUMNS).map(cleanCell));
  return { rows: withoutOneHot(cells), skipped };
}

/** A cell's text in one Unicode form, without blanks, and without quotation marks that a table program would not write. */
export function cleanCell(cell: string): string {
  const text = cell.normalize('NFC').trim();
  const [, inside] = /^(?:'(.*)'|“(.*)”|‘(.*)’|`(.*)`)$/s.exec(text)?.filter(Boolean) ?? [];
  return inside === undefined ? text : inside.trim();
}

function agree(rows: readonly (readonly string[])[]): boolean {
  const probed = rows.slice(0, PROBED);
  const counts = new Map<number, number>();
  for (const { length } of probed) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [[width, most] = [0, 0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
  return width > 1 && most >= probed.length * LEAST_AGREEING;
}

/** Lists of `path label`: apart at the first blank, the last one, or behind a picture's extension. */
function listForms(text: string): TableForm[] {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  if (lines.length > MOST_ROWS) return [];
  const ways = [/^\s*(\S+)[ \t\u3000]+(\S.*)$/, /^(.*\S)[ \t\u3000]+(\S+)\s*$/, PICTURE_THEN];
  return ways.flatMap((way) => {
    const rows = lines.map((line) => way.exec(line)?.slice(1, 3) ?? [line]);
    return agree(rows) ? [form(rows, 0)] : [];
  });
}
