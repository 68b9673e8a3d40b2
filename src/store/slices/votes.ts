import { importPart } from '../../core/parts/import-part.ts';
import type { Slice } from '../all.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface VotesSlice extends Pick<State, 'votes' | 'lastVotes' | 'phoneVotes'> {
  /** Sets how many people voted for a label at a picture: a whole number from 0 to `MOST_VOTES`; anything else is brought there. */
  vote(picture: string, label: string, count: number): void;
  /** One vote more. */
  addVote(picture: string, label: string): void;
  /** Takes back the vote that was added last at that picture. */
  takeBackVote(picture: string): void;
  /** Counts the answers of phones: codes that were typed or pasted, many at once. */
  takeVoteCodes(text: string): Promise<void>;
  /** The same from files, many at once. */
  takeVoteFiles(files: readonly File[]): Promise<void>;
  clearPhoneVotes(): void;
}

/** More people than sit in any lecture hall. */
export const MOST_VOTES = 9999;

export function votesSlice(): Slice<VotesSlice> {
  return (set, get) => {
    const countAt = (picture: string, label: string): number =>
      get().votes.get(picture)?.get(label) ?? 0;
    const takingPart = () =>
      withPart(get, () => importPart(() => import('../votes/take-codes.ts')));
    return {
      votes: new Map(),
      lastVotes: [],
      phoneVotes: null,
      vote: (picture, label, count) =>
        set(({ votes }) => {
          const whole = Number.isNaN(count) ? 0 : Math.trunc(count);
          const counts = new Map(votes.get(picture));
          counts.set(label, Math.min(Math.max(whole, 0), MOST_VOTES));
          return { votes: new Map(votes).set(picture, counts) };
        }),
      addVote: (picture, label) => {
        get().vote(picture, label, countAt(picture, label) + 1);
        set(({ lastVotes }) => ({
          lastVotes: [...lastVotes.slice(-MOST_VOTES), { picture, label }],
        }));
      },
      takeBackVote: (picture) => {
        const { lastVotes } = get();
        const at = lastVotes.findLastIndex((last) => last.picture === picture);
        const last = lastVotes[at];
        if (!last) return;
        get().vote(picture, last.label, countAt(picture, last.label) - 1);
        set({ lastVotes: lastVotes.toSpliced(at, 1) });
      },
      takeVoteCodes: async (text) => {
        const part = await takingPart();
        if (part) set({ phoneVotes: part.takeCodes(get(), [text]) });
      },
      takeVoteFiles: async (files) => {
        const part = await takingPart();
        if (!part) return;
        const { texts, bad } = await part.readFiles(files);
        const taken = part.takeCodes(get(), texts);
        set({ phoneVotes: taken && { ...taken, bad: [...bad, ...taken.bad] } });
      },
      clearPhoneVotes: () => set({ phoneVotes: null }),
    };
  };
}
