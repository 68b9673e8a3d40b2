import { classEmbeddings, classPrompts } from '../../core/evaluation/class-prompts.ts';
import { addPair } from '../../core/evaluation/mcnemar.ts';
import { scoreRows } from '../../core/evaluation/score-rows.ts';
import { addToTally } from '../../core/evaluation/tally.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { attempt } from '../actions/attempt.ts';
import type { Outside, Slice } from '../all.ts';
import { createRun, type EvaluatedColumn, type Evaluation } from '../evaluation/run.ts';
import type { EvaluationSet } from '../evaluation/set.ts';

const PICTURE_BATCH = 8;
const PROMPT_BATCH = 32;

export interface EvaluationSlice {
  readonly evaluation: Evaluation | null;
  /** Scores the set with every column that is ready, with the page's templates. */
  evaluate(set: EvaluationSet): Promise<void>;
  pauseEvaluation(): void;
  continueEvaluation(): Promise<void>;
  stopEvaluation(): void;
}

export function evaluationSlice({ engine }: Outside): Slice<EvaluationSlice> {
  return (set, get) => {
    let controller = new AbortController();
    /** One loop at a time: a new one waits for the batch of the one before. */
    let loop: Promise<unknown> = Promise.resolve();
    const patch = (change: Partial<Evaluation>): void =>
      set(({ evaluation }) => (evaluation ? { evaluation: { ...evaluation, ...change } } : {}));

    async function encodeClasses(run: Evaluation, signal: AbortSignal): Promise<true> {
      const { prompts, promptsOfClass } = classPrompts(
        run.set.classes,
        run.settings.templates,
        fillTemplate,
      );
      for (const { model, dimensions, classVectors } of run.columns) {
        const data = new Float32Array(prompts.length * dimensions);
        for (let from = 0; from < prompts.length; from += PROMPT_BATCH) {
          const batch = prompts.slice(from, from + PROMPT_BATCH);
          const encoded = await engine.encodeTexts(model.id, batch, { signal });
          data.set(encoded.data, from * dimensions);
        }
        classVectors.set(classEmbeddings(data, dimensions, promptsOfClass));
      }
      return true;
    }

    async function encodeBatch(run: Evaluation, signal: AbortSignal): Promise<void> {
      const { done, columns, settings } = run;
      const batch = run.set.pictures.slice(done, done + PICTURE_BATCH);
      const blobs = await Promise.all(batch.map((picture) => picture.read(signal)));
      const failed = new Set<number>();
      for (const { model, embeddings, dimensions } of columns) {
        const options = { alpha: settings.alpha, keepGoing: true, signal };
        const encoded = await engine.encodeImages(model.id, blobs, options);
        embeddings.set(encoded.data, done * dimensions);
        for (const failure of encoded.failures) failed.add(failure.index);
      }
      if (signal.aborted) return;
      score(run, done + batch.length, failed);
      const unreadable = batch.filter((_, row) => failed.has(row)).map(({ name }) => name);
      patch({ done: done + batch.length, unreadable: [...run.unreadable, ...unreadable] });
    }

    async function work(signal: AbortSignal): Promise<void> {
      for (;;) {
        const run = get().evaluation;
        if (!run || signal.aborted || run.state !== 'running') return;
        if (run.done >= run.set.pictures.length) return patch({ state: 'done' });
        await encodeBatch(run, signal);
      }
    }

    const fail = (error: EngineErrorData): void => patch({ state: 'failed', error });
    const start = (signal: AbortSignal): Promise<unknown> => {
      const before = loop;
      loop = (async () => {
        await before;
        await attempt(() => work(signal), fail);
      })();
      return loop;
    };

    return {
      evaluation: null,
      evaluate: async (chosen) => {
        controller.abort(new DOMException('Another run replaced this one.', 'AbortError'));
        controller = new AbortController();
        const { signal } = controller;
        const models = get().columns.flatMap(({ id, status }) =>
          status.kind === 'ready' ? [{ id, model: status.loaded }] : [],
        );
        const { templates, alpha } = get();
        const run = createRun(chosen, { templates, alpha }, models);
        set({ evaluation: run });
        const encoded = await attempt(
          () => encodeClasses(run, signal),
          (error) => {
            if (!signal.aborted) fail(error);
          },
        );
        if (!encoded || signal.aborted) return;
        patch({ state: 'running' });
        await start(signal);
      },
      pauseEvaluation: () => {
        if (get().evaluation?.state === 'running') patch({ state: 'paused' });
      },
      continueEvaluation: async () => {
        if (get().evaluation?.state !== 'paused') return;
        patch({ state: 'running' });
        await start(controller.signal);
      },
      stopEvaluation: () => {
        controller.abort(new DOMException('The visitor cancelled.', 'AbortError'));
        set({ evaluation: null });
      },
    };
  };
}

/** Enters the pictures from the run's `done` up to `to` into every column's outcomes and counts. */
function score({ set, columns, pairs, done }: Evaluation, to: number, failed: Set<number>): void {
  const trueClasses = set.pictures.map(({ trueClass }) => trueClass);
  for (const column of columns) scoreRows(column, trueClasses, done, to);
  for (let picture = done; picture < to; picture++) {
    if (failed.has(picture - done)) continue;
    const trueClass = trueClasses[picture] ?? 0;
    for (const { tally, outcomes } of columns) {
      addToTally(tally, trueClass, judgementOf(outcomes, picture));
    }
    const [first, second] = columns.map((column) => rightAt(column, picture, trueClass));
    if (first !== undefined && second !== undefined) addPair(pairs, first, second);
  }
}

function judgementOf({ predicted, rank, confidence }: EvaluatedColumn['outcomes'], at: number) {
  const winner = predicted[at] ?? -1;
  if (winner < 0) return null;
  return { predicted: winner, rank: rank[at] ?? 0, confidence: confidence[at] ?? 0 };
}

function rightAt({ outcomes }: EvaluatedColumn, at: number, trueClass: number): boolean {
  return outcomes.predicted[at] === trueClass;
}
