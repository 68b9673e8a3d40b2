import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Progress } from '../../engine/calls.ts';
import { newestWins, type NewestWins } from '../../engine/newest-wins.ts';
import type { GetAll } from '../all.ts';
import { isHeld } from '../link/linked-sources.ts';
import type { Outside } from '../outside.ts';
import type { TrainedHere } from '../repair/training-recipe.ts';
import type { Column, ColumnStatus, ModelChoice } from '../types.ts';
import { isLive, liveModelOf, modelOf } from './column-model.ts';
import { followLoad, type LoadProgress, SHOW_EVERY_MS } from './follow-load.ts';
import { heldModels, type HeldModels } from './held-models.ts';
import { choiceOf, choiceOptions, modelSource } from './model-choice.ts';
import { sourceName } from './source-name.ts';

export interface ColumnLoads {
  /** Loads a column as it is chosen; `false` where that fails, or is given up: then all is as before. */
  load(id: string): Promise<boolean>;
  giveUp(id: string): void;
  /** The column goes; whatever it loads or holds goes with it. */
  drop(column: Column): void;
  /** The choice that gave what a column shows, or the one that it has where it shows nothing of its own. */
  proven(column: Column): ModelChoice;
  /** A model that was made of the column's takes its place; the old one is kept until nothing can bring it back. */
  replace(id: string, made: LoadedModel, training: TrainedHere): void;
  /** Lets go of models that no step back asks for any more. */
  sweep(): void;
}

/** What the loads of all columns share. */
interface Loads {
  readonly outside: Outside;
  readonly get: GetAll;
  readonly patch: (id: string, change: Partial<Column>) => void;
  readonly held: HeldModels;
  /** By column. */
  readonly running: Map<string, NewestWins>;
}

/** A load: what it asked for, and what gave the model that it was to replace. */
interface Tried {
  readonly asked: ModelChoice;
  readonly before: ModelChoice | undefined;
}

/** The loads of all columns. What a column has stays, and answers, until the model that replaces it is there. */
export function columnLoads(
  outside: Outside,
  get: Loads['get'],
  patch: Loads['patch'],
): ColumnLoads {
  const held = heldModels(outside.engine);
  const loads: Loads = { outside, get, patch, held, running: new Map() };
  return {
    load: (id) => load(loads, id),
    giveUp: (id) => loads.running.get(id)?.giveUp(),
    drop: (column) => {
      loads.running.get(column.id)?.giveUp();
      held.release(modelOf(column));
    },
    proven: (column) => proven(loads, column),
    replace: (id, made, training) => replace(loads, id, made, training),
    sweep: () => held.sweep(get().past),
  };
}

function find({ get }: Loads, id: string): Column | undefined {
  return get().columns.find((column) => column.id === id);
}

function proven({ held }: Loads, column: Column): ModelChoice {
  return held.choiceOf(modelOf(column)) ?? choiceOf(column);
}

/** Nothing is fetched where the model is at hand already, or where somebody has to say yes first. */
async function load(loads: Loads, id: string): Promise<boolean> {
  const column = find(loads, id);
  if (!column) return false;
  loads.running.get(id)?.giveUp();
  if (isHeld(column.source)) {
    // A link wants it from another server: nothing is asked there before somebody says yes. What is there runs on.
    loads.patch(id, { status: resting(liveModelOf(column)) });
    return true;
  }
  if (isThere(loads, column)) return true;
  const { training } = column;
  // What was trained went with the engine, or comes from a link: it has to be run again.
  if (training) {
    loads.patch(id, { training: undefined });
    loads.get().trainingIsGone(id, training.recipe);
    return load(loads, id);
  }
  return fetchModel(loads, column);
}

/** Shows at once what was put aside, or is on show already. */
function isThere(loads: Loads, column: Column): boolean {
  const choice = choiceOf(column);
  const shown = liveModelOf(column);
  if (shown && choice.training && choice.training.model === shown.id) {
    loads.patch(column.id, { status: resting(shown) });
    return true;
  }
  const kept = loads.held.takeBack(choice);
  if (kept) show(loads, column.id, kept);
  return kept !== null;
}

async function fetchModel(loads: Loads, column: Column): Promise<boolean> {
  const { id } = column;
  const { patch, held, running, outside } = loads;
  const own = running.get(id) ?? newestWins();
  running.set(id, own);
  const signal = own.begin();
  const previous = modelOf(column);
  const tried = { asked: choiceOf(column), before: held.choiceOf(previous) };
  if (column.source.kind !== 'built-in') outside.marks?.begin(id, sourceName(column.source));
  patch(id, { status: { kind: 'loading', progress: null, previous } });
  const loaded = await askEngine(loads, column, tried, signal);
  if (own.signal === signal) outside.marks?.end(id);
  if (signal.aborted || !find(loads, id)) held.release(loaded ?? null);
  if (signal.aborted || !find(loads, id) || !loaded) return false;
  held.hold(loaded, tried.asked);
  const status = { kind: 'ready', loaded, ...(previous && { previous }) } as const;
  patch(id, { status, textError: null });
  held.leave(previous);
  afterLoad(loads, id, loaded);
  return true;
}

/** The engine's call, with its progress on show; `undefined` where it failed, which is said, or was given up. */
async function askEngine(
  loads: Loads,
  column: Column,
  tried: Tried,
  signal: AbortSignal,
): Promise<LoadedModel | undefined> {
  const { id, source } = column;
  const { get, patch, running } = loads;
  const { engine, address } = loads.outside;
  const previous = modelOf(column);
  const { show, end } = shownProgress(signal, (seen) =>
    patch(id, { status: { kind: 'loading', previous, ...seen } }),
  );
  const loaded = await attempt(
    () =>
      engine.load(modelSource(source, address), {
        ...choiceOptions(column),
        device: get().deviceChoice,
        ...(get().inMemory.has(id) && { keep: false }),
        signal,
        onProgress: show,
        onStuck: (error) => {
          if (running.get(id)?.signal === signal) fail(loads, id, tried, error);
        },
      }),
    (error) => {
      if (!signal.aborted) fail(loads, id, tried, error);
    },
  );
  end();
  return loaded;
}

function fail(loads: Loads, id: string, { asked, before }: Tried, error: EngineErrorData): void {
  const column = find(loads, id);
  if (!column) return;
  if (error.code === 'worker-died') loads.get().engineDied();
  const previous = modelOf(find(loads, id) ?? column);
  if (!before || !previous) {
    loads.patch(id, { status: { kind: 'failed', error, previous } });
    return;
  }
  // The model that was there runs on, as it was chosen; what was asked for is kept for another try.
  const refusal = { choice: asked, error };
  loads.patch(id, { ...before, refusal, status: resting(previous) });
}

/** In place of what the column shows, which is put aside. */
function show(loads: Loads, id: string, loaded: LoadedModel): void {
  const column = find(loads, id);
  const previous = column ? liveModelOf(column) : null;
  const status = { kind: 'ready', loaded, ...(previous && { previous }) } as const;
  loads.patch(id, { status, textError: null, refusal: null });
  loads.held.putAside(previous);
  afterLoad(loads, id, loaded);
}

function replace(loads: Loads, id: string, made: LoadedModel, training: TrainedHere): void {
  const column = find(loads, id);
  if (!column) {
    loads.held.release(made);
    return;
  }
  const choice = { ...proven(loads, column), training };
  loads.held.hold(made, choice);
  loads.patch(id, { ...choice, preview: undefined });
  show(loads, id, made);
}

function afterLoad(loads: Loads, id: string, loaded: LoadedModel): void {
  const { get } = loads;
  void get().refreshDevice();
  void get().encodeMissing();
  void get().measurePrecision(id, 'unasked');
  for (const other of get().columns) {
    if (canBorrow(other, loaded)) void load(loads, other.id);
  }
}

/** Tells of a load's progress, the last word before a server falls silent included. */
function shownProgress(
  signal: AbortSignal,
  tell: (seen: LoadProgress) => void,
): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  const follow = followLoad(() => performance.now());
  let late: ReturnType<typeof setTimeout> | undefined;
  const show = (progress: Progress): void => {
    clearTimeout(late);
    if (signal.aborted) return;
    const seen = follow(progress);
    if (seen) tell(seen);
    else late = setTimeout(() => show(progress), SHOW_EVERY_MS);
  };
  return { show, end: () => clearTimeout(late) };
}

/** A column that loads nothing. */
export function resting(model: LoadedModel | null): ColumnStatus {
  if (!model) return { kind: 'idle' };
  return isLive(model) ? { kind: 'ready', loaded: model } : { kind: 'idle', previous: model };
}

/** A column whose labels wait for a tokenizer, which the loaded model brings: loaded again, it borrows that. */
function canBorrow({ status, textError }: Column, { model }: LoadedModel): boolean {
  if (textError?.code !== 'tokenizer-missing' || status.kind !== 'ready') return false;
  const { vocabSize } = status.loaded.model.description.architecture.text;
  const brings = model.tokenizer !== null && model.tokenizerLender === undefined;
  return brings && model.description.architecture.text.vocabSize === vocabSize;
}
