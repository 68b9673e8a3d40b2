/** Characters of a label: a tower reads at most some 300 of them, and the page must show them. */
export const LONGEST_LABEL = 2000;

/** Labels of one list; more would take minutes to encode and nobody could read the bars. */
export const MOST_LABELS = 5000;

/** How many of the labels that were left out are named. */
const EXAMPLES = 3;
/** How much of each is shown. */
const EXAMPLE_LENGTH = 60;

/** Commas, semicolons, tabs and new lines, in Latin and in Chinese writing. */
const SEPARATORS = /[,;\t\r\n，；、]+/u;

export type LeftOutReason = 'duplicate' | 'too-long' | 'too-many';

/** Labels of a pasted text that are not taken, by why. */
export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** The first few, shortened, for a sentence about them. */
  readonly examples: readonly string[];
}

export interface ParsedLabels {
  /** New labels in the order of the text, trimmed. Empty where the text held nothing but separators. */
  readonly labels: readonly string[];
  /** One entry for each reason that there was. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * The labels in a typed or pasted text. Empty parts are dropped without a word, as a comma at the end is no mistake.
 * Two labels are the same where only spaces and the way of writing accents differ.
 *
 * @param existing labels that are there already; they count for duplicates and for {@link MOST_LABELS}
 */
export function parseLabels(text: string, existing: readonly string[] = []): ParsedLabels {
  const seen = new Set(existing.map(identity));
  const labels: string[] = [];
  const leftOut = new Map<LeftOutReason, { count: number; examples: string[] }>();
  for (const part of text.split(SEPARATORS)) {
    const label = part.trim();
    if (label === '') continue;
    const key = identity(label);
    const reason = reasonAgainst(label, seen.has(key), existing.length + labels.length);
    if (!reason) {
      seen.add(key);
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

function reasonAgainst(label: string, seen: boolean, count: number): LeftOutReason | undefined {
  if (isTooLong(label)) return 'too-long';
  if (seen) return 'duplicate';
  return count >= MOST_LABELS ? 'too-many' : undefined;
}

/** Characters are counted as people do, so that an emoji is not two; only where the quick count is not enough. */
function isTooLong(label: string): boolean {
  return label.length > LONGEST_LABEL && Array.from(label).length > LONGEST_LABEL;
}

function identity(label: string): string {
  return label.trim().replace(/\s+/gu, ' ').normalize('NFC');
}

function shortened(label: string): string {
  // A character takes at most two code units; one more tells whether anything follows.
  const characters = Array.from(label.slice(0, (EXAMPLE_LENGTH + 1) * 2));
  if (characters.length <= EXAMPLE_LENGTH) return label;
  return `${characters.slice(0, EXAMPLE_LENGTH).join('')}…`;
}
