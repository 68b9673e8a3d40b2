/** ImageNet's class number in front of a name, as Stanford Dogs writes folders. */
const WORDNET_PREFIX = /^n\d{8}[-_. ]+(?=\S)/;
/** Words that begin with a capital each, as EuroSAT writes folders; the first has three letters, so that McLaren stays whole. */
const CAMEL_CASE = /^\p{Lu}?\p{Ll}{2,}(?:\p{Lu}\p{Ll}+)+$/u;
const NUMBER_PREFIX = /^(\d{1,6})(?:[._)-]+\s*|\s*[:、]\s*)(?=\p{L})/u;
const PADDED_PREFIX = /^(0\d{1,5})\s+(?=\p{L})/u;

/**
 * Names for prompts of the classes that data call `keys`: WordNet and running numbers in front are dropped, CamelCase is
 * taken apart, `_` is a space. `|` separates synonyms; a comma is part of a name.
 *
 * @returns for each key its names, at least one
 */
export function classNames(keys: readonly string[]): (readonly string[])[] {
  const numbers = runningNumbers(keys);
  return keys.map((key, index) => {
    const own = key.slice(numbers[index] ?? 0).replace(WORDNET_PREFIX, '');
    const names = own.split('|').map((name) => spaced(name.trim()));
    const some = [...new Set(names.filter((name) => name !== ''))];
    return some.length > 0 ? some : [key];
  });
}

function spaced(name: string): string {
  const words = CAMEL_CASE.test(name)
    ? name.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase()
    : name;
  return words.replaceAll('_', ' ').replaceAll(/\s+/g, ' ').trim();
}

/**
 * Lengths of the running numbers in front, where every key has one and nothing but the numbers is lost: `001.` of CUB. Keys that
 * only their numbers tell apart ("2-door", "4-door") keep them.
 */
function runningNumbers(keys: readonly string[]): readonly number[] {
  const found = keys.map((key) => NUMBER_PREFIX.exec(key) ?? PADDED_PREFIX.exec(key));
  const numbers = new Set(found.map((match) => Number(match?.[1])));
  const lengths = found.map((match) => match?.[0].length ?? 0);
  const rests = new Set(keys.map((key, index) => key.slice(lengths[index]).toLowerCase()));
  const running =
    keys.length > 1 &&
    found.every((match) => match !== null) &&
    numbers.size === keys.length &&
    rests.size === keys.length;
  return running ? lengths : keys.map(() => 0);
}
