import type { State } from '../state.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData, LoadedModel, Progress } from '../../engine/contract.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { TrainedModel, TrainingProgress, TrainingState } from '../../engine/training.ts';
import type { All } from '../all.ts';
import type { Outside } from '../outside.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { promptsOf } from '../selectors/prompts.ts';
import type { Bench, BenchData } from './bench.ts';
import type { Column } from '../types.ts';
import { measureNames } from './measure-names.ts';
import { timeStep } from './time-step.ts';
import { openTrainingData } from './training-data.ts';
import type { TrainingRecipe } from './training-recipe.ts';
import type { LeftTraining } from './training-shelf.ts';

/** One repair by training, from its start to the new model. */
export interface TrainingRun {
  begin(): Promise<void>;
  goOn(): Promise<void>;
  pause(): void;
  stop(): Promise<void>;
  cancel(): void;
}

/** Larger text sides are timed first, and their state is too much for the browser's storage. */
const LARGE = 8e6;
/** A look comes as often, so that a pause goes back to the numbers on show. */
const STATE_EVERY = 5;

/** Whether a training that was broken off began with what a column holds now. */
export function isOfColumn(
  left: LeftTraining,
  { columns }: Pick<State, 'columns'>,
  id: string,
): boolean {
  const column = columns.find((candidate) => candidate.id === id);
  const model = column && liveModelOf(column);
  return model ? towersOf(model) === left.towers : false;
}

function towersOf({ model }: LoadedModel): string {
  return `${model.fingerprints.image}\n${model.fingerprints.text}`;
}

export function createTrainingRun(
  outside: Outside,
  get: () => All,
  set: (part: Partial<All>) => void,
  column: string,
  recipe: TrainingRecipe,
  left: LeftTraining | null,
): TrainingRun {
  const { engine } = outside;
  const work = newestWins();
  let state: TrainingState | null = left?.state ?? null;
  let data: BenchData | null = null;
  let base: LoadedModel | null = null;
  let over = false;
  const preview = `in training ${column}`;

  const patch = (change: Partial<Bench>): void => {
    const { bench } = get();
    if (bench && !over) set({ bench: { ...bench, ...change } });
  };
  const find = (): Column | undefined => get().columns.find(({ id }) => id === column);
  const holdsBase = (): boolean => {
    const own = find();
    return own !== undefined && liveModelOf(own)?.id === base?.id;
  };
  const fail = (error: EngineErrorData): void => {
    if (error.code === 'worker-died') get().engineDied();
    patch({ stage: 'failed', error });
  };

  function showWatched({ watched }: TrainingProgress, watch: readonly string[]): void {
    if (!watched) return;
    const width = watched.dims[1];
    const rows = watch.map((prompt, row) => {
      const vector = watched.data.slice(row * width, (row + 1) * width);
      return [prompt, { vector, truncated: false }] as const;
    });
    const { vectors } = get();
    const texts = new Map(vectors.texts).set(preview, new Map(rows));
    set({ vectors: { ...vectors, texts } });
    get().previewTexts(column, preview);
  }

  function hidePreview(): void {
    get().previewTexts(column, undefined);
    const { vectors } = get();
    if (!vectors.texts.has(preview)) return;
    const texts = new Map(vectors.texts);
    texts.delete(preview);
    set({ vectors: { ...vectors, texts } });
  }

  function hear(progress: Progress, watch: readonly string[]): void {
    if (over || work.signal.aborted) return;
    if (!holdsBase()) {
      // Another model was chosen for the column: the training is of no use any more.
      get().cancelTraining();
      return;
    }
    const { training, done } = progress;
    if (!training) {
      patch({ progress });
      return;
    }
    showWatched(training, watch);
    if (training.state) keep(training.state);
    const { losses = [], looks = [] } = get().bench ?? {};
    const { look } = training;
    patch({
      progress: null,
      step: done,
      ...(look && {
        look,
        looks: [...looks.filter(({ step }) => step < look.step), look],
      }),
      ...(done > 0 && { losses: [...losses.slice(0, done - 1), training.loss] }),
    });
  }

  function keep(next: TrainingState): void {
    state = next;
    if (!base || !data || textNumbers(base) > LARGE) return;
    const { names } = data;
    const kept = { towers: towersOf(base), recipe, names, pictures: data.labels.length, state };
    // What cannot be kept can still be gone on with in this visit.
    void attempt(
      async () => (await outside.openTrainings?.())?.keep(kept),
      () => undefined,
    );
  }

  async function train(until: number): Promise<TrainedModel | undefined> {
    if (!base || !data) return undefined;
    const { id } = base;
    const { signal } = work;
    const { labels, templates } = get();
    const watch = [...new Set(labels.flatMap((label) => promptsOf(label, templates)))];
    const { repair, seed, steps } = recipe;
    const { heldOut } = data;
    const onProgress = (progress: Progress): void => hear(progress, watch);
    const call = { heldOut, signal, onProgress };
    const own = data;
    return attempt(
      () =>
        repair === 'text-tower'
          ? engine.train(id, own, {
              ...call,
              repair,
              recipe: { seed, steps },
              until,
              stateEvery: STATE_EVERY,
              watch,
              ...(state && { from: state }),
            })
          : engine.train(id, own, { ...call, repair }),
      (error) => {
        if (!signal.aborted) fail(error);
      },
    );
  }

  async function finish(until: number): Promise<void> {
    const { signal } = work;
    const made = await train(until);
    if (!made) return;
    if (signal.aborted || over || !holdsBase()) {
      await attempt(
        () => engine.release(made.id),
        () => undefined,
      );
      return;
    }
    const { losses, looks, ...model } = made;
    get().takeTrained(column, model, { recipe, model: made.id });
    hidePreview();
    const look = looks.at(-1);
    patch({
      stage: 'done',
      progress: null,
      ...(look && { look }),
      ...(losses.length > 0 && { losses, step: losses.length }),
    });
    over = true;
    await get().forgetLeftTraining();
    void get().encodeMissing();
  }

  async function compare(): Promise<void> {
    const other = get().columns.find(({ id, training, status }) => {
      const kind = status.kind === 'ready' ? status.loaded.report.verdict.kind : '';
      return id !== column && !training && (kind === 'complete' || kind === 'both-towers');
    });
    const model = other && liveModelOf(other);
    const { signal } = work;
    const own = data;
    if (!model || !own) return;
    const complete = await attempt(
      () => measureNames(engine, model.id, own, signal),
      () => undefined,
    );
    const { bench } = get();
    if (complete && bench?.column === column) set({ bench: { ...bench, complete } });
  }

  async function open(): Promise<boolean> {
    const { signal } = work;
    const opened = await attempt(
      () => openTrainingData(get(), recipe, outside, signal),
      (error) => {
        if (!signal.aborted) fail(error);
      },
    );
    if (!opened || signal.aborted) return false;
    data = opened;
    patch({ data });
    if (left && !isSameData(left, opened)) {
      // Other pictures than before: what was learned of the old ones stays a start, but it is another training.
      state = null;
      patch({ step: 0, losses: [] });
    }
    return true;
  }

  /** After the engine ended and began again, the same towers have another model's id. */
  function takeUpAgain(): void {
    const own = find();
    const live = own ? liveModelOf(own) : null;
    if (live && base && towersOf(live) === towersOf(base)) base = live;
  }

  async function goOn(): Promise<void> {
    work.begin();
    const { bench } = get();
    if (!bench) return;
    takeUpAgain();
    patch({ stage: 'running', error: null });
    if (state) patch({ step: state.step, losses: state.losses });
    if (bench.complete === null) void compare();
    await finish(recipe.steps);
  }

  return {
    goOn,
    begin: async () => {
      const own = find();
      base = own ? liveModelOf(own) : null;
      if (!base) return;
      const large = recipe.repair === 'text-tower' && textNumbers(base) > LARGE;
      set({
        bench: {
          column,
          recipe,
          start: base,
          data: null,
          stage: large ? 'timing' : 'running',
          progress: null,
          step: state?.step ?? 0,
          losses: state?.losses ?? [],
          look: null,
          looks: [],
          complete: null,
          stepSeconds: null,
          error: null,
        },
      });
      if (!(await open()) || !data) return;
      if (!large) {
        await goOn();
        return;
      }
      const stepSeconds = await timeStep(engine, base, data, work.signal, fail);
      if (stepSeconds !== null) patch({ stage: 'slow', stepSeconds });
    },
    pause: () => {
      work.giveUp();
      patch({
        stage: 'paused',
        progress: null,
        step: state?.step ?? 0,
        losses: state?.losses ?? [],
      });
    },
    stop: async () => {
      work.begin();
      if (!state) {
        get().cancelTraining();
        return;
      }
      patch({ stage: 'running', step: state.step, losses: state.losses });
      await finish(state.step);
    },
    cancel: () => {
      if (over) return;
      over = true;
      work.giveUp();
      hidePreview();
      void get().forgetLeftTraining();
    },
  };
}

function textNumbers({ report }: LoadedModel): number {
  return report.parts
    .filter(({ part }) => part.startsWith('text'))
    .reduce((sum, { numbers }) => sum + numbers, 0);
}

function isSameData({ names, pictures }: LeftTraining, data: BenchData): boolean {
  return JSON.stringify(names) === JSON.stringify(data.names) && pictures === data.labels.length;
}
