import { type Outcomes, createOutcomes } from '../core/evaluation/outcomes.ts';
import type { AlphaRule } from '../core/image/picture.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import { ownRule } from '../engine/own-rule.ts';
import type { ScoringRule } from '../core/scoring/probabilities.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { Pace } from './pace.ts';
import type { EvaluationSet } from './sets/set.ts';
import type { ReadyColumn, RunTower } from './towers.ts';

/** What the image tower alone knows: pictures right by the nearest mean of `k` pictures a class, cross-validated. */
export interface NearestMean {
  /** Pictures of the classes that gave most; less than was asked for where no class has more. */
  readonly k: number;
  /** Mean over the rounds, rounded, of the pictures that are right and that are tested. */
  readonly right: number;
  readonly pictures: number;
}

/** One column's results. The arrays grow in place; every count is derived from the outcomes when it is shown. */
export interface EvaluatedColumn {
  readonly id: string;
  readonly model: LoadedModel;
  /** How its cosines become probabilities. */
  readonly rule: ScoringRule;
  readonly outcomes: Outcomes;
  /** [N, D] as encoded, not normalised; one array for all columns with the same image tower and preprocessing. */
  readonly embeddings: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** [C, D] unit vectors; zeros until the prompts are encoded. */
  readonly classVectors: Float32Array<ArrayBuffer>;
  /** `null` until the run is done, or where no class has two pictures. */
  readonly nearestMean: NearestMean | null;
}

/** More pictures a class say nothing new. */
export const MOST_MEAN_PICTURES = 1000;

/** What was chosen before the run, beside the set. */
export interface EvaluationSettings {
  readonly templates: readonly string[];
  /** Id of the ready list that the templates are; empty where they are the visitor's own. */
  readonly templateSet: string;
  readonly alpha: AlphaRule;
  /** Embeddings are kept in the browser's storage. */
  readonly keep: boolean;
  /** Pictures a class for the class means. */
  readonly meanPictures: number;
}

/** Prompts that are longer than a model reads. */
export interface CutPrompts {
  /** How many: of the column that had to cut most. */
  readonly prompts: number;
  /** The classes that have one, by their places in the set. */
  readonly classes: readonly number[];
}

export const NONE_CUT: CutPrompts = { prompts: 0, classes: [] };

/** A run as it stands; a new wrapper tells the view, twice a second at most. */
export interface Evaluation {
  readonly state: 'prompts' | 'running' | 'paused' | 'done' | 'failed';
  readonly set: EvaluationSet;
  readonly settings: EvaluationSettings;
  readonly columns: readonly EvaluatedColumn[];
  /** Prompts that are encoded, of all. */
  readonly prompts: { readonly done: number; readonly total: number };
  readonly cut: CutPrompts;
  /** Pictures whose turn is over, from the first on. */
  readonly done: number;
  /** Pictures whose embeddings were there before this run began. */
  readonly restored: number;
  /** `null` until the first pictures are through. */
  readonly pace: Pace | null;
  /** Names of pictures that could not be read; their outcomes are `NOT_READABLE`. */
  readonly unreadable: readonly string[];
  /** The browser's storage refused embeddings; what follows is not kept. */
  readonly notKept: boolean;
  readonly error: EngineErrorData | null;
}

/** A run over `set` in which nothing is encoded or scored yet. `towers[i]` is the image tower of `columns[i]`. */
export function createRun(
  set: EvaluationSet,
  settings: EvaluationSettings,
  columns: readonly ReadyColumn[],
  towers: readonly RunTower[],
): Evaluation {
  return {
    state: 'prompts',
    set,
    settings,
    columns: columns.map(({ id, model }, index): EvaluatedColumn => {
      const { embedDim: dimensions } = model.model.description.architecture;
      return {
        id,
        model,
        rule: ownRule(model.model),
        outcomes: createOutcomes(set.pictures.length),
        embeddings: towers[index]?.embeddings ?? new Float32Array(),
        dimensions,
        classVectors: new Float32Array(set.classes.length * dimensions),
        nearestMean: null,
      };
    }),
    prompts: { done: 0, total: 0 },
    cut: NONE_CUT,
    done: 0,
    restored: 0,
    pace: null,
    unreadable: [],
    notKept: false,
    error: null,
  };
}
