import type { Activation } from '../../core/model/architecture.ts';
import { imageSourceOf } from '../../store/columns/model-choice.ts';
import { released } from '../../store/link/linked-sources.ts';
import type { ModelChoice } from '../../store/types.ts';
import {
  draftOf,
  type SourceDraft,
  sourceOf,
  sourceWith,
  type TowersDraft,
  towersOf,
} from './source-draft.ts';

/** What stands in the dialog's fields. */
export interface ModelDraft extends Pick<ModelChoice, 'rule' | 'seed' | 'precision' | 'stateDict'> {
  readonly source: SourceDraft;
  readonly activation: Activation | 'own';
  readonly towers: TowersDraft;
}

/** The fields as a choice fills them. */
export function modelDraftOf(choice: ModelChoice): ModelDraft {
  const { source, rule, seed, activation, precision, stateDict } = choice;
  return {
    source: draftOf(imageSourceOf(source)),
    rule,
    seed,
    activation: activation ?? 'own',
    precision,
    stateDict,
    towers: towersOf(choice),
  };
}

/** The choice that the fields name, or `null` while something is missing; what has no field stays as it was. */
export function choiceOf(asked: ModelChoice, draft: ModelDraft): ModelChoice | null {
  const { towers, activation, rule, seed, precision, stateDict } = draft;
  const image = sourceOf(draft.source);
  if (!image) return null;
  return {
    ...asked,
    // What stands in the fields was seen: pressing a button is the yes that a link waits for.
    source: released(sourceWith(image, towers)),
    rule,
    seed,
    activation: activation === 'own' ? null : activation,
    precision,
    stateDict,
    resets: towers.resets,
    crop: towers.crop,
  };
}
