import type { EngineErrorData, LoadedModel, Progress } from '../../engine/contract.ts';
import type { All } from '../all.ts';
import type { Outside } from '../outside.ts';
import { isHeld } from '../link/linked-sources.ts';
import { sourceName } from './source-name.ts';
import { isLive, liveModelOf, modelOf } from './column-model.ts';
import type { Column, ColumnStatus, ModelChoice } from '../types.ts';
import type { TrainedHere } from '../repair/training-recipe.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins, type NewestWins } from '../../engine/newest-wins.ts';
import { followLoad, type LoadProgress, SHOW_EVERY_MS } from './follow-load.ts';
import { choiceOf, choiceOptions, isSameChoice, modelSource } from './model-choice.ts';

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

/** A load: what it asked for, and what gave the model that it was to replace. */
interface Tried {
  readonly asked: ModelChoice;
  readonly before: ModelChoice | undefined;
}

/** The loads of all columns. What a column has stays, and answers, until the model that replaces it is there. */
export function columnLoads(
  { engine, address, marks }: Outside,
  get: () => All,
  patch: (id: string, change: Partial<Column>) => void,
): ColumnLoads {
  const find = (id: string) => get().columns.find((column) => column.id === id);
  const loads = new Map<string, NewestWins>();
  /** What gave each model that the engine holds, by its id: a column goes back to that when its next load fails. */
  const choices = new Map<string, ModelChoice>();
  const release = (model: LoadedModel | null): void => {
    if (!model || !isLive(model)) return;
    choices.delete(model.id);
    void attempt(
      () => engine.release(model.id),
      () => undefined,
    );
  };
  /** Models that no column shows, and that a step back can bring again without a load or a training. */
  const aside = new Map<string, { readonly model: LoadedModel; readonly choice: ModelChoice }>();
  const putAside = (model: LoadedModel | null): void => {
    const choice = model && choices.get(model.id);
    if (!model || !choice) release(model);
    else aside.set(model.id, { model, choice });
  };
  /** What is let go when another takes its place: what took a training to make can come back. */
  const leave = (model: LoadedModel | null): void =>
    choices.get(model?.id ?? '')?.training ? putAside(model) : release(model);
  function sweep(): void {
    for (const { model, choice } of aside.values()) {
      const wanted = get().past.some(({ models }) =>
        models?.some((one) => isSameChoice(one.choice, choice)),
      );
      if (wanted) continue;
      aside.delete(model.id);
      release(model);
    }
  }
  const giveUp = (id: string): void => loads.get(id)?.giveUp();
  /** The choice that gave what a column shows, or the one that it has where it shows nothing of its own. */
  const proven = (column: Column): ModelChoice =>
    choices.get(modelOf(column)?.id ?? '') ?? choiceOf(column);

  function fail(id: string, { asked, before }: Tried, error: EngineErrorData): void {
    const column = find(id);
    if (!column) return;
    if (error.code === 'worker-died') get().engineDied();
    const previous = modelOf(find(id) ?? column);
    if (!before || !previous) {
      patch(id, { status: { kind: 'failed', error, previous } });
      return;
    }
    // The model that was there runs on, as it was chosen; what was asked for is kept for another try.
    const refusal = { choice: asked, error };
    patch(id, { ...before, refusal, status: resting(previous) });
  }

  /** Loads a column as it is chosen; `false` where that fails, or is given up: then all is as before. */
  async function load(id: string): Promise<boolean> {
    const column = find(id);
    if (!column) return false;
    giveUp(id);
    if (isHeld(column.source)) {
      // A link wants it from another server: nothing is asked there before somebody says yes. What is there runs on.
      patch(id, { status: resting(liveModelOf(column)) });
      return true;
    }
    if (isThere(column)) return true;
    const { training } = column;
    // What was trained went with the engine, or comes from a link: it has to be run again.
    if (training) {
      patch(id, { training: undefined });
      get().trainingIsGone(id, training.recipe);
      return load(id);
    }
    const own = loads.get(id) ?? newestWins();
    loads.set(id, own);
    const signal = own.begin();
    const previous = modelOf(column);
    const tried = { asked: choiceOf(column), before: choices.get(previous?.id ?? '') };
    const { show, end } = shownProgress(signal, (seen) =>
      patch(id, { status: { kind: 'loading', previous, ...seen } }),
    );
    if (column.source.kind !== 'built-in') marks?.begin(id, sourceName(column.source));
    patch(id, { status: { kind: 'loading', progress: null, previous } });
    const loaded = await attempt(
      () =>
        engine.load(modelSource(column.source, address), {
          ...choiceOptions(column),
          device: get().deviceChoice,
          ...(get().inMemory.has(id) && { keep: false }),
          signal,
          onProgress: show,
          onStuck: (error) => {
            if (own.signal === signal) fail(id, tried, error);
          },
        }),
      (error) => {
        if (!signal.aborted) fail(id, tried, error);
      },
    );
    end();
    if (own.signal === signal) marks?.end(id);
    if (signal.aborted || !find(id)) release(loaded ?? null);
    if (signal.aborted || !find(id) || !loaded) return false;
    choices.set(loaded.id, tried.asked);
    const status = { kind: 'ready', loaded, ...(previous && { previous }) } as const;
    patch(id, { status, textError: null });
    leave(previous);
    afterLoad(id, loaded);
    return true;
  }

  /** Shows at once what was put aside, or is on show already. */
  function isThere(column: Column): boolean {
    const choice = choiceOf(column);
    const shown = liveModelOf(column);
    if (shown && choice.training && choice.training.model === shown.id) {
      patch(column.id, { status: resting(shown) });
      return true;
    }
    const kept = [...aside.values()].find((one) => isSameChoice(one.choice, choice));
    if (!kept) return false;
    aside.delete(kept.model.id);
    show(column.id, kept.model);
    return true;
  }

  /** In place of what the column shows, which is put aside. */
  function show(id: string, loaded: LoadedModel): void {
    const column = find(id);
    const previous = column ? liveModelOf(column) : null;
    const status = { kind: 'ready', loaded, ...(previous && { previous }) } as const;
    patch(id, { status, textError: null, refusal: null });
    putAside(previous);
    afterLoad(id, loaded);
  }

  function replace(id: string, made: LoadedModel, training: TrainedHere): void {
    const column = find(id);
    if (!column) {
      release(made);
      return;
    }
    const choice = { ...proven(column), training };
    choices.set(made.id, choice);
    patch(id, { ...choice, preview: undefined });
    show(id, made);
  }

  function afterLoad(id: string, loaded: LoadedModel): void {
    void get().refreshDevice();
    void get().encodeMissing();
    void get().measurePrecision(id, 'unasked');
    for (const other of get().columns) {
      if (canBorrow(other, loaded)) void load(other.id);
    }
  }

  /** The column goes; whatever it loads or holds goes with it. */
  function drop(column: Column): void {
    giveUp(column.id);
    release(modelOf(column));
  }

  return { load, giveUp, drop, proven, replace, sweep };
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
