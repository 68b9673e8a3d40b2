import type { Charset } from '../../core/charset/charset.ts';
import { readText } from '../../core/charset/read-text.ts';
import { classNames } from '../../core/dataset/class-name.ts';
import {
  isNamesFile,
  isTemplatesFile,
  readNamesFile,
  readTemplatesFile,
} from '../../core/dataset/names-file.ts';
import type { FoundFile } from './found.ts';

/** A list of names or templates is no longer. */
const MOST_LIST_BYTES = 16 * 2 ** 20;

/** What a data set says about its classes as a whole. */
export interface SetLists {
  /** Names by class number; empty where there is no list. */
  readonly names: readonly string[];
  readonly templates: readonly string[];
}

export interface FoundLists extends SetLists {
  readonly used: ReadonlySet<FoundFile>;
}

/**
 * The names and templates among the files, the highest up of each; else what came with the address.
 *
 * @param taken files that are read as something else
 */
export async function listsAmong(
  others: readonly FoundFile[],
  taken: ReadonlySet<FoundFile>,
  beside: SetLists,
  charset: Charset | null,
  language: string,
  signal: AbortSignal,
): Promise<FoundLists> {
  const usable = others
    .filter((file) => !taken.has(file) && file.bytes <= MOST_LIST_BYTES && file.packing === null)
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length);
  const namesFile = usable.find(({ path }) => isNamesFile(path));
  const templatesFile = usable.find(({ path }) => isTemplatesFile(path));
  const textOf = async (file: FoundFile): Promise<string> => {
    const bytes = new Uint8Array(await (await file.read(signal)).arrayBuffer());
    return readText(bytes, charset, language).text;
  };
  const used = [namesFile, templatesFile].filter((file) => file !== undefined);
  return {
    names: namesFile ? readNamesFile(await textOf(namesFile)) : beside.names,
    templates: templatesFile ? readTemplatesFile(await textOf(templatesFile)) : beside.templates,
    used: new Set(used),
  };
}

/**
 * Names for classes that are numbers, from a list that counts from 0, or from 1 where the numbers fit no other way; `null` where
 * they are no numbers of the list.
 *
 * @returns names by number, the numbers being what the data calls the classes
 */
export function namesByNumber(
  keys: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> | null {
  if (names.length === 0 || !keys.every((key) => /^\d{1,9}$/.test(key))) return null;
  const numbers = keys.map(Number);
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const least = numbers.reduce((most, number) => Math.min(most, number), highest);
  const first = highest === names.length && least > 0 ? 1 : 0;
  if (highest - first >= names.length) return null;
  // Lists that are written as folders are written are read as those; others are prose.
  const coded = names.every((name) => !/\s/.test(name)) && names.some((name) => /[_.]/.test(name));
  const spoken = coded ? classNames(names) : names.map((name) => [name]);
  return new Map(spoken.map((some, index) => [String(index + first), some]));
}
