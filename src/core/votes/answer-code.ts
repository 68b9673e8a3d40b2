import { ID_DIGITS, MOST_CHOICES, MOST_PICTURES, type Ballot } from './ballot.ts';
import { CHECK_DIGITS, checkOf, digitsOf, readDigits, valueOf } from './digits.ts';

/** What one phone says. */
export interface Answer {
  /** A number that the phone drew once, below {@link VOTERS}: the same phone counts once. */
  readonly voter: number;
  /** For each picture the place of its label, or `null` where none was chosen. */
  readonly choices: readonly (number | null)[];
}

/** Why a code cannot be read. */
export type CodeFault =
  /** Signs that no code has, or far too few or many. */
  | 'no-code'
  /** A digit is wrong, missing or swapped. */
  | 'mistyped'
  /** Made by another version of the page. */
  | 'other-version'
  /** Answers to other labels or pictures. */
  | 'other-ballot';

/** The first digit of every code. A change of what follows takes another one. */
const VERSION = '1';
const VOTER_DIGITS = 5;
export const VOTERS = 32 ** VOTER_DIGITS;
const HEAD = VERSION.length + ID_DIGITS + VOTER_DIGITS;

/** Digits that hold any choice: a number to the base of labels and one, a place a picture. */
function choiceDigits({
  labels,
  pictures,
}: Pick<Ballot, 'pictures'> & { labels: { length: number } }): number {
  const last = BigInt(labels.length + 1) ** BigInt(pictures) - 1n;
  return Math.max(1, Math.ceil(last.toString(2).length / 5));
}

/** Digits of a code for a ballot. */
export function codeLength(ballot: Ballot): number {
  return HEAD + choiceDigits(ballot) + CHECK_DIGITS;
}

const LONGEST =
  HEAD + choiceDigits({ labels: { length: MOST_CHOICES }, pictures: MOST_PICTURES }) + CHECK_DIGITS;

/**
 * Answers as digits in groups of four: version, ballot, voter, choices, check.
 *
 * @throws RangeError for a voter or a choice that does not exist
 */
export function writeCode(ballot: Ballot, { voter, choices }: Answer): string {
  if (!Number.isInteger(voter) || voter < 0 || voter >= VOTERS)
    throw new RangeError(`There is no voter ${voter}.`);
  let value = 0n;
  for (let at = ballot.pictures - 1; at >= 0; at--) {
    const place = (choices[at] ?? -1) + 1;
    if (!Number.isInteger(place) || place < 0 || place > ballot.labels.length)
      throw new RangeError(`There is no label ${place}.`);
    value = value * BigInt(ballot.labels.length + 1) + BigInt(place);
  }
  const said =
    VERSION +
    ballot.id +
    digitsOf(BigInt(voter), VOTER_DIGITS) +
    digitsOf(value, choiceDigits(ballot));
  return (said + checkOf(said)).replaceAll(/.{4}(?=.)/g, '$&-');
}

/** Reads what somebody typed or pasted as an answer to this ballot. The work is bounded by the longest code there can be. */
export function readCode(ballot: Ballot, text: string): Answer | CodeFault {
  // Spaces and hyphens may stand anywhere, but not without end.
  const digits = text.length > 3 * LONGEST ? null : readDigits(text);
  if (digits === null || digits.length <= HEAD + CHECK_DIGITS || digits.length > LONGEST)
    return 'no-code';
  const said = digits.slice(0, -CHECK_DIGITS);
  if (checkOf(said) !== digits.slice(-CHECK_DIGITS)) return 'mistyped';
  if (!said.startsWith(VERSION)) return 'other-version';
  if (said.slice(VERSION.length, VERSION.length + ID_DIGITS) !== ballot.id) return 'other-ballot';
  if (digits.length !== codeLength(ballot)) return 'mistyped';
  const voter = Number(valueOf(said.slice(HEAD - VOTER_DIGITS, HEAD)));
  const base = BigInt(ballot.labels.length + 1);
  let value = valueOf(said.slice(HEAD));
  const choices: (number | null)[] = [];
  for (let at = 0; at < ballot.pictures; at++, value /= base) {
    const place = Number(value % base);
    choices.push(place === 0 ? null : place - 1);
  }
  // More than the last choice there is: nobody's answer.
  return value === 0n ? { voter, choices } : 'mistyped';
}
