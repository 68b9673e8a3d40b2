import type { AlphaRule } from '../image/picture.ts';
import type { ClassNames } from './class-prompts.ts';
import type { Outcomes } from './outcomes.ts';

/** Pictures right by the nearest mean of `k` pictures a class, and those tested: means over the rounds. */
export interface NearestMeanFigure {
  readonly k: number;
  readonly right: number;
  readonly pictures: number;
}

/** The model of a column, as far as it decides the scores. */
export interface RunModel {
  readonly name: string;
  readonly files: readonly string[];
  /** Load rule, seed and activation; `null` where vectors came from elsewhere and nothing is known of a model. */
  readonly rule: string | null;
  readonly seed: number | null;
  readonly activation: string | null;
  /** What the model holds after the rule (`complete`, `vision-only` ...). */
  readonly verdict: string | null;
  /** The factor on cosines. */
  readonly scale: number;
  /** Added to a sigmoid's logits; `null` or missing: probabilities are a softmax's. */
  readonly bias?: number | null;
  /** Hashes of graph and weights of each tower. */
  readonly fingerprints: { readonly image: string; readonly text: string } | null;
}

export interface RunColumn {
  readonly model: RunModel;
  readonly outcomes: Outcomes;
  readonly nearestMean: NearestMeanFigure | null;
}

/** A run of the evaluation with everything that its results are computed from: what a run file holds. */
export interface RunDocument {
  /** Version of the page that made it. */
  readonly page: string;
  /** When, as an ISO 8601 date. */
  readonly madeAt: string;
  /** What was evaluated, by name. */
  readonly set: string;
  readonly settings: {
    readonly templates: readonly string[];
    readonly alpha: AlphaRule;
  };
  readonly classes: readonly ClassNames[];
  /** [N] */
  readonly pictures: readonly string[];
  /** [N] index into `classes`. */
  readonly trueClasses: Int32Array;
  readonly columns: readonly RunColumn[];
}
