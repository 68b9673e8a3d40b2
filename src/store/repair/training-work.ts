import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { newestWins, type NewestWins } from '../../engine/newest-wins.ts';
import type { TrainingState } from '../../engine/training-progress.ts';
import type { All, GetAll, SetAll } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import type { Column } from '../types.ts';
import type { Bench, BenchData } from './bench.ts';
import { towersOf } from './left-training.ts';
import type { TrainingRecipe } from './training-recipe.ts';
import type { LeftTraining } from './training-shelf.ts';

/** One repair by training while it goes on: what its steps know of each other. */
export interface TrainingWork {
  readonly outside: Outside;
  readonly get: GetAll;
  readonly set: SetAll;
  readonly column: string;
  readonly recipe: TrainingRecipe;
  /** The one that was broken off, where it goes on with that. */
  readonly left: LeftTraining | null;
  /** Of the runs of this training the last one counts: a pause gives it up. */
  readonly runs: NewestWins;
  /** Where the next run begins; `null`: at the first step. */
  state: TrainingState | null;
  /** The last step that was written into the browser's storage, and when that was begun, by `performance.now`. */
  kept: { readonly step: number; readonly at: number } | null;
  /** `null` until it is fetched. */
  data: BenchData | null;
  /** The model that is trained; `null` until it begins. */
  base: LoadedModel | null;
  /** Nothing of it is shown any more. */
  over: boolean;
}

export function trainingWork(
  page: Pick<TrainingWork, 'outside' | 'get' | 'set'>,
  asked: Pick<TrainingWork, 'column' | 'recipe' | 'left'>,
): TrainingWork {
  const state = asked.left?.state ?? null;
  return {
    ...page,
    ...asked,
    runs: newestWins(),
    state,
    kept: null,
    data: null,
    base: null,
    over: false,
  };
}

export function patchBench({ get, set, over }: TrainingWork, change: Partial<Bench>): void {
  const { bench } = get();
  if (bench && !over) set({ bench: { ...bench, ...change } });
}

/** Says why it does not go on, unless it was given up meanwhile. */
export function failTraining(
  work: TrainingWork,
  signal: AbortSignal,
  error: EngineErrorData,
): void {
  if (signal.aborted) return;
  if (error.code === 'worker-died') work.get().engineDied();
  patchBench(work, { stage: 'failed', error });
}

export function columnIn(work: Pick<TrainingWork, 'column'>, { columns }: All): Column | undefined {
  return columns.find(({ id }) => id === work.column);
}

/** Whether the column still has the model that is trained. */
export function holdsBase(work: TrainingWork): boolean {
  const column = columnIn(work, work.get());
  return column !== undefined && liveModelOf(column)?.id === work.base?.id;
}

/** After the engine ended and began again, the same towers have another model's id. */
export function takeUpAgain(work: TrainingWork): void {
  const column = columnIn(work, work.get());
  const live = column ? liveModelOf(column) : null;
  if (live && work.base && towersOf(live) === towersOf(work.base)) work.base = live;
}
