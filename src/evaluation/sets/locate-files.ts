import { safeEntryName } from '../../core/archive/entry-name.ts';
import { type Charset, CHARSETS, decodeCharset, decodeUtf8 } from '../../core/charset/charset.ts';
import { guessCharset } from '../../core/charset/guess-charset.ts';
import type { FoundFile, ListedFile } from './found.ts';
import type { Listing } from './list-files.ts';
import type { SetReading } from './set.ts';

export interface Located {
  readonly files: readonly FoundFile[];
  /** How names are read that do not say how they are written; `null` where all do. */
  readonly charset: SetReading['charset'];
}

/**
 * Files with their names read: those that archives leave open in the character set that was chosen or is guessed, for all of them
 * alike. Names are in Unicode's composed form, so that those of macOS equal those of tables.
 */
export function locateFiles(
  { files, archives }: Listing,
  chosen: Charset | undefined,
  language: string,
): Located {
  const open = files.flatMap(({ rawName }) => (rawName ? [rawName] : []));
  // One name that is no UTF-8 tells that the program wrote none at all.
  const foreign = open.filter((name) => decodeUtf8(name) === null);
  const used = foreign.length === 0 ? null : (chosen ?? guessCharset(foreign, language, true));
  return {
    files: files.map((file) => located(file, used, archives > 1)),
    charset: used && { used, samples: samplesOf(foreign[0]) },
  };
}

/** How a text looks in each character set. */
export function samplesOf(bytes: Uint8Array = new Uint8Array()): {
  readonly charset: Charset;
  readonly text: string;
}[] {
  return CHARSETS.map((charset) => ({ charset, text: decodeCharset(bytes, charset) }));
}

function located(file: ListedFile, charset: Charset | null, several: boolean): FoundFile {
  const { around, name, rawName, ...rest } = file;
  const own = rawName && charset ? safeEntryName(decodeCharset(rawName, charset)) : name;
  const parts = own.normalize('NFC').split('/');
  const folders = parts.slice(0, -1);
  const place = {
    folders: [...around.folders, ...folders],
    archives: [...around.archives, ...folders.map(() => false)],
  };
  // Archives repeat each other's names; one alone need not be named.
  const shown = several ? around.folders : [];
  return { ...rest, place, path: [...shown, ...parts].join('/').normalize('NFC') };
}
