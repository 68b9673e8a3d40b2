import { codeLength, readCode, type Answer, type CodeFault } from './answer-code.ts';
import type { Ballot } from './ballot.ts';
import { readDigits } from './digits.ts';

export interface ReadCodes {
  /** By voter, the last one of each. */
  readonly answers: ReadonlyMap<number, Answer>;
  /** What is no answer to this ballot, and why. */
  readonly bad: readonly { readonly text: string; readonly fault: CodeFault | 'too-many' }[];
}

/** More than sit in any lecture hall; what follows is not read. */
export const MOST_CODES = 2000;
/** As much of a line is shown. */
const SHOWN = 40;

/** Reads the answers of a whole room: one a line, or several with spaces between them. */
export function readCodes(ballot: Ballot, texts: readonly string[]): ReadCodes {
  const answers = new Map<number, Answer>();
  const bad: { text: string; fault: CodeFault | 'too-many' }[] = [];
  const lines = texts.flatMap((text) => linesOf(text)).flatMap((line) => codesIn(ballot, line));
  for (const line of lines.slice(0, MOST_CODES)) {
    const read = readCode(ballot, line);
    if (typeof read === 'string') bad.push({ text: line.slice(0, SHOWN), fault: read });
    else answers.set(read.voter, read);
  }
  const next = lines[MOST_CODES];
  if (next !== undefined) bad.push({ text: next.slice(0, SHOWN), fault: 'too-many' });
  return { answers, bad };
}

/** Longer lists are not taken apart to their end. */
export const LONGEST_TEXT = 300_000;

function linesOf(text: string): readonly string[] {
  return text
    .slice(0, LONGEST_TEXT)
    .replace(/^\uFEFF/, '')
    .split(/[\r\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST_CODES + 1);
}

/** A line is a code, whose groups may have spaces between them; or as many codes as it has words of that length. */
function codesIn(ballot: Ballot, line: string): readonly string[] {
  const words = line.split(/\s+/);
  const length = codeLength(ballot);
  const whole = words.length > 1 && words.every((word) => readDigits(word)?.length === length);
  return whole ? words : [line];
}
