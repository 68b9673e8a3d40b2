import type { State } from '../state.ts';

/** Votes at a picture by label id: hands and phones together. */
export function countedVotes(
  { votes, phoneVotes }: Pick<State, 'votes' | 'phoneVotes'>,
  picture: string,
): ReadonlyMap<string, number> {
  const counts = new Map(votes.get(picture));
  for (const answers of phoneVotes?.voters.values() ?? []) {
    const label = answers.get(picture);
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return counts;
}
