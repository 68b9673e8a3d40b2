import { VOTERS } from '../../core/votes/answer-code.ts';
import type { Ballot } from '../../core/votes/ballot.ts';

/** What a phone has chosen on a ballot, and the number by which it counts once. */
export interface Choices {
  readonly voter: number;
  readonly choices: readonly (number | null)[];
}

const keyOf = ({ id }: Ballot): string => `zero-shot ballot ${id}`;

/** What this phone chose before, or a new number and no choice. */
export function keptChoices(ballot: Ballot): Choices {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(ballot)) ?? 'null');
    if (isChoices(kept, ballot)) return kept;
  } catch {
    // Private windows may forbid it: a reload then begins anew.
  }
  const [voter = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { voter: voter % VOTERS, choices: Array.from({ length: ballot.pictures }, () => null) };
}

/** Keeps the choices over a reload, where the browser allows it. */
export function keepChoices(ballot: Ballot, choices: Choices): void {
  try {
    localStorage.setItem(keyOf(ballot), JSON.stringify(choices));
  } catch {
    // The code on the screen is what counts.
  }
}

function isChoices(kept: unknown, { labels, pictures }: Ballot): kept is Choices {
  const { voter, choices } = (kept ?? {}) as Partial<Choices>;
  return (
    Number.isInteger(voter) &&
    Number(voter) >= 0 &&
    Number(voter) < VOTERS &&
    Array.isArray(choices) &&
    choices.length === pictures &&
    choices.every(
      (choice) =>
        choice === null || (Number.isInteger(choice) && choice >= 0 && choice < labels.length),
    )
  );
}
