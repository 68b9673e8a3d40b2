import { LANGUAGES, type Language, type Table, type WordPart } from './languages.ts';

/** What has arrived. One for the whole page: words never change during a visit. */
const tables = new Map<Language, Table>();
const parts = new Set<WordPart>(['page']);
/** Under way or done; one that failed is asked for again. */
const loads = new Map<string, Promise<void>>();

/** The words of a language that have arrived so far. */
export function tableOf(language: Language): Table {
  return tables.get(language) ?? {};
}

/** Loads a language: the first visit's words and those of every part that was opened. Rejects where one cannot be fetched. */
export async function loadWords(language: Language): Promise<void> {
  if (!tables.has(language)) tables.set(language, {});
  await Promise.all([...parts].map((part) => load(language, part)));
}

/** Loads the words of a part of the page in every language in use; its code waits for this before it shows anything. */
export async function loadWordsOf(part: WordPart): Promise<void> {
  parts.add(part);
  await Promise.all([...tables.keys()].map((language) => load(language, part)));
}

async function load(language: Language, part: WordPart): Promise<void> {
  const name = `${language} ${part}`;
  const loading = loads.get(name) ?? add(language, part);
  loads.set(name, loading);
  try {
    await loading;
  } catch (error) {
    loads.delete(name);
    throw error;
  }
}

async function add(language: Language, part: WordPart): Promise<void> {
  const words = await LANGUAGES[language].parts[part]();
  tables.set(language, { ...tables.get(language), ...words });
}
