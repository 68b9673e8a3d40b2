import { createOutcomes, type Outcomes } from '../../core/evaluation/outcomes.ts';
import { createPairedCounts, type PairedCounts } from '../../core/evaluation/mcnemar.ts';
import { createTally, type Tally } from '../../core/evaluation/tally.ts';
import type { AlphaRule } from '../../core/image/picture.ts';
import type { EngineErrorData, LoadedModel } from '../../engine/contract.ts';
import type { EvaluationSet } from './set.ts';

/** What the image tower alone knows: pictures right by the nearest mean of `k` pictures a class, cross-validated. */
export interface NearestMean {
  readonly k: number;
  readonly right: number;
  /** Pictures tested, summed over the rounds. */
  readonly pictures: number;
}

/** One column's results. The tally and the arrays grow in place. */
export interface EvaluatedColumn {
  readonly id: string;
  readonly model: LoadedModel;
  /** The factor on cosines. */
  readonly scale: number;
  readonly tally: Tally;
  readonly outcomes: Outcomes;
  /** [N, D] as encoded, not normalised; one array for all columns with the same image fingerprint. */
  readonly embeddings: Float32Array;
  readonly dimensions: number;
  /** [C, D] unit vectors; zeros until the prompts are encoded. */
  readonly classVectors: Float32Array;
  readonly nearestMean: NearestMean | null;
}

/** What was chosen before the run, beside the set. */
export interface EvaluationSettings {
  readonly templates: readonly string[];
  readonly alpha: AlphaRule;
}

/** A run as it stands; a new wrapper tells the view, a few times a second at most. */
export interface Evaluation {
  readonly state: 'prompts' | 'running' | 'paused' | 'done' | 'failed';
  readonly set: EvaluationSet;
  readonly settings: EvaluationSettings;
  readonly columns: readonly EvaluatedColumn[];
  /** First column against second; zeros where there is one column only. */
  readonly pairs: PairedCounts;
  /** Pictures whose turn is over, from the first on. */
  readonly done: number;
  /** Names of pictures that could not be read; they are left out. */
  readonly unreadable: readonly string[];
  readonly error: EngineErrorData | null;
}

/** A run over `set` in which nothing is encoded yet. */
export function createRun(
  set: EvaluationSet,
  settings: EvaluationSettings,
  models: readonly { readonly id: string; readonly model: LoadedModel }[],
): Evaluation {
  const shared = new Map<string, Float32Array>();
  const columns = models.map(({ id, model }): EvaluatedColumn => {
    const dimensions = model.model.description.architecture.embedDim;
    const { image } = model.model.fingerprints;
    const embeddings = shared.get(image) ?? new Float32Array(set.pictures.length * dimensions);
    shared.set(image, embeddings);
    return {
      id,
      model,
      scale: model.model.logitScale.value,
      tally: createTally(set.classes.length),
      outcomes: createOutcomes(set.pictures.length),
      embeddings,
      dimensions,
      classVectors: new Float32Array(set.classes.length * dimensions),
      nearestMean: null,
    };
  });
  return {
    state: 'prompts',
    set,
    settings,
    columns,
    pairs: createPairedCounts(),
    done: 0,
    unreadable: [],
    error: null,
  };
}
