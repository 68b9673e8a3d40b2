import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Progress } from '../../engine/calls.ts';
import type { Tally, ThreadTimes, TrainingLook } from '../../engine/training-progress.ts';
import type { TrainingData } from '../../engine/training.ts';
import type { TrainingRecipe } from './training-recipe.ts';

/** How another column names the same pictures, each time among the names of its group. */
export interface Reference {
  readonly taught?: Tally;
  readonly heldOut?: Tally;
  /** The data's test pictures. */
  readonly tests?: Tally;
}

/** Names and pictures of a training, and the names that are kept apart. */
export interface BenchData extends TrainingData {
  /** File name of each picture; none of vectors. */
  readonly files: readonly string[];
  readonly heldOut: readonly number[];
}

/** A repair by training as it stands. */
export interface Bench {
  readonly column: string;
  readonly recipe: TrainingRecipe;
  /** The model that it began with. */
  readonly start: LoadedModel;
  /** What it is taught; `null` until that is fetched. */
  readonly data: BenchData | null;
  /** `slow`: one step was timed, and takes so long that the visitor is asked first. */
  readonly stage: 'timing' | 'slow' | 'running' | 'paused' | 'done' | 'failed';
  /** What is done before the first step. */
  readonly progress: Progress | null;
  readonly step: number;
  readonly losses: readonly number[];
  readonly look: TrainingLook | null;
  /** Every look so far. */
  readonly looks: readonly TrainingLook[];
  /** How a complete column does on the same names; `null` where there is none, or it is not known yet. */
  readonly complete: Reference | null;
  readonly stepSeconds: number | null;
  /** What its steps run on, and why; `null` where it is not known (yet). */
  readonly threads: ThreadTimes | null;
  readonly error: EngineErrorData | null;
}
