import { type CodedError, isArchiveError } from '../../core/errors.ts';
import { webDatasetKey } from '../../core/archive/webdataset.ts';
import type { Charset } from '../../core/charset/charset.ts';
import { readText } from '../../core/charset/read-text.ts';
import type { Matcher } from '../../core/dataset/match-pictures.ts';
import {
  chooseReading,
  matchRows,
  type RowMatch,
  rowsOf,
  type TableReading,
  type TableRow,
} from '../../core/dataset/read-table.ts';
import { type TableForm, tableForms } from '../../core/dataset/table-rows.ts';
import { isNamesFile, isTemplatesFile } from '../../core/dataset/names-file.ts';
import { EngineError } from '../../engine/errors.ts';
import { type FoundFile, MOST_PICTURE_BYTES } from './found.ts';
import type { ChosenColumns } from './set.ts';

/** A file that can be read as a table. */
export interface Table {
  readonly file: FoundFile;
  readonly forms: readonly TableForm[];
  /** The old character set that it is written in; `null` where the file tells. */
  readonly charset: Charset | null;
}

/** A table fitted to the pictures. */
export interface FittedTable extends Table {
  readonly reading: TableReading;
  readonly rows: readonly TableRow[];
  readonly incomplete: readonly number[];
  readonly match: RowMatch;
  /** Rows whose picture is here. */
  readonly matched: number;
}

/** More files that could be tables are not looked at. */
const MOST_TABLES = 24;
/** Files without a table's extension are lists only if they are short. */
const MOST_LIST_BYTES = 16 * 2 ** 20;
const EXTENSIONS = ['csv', 'tsv', 'jsonl', 'ndjson', 'txt', 'lst', 'json'];

/**
 * Every file that can be read as a table of two columns or more, tables before lists, those higher up before those below.
 *
 * @throws EngineError `set-bad-table` where the only tables cannot be read
 */
export async function readTables(
  others: readonly FoundFile[],
  pictures: readonly FoundFile[],
  charset: Charset | null,
  language: string,
  signal: AbortSignal,
): Promise<readonly Table[]> {
  const tables: Table[] = [];
  const problems: EngineError[] = [];
  for (const file of candidates(others, pictures)) {
    signal.throwIfAborted();
    try {
      const bytes = new Uint8Array(await (await file.read(signal)).arrayBuffer());
      const { text, charset: used } = readText(bytes, charset, language);
      const forms = tableForms(file.path, text);
      if (forms.length > 0) tables.push({ file, forms, charset: used });
    } catch (error) {
      if (!isArchiveError(error)) throw error;
      problems.push(badTable(file.path, error));
    }
  }
  if (tables.length === 0 && problems[0]) throw problems[0];
  return tables;
}

function candidates(others: readonly FoundFile[], pictures: readonly FoundFile[]): FoundFile[] {
  const keys = new Set(pictures.map(({ path }) => webDatasetKey(path).key));
  const rank = ({ path }: FoundFile): number =>
    EXTENSIONS.indexOf(webExtension(path)) * 100 + path.split('/').length;
  return others
    .filter(({ path, bytes, packing }) => {
      const extension = webExtension(path);
      const most = extension.endsWith('sv') ? MOST_PICTURE_BYTES : MOST_LIST_BYTES;
      const beside = keys.has(webDatasetKey(path).key) && !extension.endsWith('sv');
      const known = EXTENSIONS.includes(extension) && !isTemplatesFile(path);
      return known && bytes <= most && packing === null && !beside;
    })
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_TABLES);
}

function webExtension(path: string): string {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
}

/** A table with the columns that were chosen or are found out; `null` where no column can be meant. */
export function fitTable(
  table: Table,
  matcher: Matcher,
  pictures: number,
  columns?: ChosenColumns,
): FittedTable | null {
  const guessed = chooseReading(table.forms, matcher);
  const [form] = table.forms;
  const reading =
    columns && form
      ? {
          form: guessed?.form ?? form,
          columns: { split: guessed?.columns.split ?? null, ...columns },
          found: 0,
        }
      : guessed;
  if (!reading) return null;
  const { rows, incomplete } = rowsOf(reading);
  if (!columns && isNamesFile(table.file.path) && isNumberedList(rows)) return null;
  const match = matchRows(rows, matcher, pictures);
  const matched = match.pictureOfRow.filter((picture) => picture >= 0).length;
  return { ...table, reading, rows, incomplete, match, matched };
}

/** Names with their numbers in front, each once: a list of classes, even where pictures are called by numbers. */
function isNumberedList(rows: readonly TableRow[]): boolean {
  const labels = new Set(rows.map(({ label }) => label));
  return labels.size === rows.length && rows.every(({ file }) => /^\d+$/.test(file));
}

function badTable(table: string, { message, details }: CodedError): EngineError {
  const line = details['line'] ?? 1;
  return new EngineError('set-bad-table', message, { table, line });
}
