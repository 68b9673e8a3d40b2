import { ArchiveError } from '../../core/archive/archive-error.ts';
import { matchTable, readLabelTable, type LabelTable } from '../../core/archive/label-table.ts';
import { EngineError } from '../../engine/errors.ts';
import { type FoundFile, MOST_PICTURE_BYTES } from './found.ts';

/** A table of the data, fitted to its pictures. */
export interface FittedTable {
  readonly name: string;
  readonly table: LabelTable;
  readonly match: ReturnType<typeof matchTable>;
  /** Rows whose picture is here. */
  readonly found: number;
}

/**
 * The table that names most of the pictures; `null` where there is none.
 *
 * @throws EngineError `set-bad-table` where the only tables cannot be read, `archive-too-large` for an endless one
 */
export async function fittingTable(
  files: readonly FoundFile[],
  paths: readonly string[],
  signal: AbortSignal,
): Promise<FittedTable | null> {
  const fitted: FittedTable[] = [];
  const problems: EngineError[] = [];
  for (const file of files.filter(({ path }) => isTable(path))) {
    try {
      const table = readLabelTable(await textOf(file, signal));
      const match = matchTable(table.rows, paths);
      const found = match.pictureOfRow.filter((picture) => picture >= 0).length;
      fitted.push({ name: file.path, table, match, found });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      problems.push(badTable(file.path, error));
    }
  }
  const [best] = fitted.toSorted((a, b) => b.found - a.found);
  if (!best && problems[0]) throw problems[0];
  return best ?? null;
}

function isTable(path: string): boolean {
  return /(^|\/)[^./][^/]*\.(csv|tsv)$/i.test(path) && !path.startsWith('__MACOSX/');
}

async function textOf(file: FoundFile, signal: AbortSignal): Promise<string> {
  if (file.bytes > MOST_PICTURE_BYTES) {
    throw new ArchiveError('archive-too-large', `${file.path} is too long to be a table.`);
  }
  return (await file.read(signal)).text();
}

function badTable(table: string, { message, details }: ArchiveError): EngineError {
  const line = details['line'] ?? 1;
  return new EngineError('set-bad-table', message, { table, line });
}
