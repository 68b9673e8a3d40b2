import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { EvaluationData } from '../../evaluation/sets/chosen-data.ts';
import type { DataInput, OpenedData } from '../../evaluation/sets/open-data.ts';
import type { SetChoices, SetReading } from '../../evaluation/sets/set.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface EvaluationDataSlice extends Pick<State, 'evaluationData'> {
  openEvaluationData(input: DataInput): Promise<void>;
  /** Reads the data that is open in another way: another split, character set, source of the labels, or columns. */
  readDataAs(change: SetChoices): Promise<void>;
  /** Gives up an opening, or puts the set away. */
  closeEvaluationData(): void;
  /** Says beside the open data why something that was asked of it cannot be. */
  refuseEvaluation(problem: EngineErrorData): void;
}

/** Shows how far something is. */
type Show = (data: EvaluationData) => void;

export function evaluationDataSlice(outside: Outside): Slice<EvaluationDataSlice> {
  return (set, get) => {
    const opening = newestWins();
    /** What is open, listed, and what the visitor decided about it. */
    let opened: OpenedData | null = null;
    let choices: SetChoices = {};

    /** Reads what is listed as it was decided; of two that overlap the later counts. */
    const read = async (signal: AbortSignal): Promise<void> => {
      const chosen = choices;
      if (opened)
        await readAs(opened, chosen, (evaluationData) => {
          if (!signal.aborted && choices === chosen) set({ evaluationData });
        });
    };

    return {
      evaluationData: { kind: 'none' },
      openEvaluationData: async (input) => {
        const signal = opening.begin();
        opened = null;
        choices = {};
        const listed = await list(input, outside, get().language, signal, (evaluationData) => {
          if (!signal.aborted) set({ evaluationData });
        });
        if (!listed || signal.aborted) return;
        opened = listed;
        await read(signal);
      },
      readDataAs: async (change) => {
        choices = { ...choices, ...change };
        await read(opening.signal);
      },
      closeEvaluationData: () => {
        opening.giveUp();
        opened = null;
        set({ evaluationData: { kind: 'none' } });
      },
      refuseEvaluation: (problem) =>
        set(({ evaluationData: data }) =>
          data.kind === 'open' ? { evaluationData: { ...data, problem } } : {},
        ),
    };
  };
}

/** Finds out what files there are; `undefined` where that failed, which is shown, or was given up. */
async function list(
  input: DataInput,
  { fetch, address }: Outside,
  language: State['language'],
  signal: AbortSignal,
  show: Show,
): Promise<OpenedData | undefined> {
  show({ kind: 'opening', done: 0, total: 0 });
  let shown = 0;
  const onProgress = (done: number, total: number): void => {
    // A hundredth at a time: a change of state for each piece would be thousands.
    if (done - shown < Math.max(total / 100, 1e6)) return;
    shown = done;
    show({ kind: 'opening', done, total });
  };
  return attempt(
    async () => {
      const { listData } = await importPart(() => import('../../evaluation/sets/open-data.ts'));
      return listData(input, { fetch, address, language, signal, onProgress });
    },
    (error) => show({ kind: 'failed', error, reading: null }),
  );
}

/** Makes a set of what is listed. */
async function readAs(opened: OpenedData, choices: SetChoices, show: Show): Promise<void> {
  let reading: SetReading | null = null;
  await attempt(
    async () => {
      const set = await opened(choices, (known) => (reading = known));
      const { readyLists } = await importPart(() => import('../../evaluation/sets/class-names.ts'));
      const lists = readyLists(set.classes.map(({ key }) => key));
      show({ kind: 'open', set, lists, problem: null });
    },
    (error) => show({ kind: 'failed', error, reading }),
  );
}
