import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { EvaluationSettings } from '../../evaluation/run.ts';
import type { ReadyColumn } from '../../evaluation/towers.ts';
import type { Runner } from '../../evaluation/runner.ts';
import type { EvaluationSet } from '../../evaluation/set.ts';
import type { RunTower } from '../../evaluation/towers.ts';
import type { Slice } from '../all.ts';
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

export function evaluationSlice({ engine, openShelf }: Outside): Slice<EvaluationSlice> {
  return (set, get) => {
    const runs = newestWins();
    let runner: Runner | null = null;
    /** What the last run encoded, and of which pictures. */
    let earlier: { readonly identity: string; readonly towers: readonly RunTower[] } | null = null;
    /** One run at a time: a new one waits for the batch of the one before. */
    let running: Promise<unknown> = Promise.resolve();

    const ready = (): ReadyColumn[] =>
      get().columns.flatMap(({ id, status }) =>
        status.kind === 'ready' ? [{ id, model: status.loaded }] : [],
      );

    const refuse = (problem: EngineErrorData): void =>
      set(({ evaluationData: data }) =>
        data.kind === 'open' ? { evaluationData: { ...data, problem } } : {},
      );

    async function begin(
      chosen: EvaluationSet,
      settings: EvaluationSettings,
      signal: AbortSignal,
    ): Promise<void> {
      const [{ createRun }, { createRunner }, { createTowers }] = await Promise.all([
        importPart(() => import('../../evaluation/run.ts')),
        importPart(() => import('../../evaluation/runner.ts')),
        importPart(() => import('../../evaluation/towers.ts')),
      ]);
      const columns = ready();
      if (columns.length === 0) return;
      const before = earlier?.identity === chosen.identity ? earlier.towers : [];
      const towers = createTowers(chosen, columns, settings.alpha, before);
      const distinct = [...new Set(towers)];
      earlier = { identity: chosen.identity, towers: distinct };
      const run = createRun(chosen, settings, columns, towers);
      set({ evaluation: run });
      runner = createRunner(run, distinct, {
        engine,
        signal,
        shelf: settings.keep && openShelf ? await openShelf() : null,
        publish: (evaluation) => {
          if (!signal.aborted) set({ evaluation });
        },
      });
      await runner.carryOut();
    }

    return {
      evaluation: null,
      evaluate: async (chosen, settings) => {
        const signal = runs.begin();
        const before = running;
        runner = null;
        running = (async () => {
          await before;
          await attempt(
            () => begin(chosen, settings, signal),
            (error) => {
              if (signal.aborted) return;
              if (runner) runner.fail(error);
              else refuse(error);
            },
          );
        })();
        await running;
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
      pauseEvaluation: () => runner?.pause(),
      continueEvaluation: async () => {
        const { evaluation: run, evaluate } = get();
        if (run?.state === 'paused') runner?.goOn();
        if (run?.state === 'failed') await evaluate(run.set, run.settings);
      },
      stopEvaluation: () => {
        runs.giveUp();
        runner = null;
        set({ evaluation: null });
      },
      measureNearestMean: async (k) => {
        if (get().evaluation?.state !== 'done') return;
        await attempt(
          async () => runner?.measure(k),
          (error) => runner?.fail(error),
        );
      },
    };
  };
}
