import { cleanLabel } from '../../core/text/take-labels.ts';
import type { State } from '../state.ts';
import type { Label, Picture } from '../types.ts';

/** Words that cameras, phones and browsers put into file names. */
const BY_MACHINES = new Set(
  'camera copy download dsc dscf dscn edited file fullsizerender gopr image images img mvi pano photo pic picture pxl scan screenshot signal snapshot untitled whatsapp'.split(
    ' ',
  ),
);
/** More words than these are a sentence, not a name. */
const MOST_WORDS = 3;

/**
 * What a picture may show, by the name of its file, of its folder or of the synset in it: the longest label whose words stand
 * there, else the words themselves. A guess, and nothing more; `null` where the name says nothing or the truth is known.
 */
export function guessTruth(
  { name, hint, known, sample }: Pick<Picture, 'name' | 'hint' | 'known' | 'sample'>,
  labels: readonly Pick<Label, 'text'>[],
): string | null {
  if (known.length > 0 || sample !== null) return null;
  const said = [wordsOf(name.replace(/\.[^.]*$/, '')), wordsOf(hint ?? '')].filter(
    (words) => words.length > 0 && !words.some((word) => BY_MACHINES.has(word)),
  );
  const matches = labels
    .map(({ text }) => text)
    .filter((text) => said.some((words) => holds(words, wordsOf(text))));
  const [longest] = matches.toSorted((a, b) => b.length - a.length);
  if (longest !== undefined) return longest;
  // What somebody named on purpose, the synset or the folder, says more than the file.
  const plain = said.toReversed().find((words) => words.length <= MOST_WORDS && isReadable(words));
  return plain ? plain.join(' ') : null;
}

/** Letters only, lower case; everything else parts words. */
function wordsOf(text: string): string[] {
  return cleanLabel(text)
    .toLowerCase()
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word) => word !== '');
}

function holds(words: readonly string[], wanted: readonly string[]): boolean {
  if (wanted.length === 0) return false;
  // Chinese has no spaces: a name may stand within a word.
  if (wanted.length === 1 && /\p{Script=Han}/u.test(wanted[0] ?? ''))
    return words.some((word) => word.includes(wanted[0] ?? ''));
  return words.some((_, at) => wanted.every((word, index) => words[at + index] === word));
}

/** Identifiers and numbers of cameras are no names. */
function isReadable(words: readonly string[]): boolean {
  return (
    words.every((word) => /\p{Script=Han}/u.test(word) || /[aeiouy\P{ASCII}]/u.test(word)) &&
    words.some((word) => /\p{Script=Han}/u.test(word) || word.length > 2)
  );
}

/** Of a path in a folder: the folder's name; `null` for a lone file. */
export function folderOf(path: string): string | null {
  return path.split('/').at(-2) ?? null;
}

/** A synset's identifier, as ImageNet's files and folders are named, or `null`. */
export function synsetIn(path: string): string | null {
  return /(?:^|[^a-z\d])(n\d{8})(?:\D|$)/.exec(path)?.[1] ?? null;
}

/** Guesses that are labels, by picture. */
export function labelledGuesses({
  pictures,
  labels,
}: Pick<State, 'pictures' | 'labels'>): ReadonlyMap<string, string> {
  return new Map(
    pictures.flatMap((picture) => {
      const guess = guessTruth(picture, labels);
      return guess !== null && labels.some((label) => isNamed(label, guess))
        ? [[picture.id, guess] as const]
        : [];
    }),
  );
}

/** Whether that is the label's name, in whatever case. */
export function isNamed({ text }: Label, truth: string): boolean {
  return text.toLowerCase() === truth.toLowerCase();
}
