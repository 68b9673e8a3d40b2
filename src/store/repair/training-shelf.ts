import type { TrainingState } from '../../engine/training-progress.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/** A training that was broken off: enough to go on exactly where it stopped. */
export interface LeftTraining {
  /** Fingerprints of the towers that it began with. */
  readonly towers: string;
  readonly recipe: TrainingRecipe;
  readonly names: readonly string[];
  readonly pictures: number;
  readonly state: TrainingState;
}

/** Keeps one training over a reload: the last. */
export interface TrainingShelf {
  read(): Promise<LeftTraining | null>;
  keep(left: LeftTraining): Promise<void>;
  clear(): Promise<void>;
}

export const TRAINING_DATABASE = 'zero-shot training';
