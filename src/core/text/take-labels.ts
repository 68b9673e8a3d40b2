/** Characters of a label: a tower reads at most some 300 of them, and the page must show them. */
export const LONGEST_LABEL = 2000;

/** Labels of one list; more would take minutes to encode and nobody could read the bars. */
export const MOST_LABELS = 5000;

/** How many of the labels that were left out are named. */
const EXAMPLES = 3;
/** How much of each is shown. */
const EXAMPLE_LENGTH = 60;

export type LeftOutReason = 'duplicate' | 'too-long' | 'too-many';

/** Labels that are not taken, by why. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few, shortened, for a sentence about them. */
  readonly examples: readonly string[];
}

export interface TakenLabels {
  /** New labels in the order given, clean. */
  readonly labels: readonly string[];
  /** One entry for each reason that there was. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Clean labels out of candidates. Empty ones are dropped without a word. Two that look alike are one label: blanks
 * around and between words, signs that nobody sees and the way of writing accents make no difference, capitals do.
 *
 * @param existing labels that are there already; they count as duplicates and for {@link MOST_LABELS}
 */
export function takeLabels(
  candidates: readonly string[],
  existing: readonly string[] = [],
): TakenLabels {
  const seen = new Set(existing.map(cleanLabel));
  const labels: string[] = [];
  const leftOut = new Map<LeftOutReason, { count: number; examples: string[] }>();
  for (const candidate of candidates) {
    const label = cleanLabel(candidate);
    if (label === '') continue;
    const reason = reasonAgainst(label, seen.has(label), existing.length + labels.length);
    if (!reason) {
      seen.add(label);
      labels.push(label);
      continue;
    }
    const entry = leftOut.get(reason) ?? { count: 0, examples: [] };
    leftOut.set(reason, entry);
    entry.count++;
    if (entry.examples.length < EXAMPLES) entry.examples.push(shortened(label));
  }
  return { labels, leftOut: Array.from(leftOut, ([reason, entry]) => ({ reason, ...entry })) };
}

/** Signs without width: soft hyphen, zero-width space and joiner of words, marks of direction, the byte order mark. */
const UNSEEN =
  /[\u{ad}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}\u{2066}-\u{2069}\u{feff}]/gu;
/** Joiners where they join nothing: they shape Persian, the scripts of India and emoji, and do nothing elsewhere. */
const IDLE_JOINERS =
  /(?<![\p{L}\p{M}\p{Emoji}])[\u{200c}\u{200d}]+|[\u{200c}\u{200d}]+(?![\p{L}\p{M}\p{Emoji}])|(?<=\p{Script=Latin})[\u{200c}\u{200d}]+/gu;

/** The label as it is kept and compared: composed accents, nothing unseen, one space between words. */
export function cleanLabel(text: string): string {
  return (
    text
      .normalize('NFC')
      .replaceAll(UNSEEN, '')
      .replaceAll(IDLE_JOINERS, '')
      // Controls print nothing; those between words part them.
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim()
  );
}

function reasonAgainst(label: string, seen: boolean, count: number): LeftOutReason | undefined {
  if (isTooLong(label)) return 'too-long';
  if (seen) return 'duplicate';
  return count >= MOST_LABELS ? 'too-many' : undefined;
}

/** Characters are counted as people do, so that an emoji is not two; only where the quick count is not enough. */
function isTooLong(label: string): boolean {
  return label.length > LONGEST_LABEL && Array.from(label).length > LONGEST_LABEL;
}

function shortened(label: string): string {
  // A character takes at most two code units; one more tells whether anything follows.
  const characters = Array.from(label.slice(0, (EXAMPLE_LENGTH + 1) * 2));
  if (characters.length <= EXAMPLE_LENGTH) return label;
  return `${characters.slice(0, EXAMPLE_LENGTH).join('')}…`;
}
