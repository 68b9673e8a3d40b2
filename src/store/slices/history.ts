import type { Slice } from '../all.ts';
import type { Label, Picture } from '../types.ts';

interface Snapshot {
  readonly pictures: readonly Picture[];
  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  readonly templateSet: string;
}

export interface HistorySlice {
  readonly past: readonly Snapshot[];
  /** Keeps pictures, labels and templates as they are now, before a change that can be taken back. */
  remember(): void;
  undo(): void;
}

const DEPTH = 50;

export function historySlice(): Slice<HistorySlice> {
  return (set, get) => ({
    past: [],
    remember: () =>
      set(({ past, pictures, labels, templates, templateSet }) => ({
        past: [...past, { pictures, labels, templates, templateSet }].slice(-DEPTH),
      })),
    undo: () => {
      const last = get().past.at(-1);
      if (!last) return;
      set(({ past, notices }) => ({
        ...last,
        past: past.slice(0, -1),
        notices: notices.filter(({ undo }) => !undo),
      }));
      void get().encodeMissing();
    },
  });
}
