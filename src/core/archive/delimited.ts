import { BoundError } from '../bounds/bound-error.ts';
import { CodedError } from '../errors.ts';

/** Rows that a table may have unless told. */
const DEFAULT_MAX_ROWS = 2_000_000;
/** Fields of all rows together; a text of nothing but commas has as many as letters. */
const MAX_FIELDS = 32_000_000;

export type Delimiter = ',' | '\t' | ';' | '|' | ' ';

/**
 * The fields of a CSV or TSV text, after RFC 4180: quoted fields may hold the delimiter, line breaks and doubled quotes.
 * Lines end with LF, CRLF or CR; empty lines are passed over; a byte order mark is dropped. Blanks around a quoted field, which
 * people type behind commas, are no part of it.
 *
 * @param delimiter found from the first line unless given: a tab if there is one outside quotes, else a semicolon
 * where there is no comma, else a comma
 * @throws BoundError; CodedError for a quote that is never closed or text after a closing quote, with the line's number
 */
export function parseDelimited(
  text: string,
  delimiter: Delimiter = guessDelimiter(text),
  maxRows: number = DEFAULT_MAX_ROWS,
): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let [line, fields] = [1, 0];
  while (at < text.length) {
    const quote = openingQuote(text, at, delimiter);
    const field =
      quote === null ? plainField(text, at, delimiter) : quotedField(text, quote, line, delimiter);
    row.push(field.value);
    if (++fields > MAX_FIELDS) throw new BoundError('fields of a table', MAX_FIELDS);
    line += field.lines;
    at = field.end;
    const separator = text[at];
    at++;
    if (separator === delimiter) {
      if (at === text.length) row.push('');
      else continue;
    }
    if (separator === '\r' && text[at] === '\n') at++;
    line++;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    if (rows.length > maxRows) throw tooLong(maxRows);
    row = [];
  }
  return rows;
}

interface Field {
  readonly value: string;
  /** Position of what ends the field. */
  readonly end: number;
  /** Line breaks inside. */
  readonly lines: number;
}

/** Where a field's quotation mark stands, behind blanks or without; `null` where it has none. */
function openingQuote(text: string, begin: number, delimiter: Delimiter): number | null {
  const at = behindBlanks(text, begin, delimiter);
  return text[at] === '"' ? at : null;
}

function behindBlanks(text: string, begin: number, delimiter: Delimiter): number {
  if (delimiter === ' ') return begin;
  let at = begin;
  while (text[at] === ' ') at++;
  return at;
}

function plainField(text: string, begin: number, delimiter: string): Field {
  let end = begin;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') {
    end++;
  }
  return { value: text.slice(begin, end), end, lines: 0 };
}

function quotedField(text: string, begin: number, line: number, delimiter: Delimiter): Field {
  let close = begin;
  do {
    close = text.indexOf('"', close + 1);
    if (close < 0) throw malformed(line, 'opens a quotation mark that is never closed');
    if (text[close + 1] !== '"') break;
    close++;
  } while (close < text.length);
  const end = behindBlanks(text, close + 1, delimiter);
  const next = text[end];
  if (next !== undefined && ![delimiter, '\n', '\r'].includes(next)) {
    throw malformed(line, 'goes on after a closing quotation mark');
  }
  const inside = text.slice(begin + 1, close);
  return {
    value: inside.replaceAll('""', '"'),
    end,
    lines: inside.match(/\r\n|\n|\r/g)?.length ?? 0,
  };
}

function guessDelimiter(text: string): ',' | '\t' | ';' {
  const [head = ''] = text
    .slice(0, 10_000)
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]/, 1);
  if (head.includes('\t')) return '\t';
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}

function malformed(line: number, fault: string): CodedError {
  return new CodedError(
    'archive-invalid',
    `Line ${line} of the table ${fault}. Correct it there.`,
    { kind: 'table', line, fault },
  );
}

function tooLong(limit: number): CodedError {
  return new CodedError('archive-too-large', `The table has more than ${limit} rows. Split it.`, {
    kind: 'table-long',
    limit,
  });
}
