import type { Slice } from '../all.ts';
import type { State } from '../state.ts';

export interface VotesSlice extends Pick<State, 'votes'> {
  /** Sets how many people voted for a label at a picture: a whole number from 0 to `MOST_VOTES`; anything else is brought there. */
  vote(picture: string, label: string, count: number): void;
}

/** More people than sit in any lecture hall. */
export const MOST_VOTES = 9999;

export function votesSlice(): Slice<VotesSlice> {
  return (set) => ({
    votes: new Map(),
    vote: (picture, label, count) =>
      set(({ votes }) => {
        const whole = Number.isNaN(count) ? 0 : Math.trunc(count);
        const counts = new Map(votes.get(picture));
        counts.set(label, Math.min(Math.max(whole, 0), MOST_VOTES));
        return { votes: new Map(votes).set(picture, counts) };
      }),
  });
}
