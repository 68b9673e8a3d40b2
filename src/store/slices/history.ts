import type { Slice } from '../all.ts';
import type { Snapshot } from '../snapshot.ts';
import type { State } from '../state.ts';

export interface HistorySlice extends Pick<State, 'past'> {
  /** Keeps pictures, labels, templates and examples as they are now, before a change that can be taken back. */
  remember(): void;
  /** Keeps what every column shows; changes of one moment are one step. Every step is told its end. */
  rememberModels(): Snapshot;
  /** Keeps all of that, before another set-up is taken. */
  rememberAll(): void;
  /** A change of models has come to its end; where none of its loads did anything, there is nothing to take back. */
  endStep(step: Snapshot, done: boolean): void;
  undo(): void;
}

const DEPTH = 50;

export function historySlice(): Slice<HistorySlice> {
  return (set, get) => {
    let open: Snapshot | null = null;
    /** Loads that each step waits for. */
    const waiting = new Map<Snapshot, number>();
    const push = (step: Snapshot): void =>
      set(({ past }) => ({ past: [...past, step].slice(-DEPTH) }));
    const bench = () => {
      const { pictures, labels, templates, templateSet, examples } = get();
      return { pictures, labels, templates, templateSet, examples };
    };
    return {
      past: [],
      remember: () => push({ bench: bench() }),
      rememberModels: () => {
        const step: Snapshot = open ?? { models: get().modelsOnShow() };
        if (!open) {
          push(step);
          open = step;
          queueMicrotask(() => (open = null));
        }
        waiting.set(step, (waiting.get(step) ?? 0) + 1);
        return step;
      },
      rememberAll: () => push({ bench: bench(), models: get().modelsOnShow() }),
      endStep: (step, done) => {
        const left = done ? Number.POSITIVE_INFINITY : (waiting.get(step) ?? 0) - 1;
        waiting.set(step, left);
        if (left <= 0) set(({ past }) => ({ past: past.filter((other) => other !== step) }));
      },
      undo: () => {
        const last = get().past.at(-1);
        if (!last) return;
        set(({ past, notices }) => ({
          ...last.bench,
          past: past.slice(0, -1),
          notices: notices.filter(({ undo }) => !undo),
        }));
        if (last.models) get().restoreModels(last.models);
        void get().encodeMissing();
      },
    };
  };
}
