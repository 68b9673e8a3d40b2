import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Evaluation, EvaluationSettings } from '../../evaluation/run.ts';
import type { Runner } from '../../evaluation/runner.ts';
import type { EvaluationSet } from '../../evaluation/sets/set.ts';
import type { ReadyColumn, RunTower } from '../../evaluation/towers.ts';
import type { GetAll, SetAll, Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface EvaluationSlice extends Pick<State, 'evaluation'> {
  /** Scores the set with every column that is ready. What an earlier run encoded of the same pictures is not encoded again. */
  evaluate(set: EvaluationSet, settings: EvaluationSettings): Promise<void>;
  /** Opens the sample shelf and runs it. */
  evaluateSamples(title: string): Promise<void>;
  /** Runs the page's pictures whose truth is a label, over the page's labels and templates. */
  evaluatePage(title: string): Promise<void>;
  /** Runs the data that is open, with the options that are chosen. */
  evaluateOpen(): Promise<void>;
  pauseEvaluation(): void;
  /** Goes on after a pause or a failure. */
  continueEvaluation(): Promise<void>;
  stopEvaluation(): void;
  /** Measures the image towers of a finished run with `k` pictures a class. */
  measureNearestMean(k: number): Promise<void>;
}

export function evaluationSlice(outside: Outside): Slice<EvaluationSlice> {
  return (set, get) => {
    const runs = runsInTurn(outside, set, get);
    return {
      evaluation: null,
      evaluate: async (chosen, settings) => {
        await runs.evaluate(chosen, settings);
        void get().listKeptEmbeddings();
      },
      evaluateSamples: async (title) => {
        const { samples, openEvaluationData } = get();
        await openEvaluationData({ kind: 'samples', samples, title });
        await get().evaluateOpen();
      },
      evaluatePage: async (title) => {
        const { pictures, labels, templates, templateSet } = get();
        get().changeEvaluationOptions({ templates, templateSet });
        await get().openEvaluationData({ kind: 'page', pictures, labels, title });
        await get().evaluateOpen();
      },
      evaluateOpen: async () => {
        const { evaluationData: data, evaluationOptions, alpha, evaluate } = get();
        if (data.kind === 'open') await evaluate(data.set, { ...evaluationOptions, alpha });
      },
      pauseEvaluation: () => runs.runner?.pause(),
      continueEvaluation: async () => {
        const { evaluation: run, evaluate } = get();
        if (run?.state === 'paused') runs.runner?.goOn();
        if (run?.state === 'failed') await evaluate(run.set, run.settings);
      },
      stopEvaluation: () => {
        runs.stop();
        set({ evaluation: null });
      },
      measureNearestMean: async (k) => {
        if (get().evaluation?.state !== 'done') return;
        await attempt(
          async () => runs.runner?.measure(k),
          (error) => runs.runner?.fail(error),
        );
      },
    };
  };
}

/** One run at a time: a new one gives up the one before, and waits for its batch. */
function runsInTurn({ engine, openShelf }: Outside, set: SetAll, get: GetAll) {
  const runs = newestWins();
  let runner: Runner | null = null;
  /** What the last run encoded, and of which pictures. */
  let earlier: { readonly identity: string; readonly towers: readonly RunTower[] } | null = null;
  let running: Promise<unknown> = Promise.resolve();

  async function carryOut(
    chosen: EvaluationSet,
    settings: EvaluationSettings,
    signal: AbortSignal,
  ): Promise<void> {
    const { startRun } = await importPart(() => import('../../evaluation/start-run.ts'));
    const columns = readyColumns(get());
    if (columns.length === 0) return;
    const before = earlier?.identity === chosen.identity ? earlier.towers : [];
    const publish = (evaluation: Evaluation): void => {
      if (!signal.aborted) set({ evaluation });
    };
    const page = { engine, signal, openShelf, publish };
    runner = await startRun(chosen, settings, columns, before, page);
    earlier = { identity: chosen.identity, towers: runner.towers };
    await runner.carryOut();
  }

  return {
    /** The run that was begun last, once it is there. */
    get runner() {
      return runner;
    },
    async evaluate(chosen: EvaluationSet, settings: EvaluationSettings): Promise<void> {
      const signal = runs.begin();
      const before = running;
      runner = null;
      running = (async () => {
        await before;
        await attempt(
          () => carryOut(chosen, settings, signal),
          (error) => {
            if (signal.aborted) return;
            if (runner) runner.fail(error);
            else get().refuseEvaluation(error);
          },
        );
      })();
      await running;
    },
    stop(): void {
      runs.giveUp();
      runner = null;
    },
  };
}

function readyColumns({ columns }: State): ReadyColumn[] {
  return columns.flatMap(({ id, status }) =>
    status.kind === 'ready' ? [{ id, model: status.loaded }] : [],
  );
}
