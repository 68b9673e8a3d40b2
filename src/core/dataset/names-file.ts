import { readTemplates } from '../text/typed/read-templates.ts';

/** Lines in front of which stands their class's number. */
const NUMBERED = /^(\d{1,6})(?:\s*[,;:\t]\s*|[.)]\s+|\s+)(\S.*)$/;
const MOST_NAMES = 1_000_000;
const MOST_TEMPLATES = 1000;

/** Whether a file by its name holds names of classes, one a line, as data sets are published. */
export function isNamesFile(path: string): boolean {
  return /(^|\/)(class[-_ ]?names?|classes|class[-_ ]?list|labels?[-_ ]?names?|label[-_ ]?map|labels|names|categories|synset_words|obj\.names)(\.txt|\.names|\.lst)?$/i.test(
    path,
  );
}

/** Whether a file by its name holds CLIP_benchmark's prompt templates. */
export function isTemplatesFile(path: string): boolean {
  return /(^|\/)(zeroshot_classification_templates|templates?)\.txt$/i.test(path);
}

/**
 * Names of the classes by their numbers: one a line from 0, or with their numbers in front (`0 apple`, `1. leaf`), which may
 * begin at 1. An empty line is a class whose name is its number.
 *
 * @returns names by number from 0
 */
export function readNamesFile(text: string): readonly string[] {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .slice(0, MOST_NAMES)
    .map((line) => line.trim().normalize('NFC'));
  while (lines.at(-1) === '') lines.pop();
  const numbered = lines.map((line) => NUMBERED.exec(line));
  const numbers = numbered.map((match) => Number(match?.[1]));
  const first = numbers.reduce((least, number) => Math.min(least, number), Infinity);
  const running =
    lines.length > 1 &&
    (first === 0 || first === 1) &&
    numbers.toSorted((a, b) => a - b).every((number, index) => number === first + index);
  if (running) {
    const names: string[] = [];
    for (const match of numbered) names[Number(match?.[1]) - first] = match?.[2] ?? '';
    return names;
  }
  return lines.map((line, number) => (line === '' ? String(number) : line));
}

/** Templates of a file in this page's notation; CLIP_benchmark writes `{c}` for the class. Lines without a place for it are passed over. */
export function readTemplatesFile(text: string): readonly string[] {
  const templates = readTemplates(text).filter((template) => template.includes('{label}'));
  return [...new Set(templates)].slice(0, MOST_TEMPLATES);
}
