import { attempt } from '../../engine/attempt.ts';
import type { Progress } from '../../engine/calls.ts';
import type { TrainedModel } from '../../engine/training.ts';
import type { GetAll, SetAll } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import { promptsOf } from '../selectors/prompts.ts';
import { copiedState } from './copied-state.ts';
import { hearTraining, hidePreview, isLarge, keepTraining } from './hear-training.ts';
import { isSameData } from './left-training.ts';
import { measureNames } from './measure-names.ts';
import { timeStep } from './time-step.ts';
import { openTrainingData } from './training-data.ts';
import type { TrainingRecipe } from './training-recipe.ts';
import type { LeftTraining } from './training-shelf.ts';
import {
  columnIn,
  failTraining,
  holdsBase,
  patchBench,
  takeUpAgain,
  trainingWork,
  type TrainingWork,
} from './training-work.ts';

/** One repair by training, from its start to the new model. */
export interface TrainingRun {
  begin(): Promise<void>;
  goOn(): Promise<void>;
  pause(): void;
  /** Writes where it stands into the browser's storage: the tab may be about to go. */
  keep(): void;
  stop(): Promise<void>;
  cancel(): void;
}

/** A look comes as often, so that a pause goes back to the numbers on show. */
const STATE_EVERY = 5;

/** @param left a training of this column that was broken off, to go on with */
export function createTrainingRun(
  outside: Outside,
  get: GetAll,
  set: SetAll,
  column: string,
  recipe: TrainingRecipe,
  left: LeftTraining | null,
): TrainingRun {
  const work = trainingWork({ outside, get, set }, { column, recipe, left });
  return {
    begin: () => begin(work),
    goOn: () => goOn(work),
    pause: () => {
      work.runs.giveUp();
      patchBench(work, { stage: 'paused', progress: null, ...reached(work) });
      keepTraining(work);
    },
    keep: () => keepTraining(work),
    stop: () => stop(work),
    cancel: () => {
      if (work.over) return;
      work.over = true;
      work.runs.giveUp();
      hidePreview(work);
      void get().forgetLeftTraining();
    },
  };
}

/** Steps so far, and their losses. */
function reached({ state }: TrainingWork): { step: number; losses: readonly number[] } {
  return { step: state?.step ?? 0, losses: state?.losses ?? [] };
}

/** Fetches what is taught and trains; where one step takes long, that is said first. */
async function begin(work: TrainingWork): Promise<void> {
  const { get, set, recipe, column, outside } = work;
  const own = columnIn(work, get());
  const base = own ? liveModelOf(own) : null;
  if (!base) return;
  work.base = base;
  const asks = recipe.repair === 'text-tower' && isLarge(base);
  set({
    bench: {
      column,
      recipe,
      start: base,
      data: null,
      stage: asks ? 'timing' : 'running',
      progress: null,
      ...reached(work),
      look: null,
      looks: [],
      complete: null,
      stepSeconds: null,
      threads: null,
      error: null,
    },
  });
  if (!(await openData(work)) || !work.data) return;
  if (!asks) {
    await goOn(work);
    return;
  }
  const { signal } = work.runs;
  const stepSeconds = await timeStep(outside.engine, base, work.data, signal, (error) =>
    failTraining(work, signal, error),
  );
  if (stepSeconds !== null) patchBench(work, { stage: 'slow', stepSeconds });
}

/** Fetches the pictures and names; `false` where that failed or was given up. */
async function openData(work: TrainingWork): Promise<boolean> {
  const { get, recipe, outside, left } = work;
  const { signal } = work.runs;
  const data = await attempt(
    () => openTrainingData(get(), recipe, outside, signal),
    (error) => failTraining(work, signal, error),
  );
  if (!data || signal.aborted) return false;
  work.data = data;
  patchBench(work, { data });
  if (left && !isSameData(left, data)) {
    // Other pictures than before: what was learned of the old ones stays a start, but it is another training.
    work.state = null;
    patchBench(work, { step: 0, losses: [] });
  }
  return true;
}

/** Trains from where it stands to the recipe's last step. */
async function goOn(work: TrainingWork): Promise<void> {
  work.runs.begin();
  const { bench } = work.get();
  if (!bench) return;
  takeUpAgain(work);
  patchBench(work, { stage: 'running', error: null, ...(work.state && reached(work)) });
  if (bench.complete === null) void compare(work);
  await finish(work, work.recipe.steps);
}

/** Takes what was learned so far; where nothing was, all is as before. */
async function stop(work: TrainingWork): Promise<void> {
  work.runs.begin();
  if (!work.state) {
    work.get().cancelTraining();
    return;
  }
  patchBench(work, { stage: 'running', ...reached(work) });
  await finish(work, work.state.step);
}

/** How a complete column beside it names the same pictures, to be compared with. */
async function compare(work: TrainingWork): Promise<void> {
  const { get, set, column, data, outside, runs } = work;
  const other = get().columns.find(({ id, training, status }) => {
    const kind = status.kind === 'ready' ? status.loaded.report.verdict.kind : '';
    return id !== column && !training && (kind === 'complete' || kind === 'both-towers');
  });
  const model = other && liveModelOf(other);
  const { signal } = runs;
  if (!model || !data) return;
  const complete = await attempt(
    () => measureNames(outside.engine, model.id, data, signal),
    () => undefined,
  );
  const { bench } = get();
  if (complete && bench?.column === column) set({ bench: { ...bench, complete } });
}

/** Trains until that step, and gives the column what came of it. */
async function finish(work: TrainingWork, until: number): Promise<void> {
  const { get, column, recipe, outside } = work;
  const { signal } = work.runs;
  const made = await train(work, until);
  if (!made) return;
  if (signal.aborted || work.over || !holdsBase(work)) {
    await attempt(
      () => outside.engine.release(made.id),
      () => undefined,
    );
    return;
  }
  const { losses, looks, ...model } = made;
  get().takeTrained(column, model, { recipe, model: made.id });
  hidePreview(work);
  const look = looks.at(-1);
  patchBench(work, {
    stage: 'done',
    progress: null,
    ...(look && { look }),
    ...(losses.length > 0 && { losses, step: losses.length }),
  });
  work.over = true;
  await get().forgetLeftTraining();
  void get().encodeMissing();
}

/** The engine's call; `undefined` where it failed, which is said, or was given up. */
async function train(work: TrainingWork, until: number): Promise<TrainedModel | undefined> {
  const { get, recipe, base, data, state, outside } = work;
  if (!base || !data) return undefined;
  const { engine } = outside;
  const { signal } = work.runs;
  const { labels, templates } = get();
  const watch = [...new Set(labels.flatMap((label) => promptsOf(label, templates)))];
  const { repair, seed, steps } = recipe;
  const onProgress = (progress: Progress): void => hearTraining(work, progress, watch);
  const call = { heldOut: data.heldOut, signal, onProgress };
  return attempt(
    async () =>
      repair === 'text-tower'
        ? engine.train(base.id, data, {
            ...call,
            repair,
            recipe: { seed, steps },
            until,
            stateEvery: STATE_EVERY,
            watch,
            ...(state && { from: await copiedState(state) }),
          })
        : engine.train(base.id, data, { ...call, repair }),
    (error) => {
      failTraining(work, signal, error);
      keepTraining(work);
    },
  );
}
