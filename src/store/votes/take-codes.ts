import { LONGEST_TEXT, readCodes } from '../../core/votes/read-codes.ts';
import { attempt } from '../../engine/attempt.ts';
import type { State } from '../state.ts';
import { currentBallot } from './current-ballot.ts';
import type { BadCode, PhoneVotes } from './phone-votes.ts';

/** Adds the answers in these texts to those of the same ballot; answers to an earlier one are forgotten. */
export function takeCodes(
  state: Pick<State, 'labels' | 'pictures' | 'phoneVotes'>,
  texts: readonly string[],
): PhoneVotes | null {
  const ballot = currentBallot(state);
  if (!ballot) return null;
  const { labels, pictures, phoneVotes } = state;
  const { answers, bad } = readCodes(ballot, texts);
  const voters = new Map(phoneVotes?.ballot === ballot.id ? phoneVotes.voters : []);
  for (const [voter, { choices }] of answers) {
    const chosen = choices.flatMap((place, at) => {
      const [picture, label] = [pictures[at], labels[place ?? -1]];
      return picture && label ? [[picture.id, label.id] as const] : [];
    });
    voters.set(voter, new Map(chosen));
  }
  return { ballot: ballot.id, voters, bad };
}

/** More files than sit in any lecture hall are not opened. */
const MOST_FILES = 2000;

/** The texts of files, and the files that hold none. */
export async function readFiles(
  files: readonly File[],
): Promise<{ readonly texts: readonly string[]; readonly bad: readonly BadCode[] }> {
  const texts: string[] = [];
  const bad: BadCode[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const text = await attempt(
      () => file.slice(0, LONGEST_TEXT).text(),
      () => undefined,
    );
    // Pictures and the like have such signs in them, and no lines.
    if (text === undefined || text.includes('\0') || text.trim() === '')
      bad.push({ text: file.name, fault: 'no-file' });
    else texts.push(text);
  }
  const next = files[MOST_FILES];
  return { texts, bad: next ? [...bad, { text: next.name, fault: 'too-many' }] : bad };
}
