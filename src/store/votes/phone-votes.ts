import type { CodeFault } from '../../core/votes/answer-code.ts';

/** A code or a file that is no answer to the ballot. */
export interface BadCode {
  /** The code as far as it is shown, or the file's name. */
  readonly text: string;
  readonly fault: CodeFault | 'too-many' | 'no-file';
}

/** What came from the room's phones for one ballot. */
export interface PhoneVotes {
  /** Names the ballot: its labels and its pictures. */
  readonly ballot: string;
  /** By the number that each phone drew: label id by picture id. The last that a phone sent counts, once. */
  readonly voters: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** What of the last codes or files could not be read. */
  readonly bad: readonly BadCode[];
}
