import { classEmbeddings, classPrompts } from '../../core/evaluation/class-prompts.ts';
import { addPair, createPairedCounts, type PairedCounts } from '../../core/evaluation/mcnemar.ts';
import {
  addToTally,
  createTally,
  judge,
  type Judgement,
  type Tally,
} from '../../core/evaluation/tally.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { EngineErrorData, LoadedModel } from '../../engine/contract.ts';
import { attempt } from '../actions/attempt.ts';
import type { EvaluationSet } from '../actions/evaluation-set.ts';
import type { Outside, Slice } from '../all.ts';

const PICTURE_BATCH = 8;
const PROMPT_BATCH = 32;

/** One column's results; the tally grows in place. */
export interface EvaluatedColumn {
  readonly id: string;
  readonly model: LoadedModel;
  readonly tally: Tally;
}

/** A run as it stands; a new wrapper tells the view after each batch. */
export interface Evaluation {
  readonly state: 'prompts' | 'running' | 'paused' | 'done' | 'failed';
  readonly set: EvaluationSet;
  readonly columns: readonly EvaluatedColumn[];
  /** First column against second; zeros where there is one column only. */
  readonly pairs: PairedCounts;
  readonly done: number;
  /** Names of pictures that could not be read; they are left out. */
  readonly unreadable: readonly string[];
  readonly error: EngineErrorData | null;
}

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
    let vectors: readonly Float32Array[] = [];
    /** One loop at a time: a new one waits for the batch of the one before. */
    let loop: Promise<unknown> = Promise.resolve();
    const patch = (change: Partial<Evaluation>): void =>
      set(({ evaluation }) => (evaluation ? { evaluation: { ...evaluation, ...change } } : {}));

    async function encodeClasses(
      run: Evaluation,
      templates: readonly string[],
      signal: AbortSignal,
    ) {
      const { prompts, promptsOfClass } = classPrompts(run.set.classes, templates, fillTemplate);
      const result: Float32Array[] = [];
      for (const { model } of run.columns) {
        let data = new Float32Array();
        let dimensions = 0;
        for (let from = 0; from < prompts.length; from += PROMPT_BATCH) {
          const batch = prompts.slice(from, from + PROMPT_BATCH);
          const encoded = await engine.encodeTexts(model.id, batch, { signal });
          dimensions = encoded.dims[1];
          if (from === 0) data = new Float32Array(prompts.length * dimensions);
          data.set(encoded.data, from * dimensions);
        }
        result.push(classEmbeddings(data, dimensions, promptsOfClass));
      }
      return result;
    }

    async function encodeBatch(run: Evaluation, signal: AbortSignal): Promise<void> {
      const batch = run.set.pictures.slice(run.done, run.done + PICTURE_BATCH);
      const blobs = await Promise.all(batch.map((picture) => picture.read(signal)));
      const failed = new Set<number>();
      const judged: (Judgement | null)[][] = [];
      for (const [index, { model }] of run.columns.entries()) {
        const options = { alpha: get().alpha, keepGoing: true, signal };
        const encoded = await engine.encodeImages(model.id, blobs, options);
        for (const failure of encoded.failures) failed.add(failure.index);
        const classes = vectors[index] ?? new Float32Array();
        judged.push(
          batch.map(({ trueClass }, row) => {
            const embedding = encoded.data.subarray(
              row * encoded.dims[1],
              (row + 1) * encoded.dims[1],
            );
            const values = probabilities(embedding, classes, model.model.logitScale.value);
            return judge(values, 0, run.set.classes.length, trueClass);
          }),
        );
      }
      if (signal.aborted) return;
      batch.forEach(({ trueClass }, row) => {
        if (failed.has(row)) return;
        run.columns.forEach(({ tally }, c) =>
          addToTally(tally, trueClass, judged[c]?.[row] ?? null),
        );
        const [first, second] = judged.map((rows) => rows[row]?.predicted === trueClass);
        if (first !== undefined && second !== undefined) addPair(run.pairs, first, second);
      });
      const unreadable = batch.filter((_, row) => failed.has(row)).map(({ name }) => name);
      patch({ done: run.done + batch.length, unreadable: [...run.unreadable, ...unreadable] });
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
        const columns = get().columns.flatMap(({ id, status }) =>
          status.kind === 'ready'
            ? [{ id, model: status.loaded, tally: createTally(chosen.classes.length) }]
            : [],
        );
        const run: Evaluation = {
          state: 'prompts',
          set: chosen,
          columns,
          pairs: createPairedCounts(),
          done: 0,
          unreadable: [],
          error: null,
        };
        set({ evaluation: run });
        const encoded = await attempt(
          () => encodeClasses(run, get().templates, signal),
          (error) => {
            if (!signal.aborted) fail(error);
          },
        );
        if (!encoded || signal.aborted) return;
        vectors = encoded;
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

/** Softmax of scaled cosines of one embedding [D] with unit class vectors [C, D]. */
function probabilities(
  embedding: Float32Array,
  classes: Float32Array,
  scale: number,
): Float64Array {
  const dimensions = embedding.length;
  const length = Math.hypot(...embedding);
  const logits = new Float64Array(classes.length / dimensions);
  for (let c = 0; c < logits.length; c++) {
    let product = 0;
    for (let d = 0; d < dimensions; d++) {
      product += (embedding[d] ?? 0) * (classes[c * dimensions + d] ?? 0);
    }
    logits[c] = (scale * product) / length;
  }
  const highest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
