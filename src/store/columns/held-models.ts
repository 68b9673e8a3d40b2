import { attempt } from '../../engine/attempt.ts';
import type { Engine } from '../../engine/contract.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { State } from '../state.ts';
import type { ModelChoice } from '../types.ts';
import { isLive } from './column-model.ts';
import { isSameChoice } from './model-choice.ts';

/** The models that the engine holds for the page: each with the choice that gave it, until it is let go. */
export interface HeldModels {
  /** What gave a model; `undefined` where the engine does not hold it for a column. */
  choiceOf(model: LoadedModel | null): ModelChoice | undefined;
  hold(model: LoadedModel, choice: ModelChoice): void;
  release(model: LoadedModel | null): void;
  /** No column shows it any more; a step back can bring it again without a load or a training. */
  putAside(model: LoadedModel | null): void;
  /** What another took the place of: what took a training to make can come back, all else is let go. */
  leave(model: LoadedModel | null): void;
  /** What was put aside of that choice, for a column to show; `null` where there is none. */
  takeBack(choice: ModelChoice): LoadedModel | null;
  /** Lets go of what was put aside and no step back asks for any more. */
  sweep(past: State['past']): void;
}

export function heldModels(engine: Pick<Engine, 'release'>): HeldModels {
  const choices = new Map<string, ModelChoice>();
  const aside = new Map<string, { readonly model: LoadedModel; readonly choice: ModelChoice }>();
  const release = (model: LoadedModel | null): void => {
    if (!model || !isLive(model)) return;
    choices.delete(model.id);
    void attempt(
      () => engine.release(model.id),
      () => undefined,
    );
  };
  const putAside = (model: LoadedModel | null): void => {
    const choice = model && choices.get(model.id);
    if (!model || !choice) release(model);
    else aside.set(model.id, { model, choice });
  };
  return {
    choiceOf: (model) => choices.get(model?.id ?? ''),
    hold: (model, choice) => void choices.set(model.id, choice),
    release,
    putAside,
    leave: (model) => (choices.get(model?.id ?? '')?.training ? putAside(model) : release(model)),
    takeBack: (choice) => {
      const kept = [...aside.values()].find((one) => isSameChoice(one.choice, choice));
      if (!kept) return null;
      aside.delete(kept.model.id);
      return kept.model;
    },
    sweep: (past) => {
      const wanted = past.flatMap(({ models = [] }) => models.map(({ choice }) => choice));
      for (const { model, choice } of aside.values()) {
        if (wanted.some((one) => isSameChoice(one, choice))) continue;
        aside.delete(model.id);
        release(model);
      }
    },
  };
}
