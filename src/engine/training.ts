import type { CallOptions } from './calls.ts';
import type { Embeddings } from './embeddings.ts';
import type { LoadedModel } from './loading.ts';
import type { TrainingLook, TrainingState } from './training-progress.ts';

/** Pictures with their names. */
export interface TrainingData {
  /** What the pictures show, in words; each at most once. */
  readonly names: readonly string[];
  /** Pictures, or embeddings of this very image tower, [N, D]. */
  readonly pictures: readonly Blob[] | Embeddings;
  /** The name of each picture, as its place in `names`. */
  readonly labels: ArrayLike<number>;
  /** Embeddings by this very image tower of pictures that are only looked at, each with its name's place. */
  readonly tests?: { readonly vectors: Embeddings; readonly labels: ArrayLike<number> };
}

/** Places in `names` that are not trained on, to see what becomes of words never taught. */
interface HeldOut {
  readonly heldOut?: readonly number[];
}

/** Settings of a text tower's training; the defaults are the recipe that the documentation measures. */
export interface TextTrainingRecipe {
  /** Default 60. */
  readonly steps: number;
  /** 32-bit seed of every choice. Default 0. */
  readonly seed: number;
  /** Highest learning rate. Default 2e-3. */
  readonly rate: number;
  /** Steps over which the rate rises. Default 20. */
  readonly warmUp: number;
  /** On matrices. Default 0.1. */
  readonly weightDecay: number;
  /** Longest allowed gradient. Default 1. */
  readonly clip: number;
  /** Factor on cosines, fixed during training; it becomes the model's logit scale. Default 20. */
  readonly scale: number;
  /** Most names of a step. Default 128. */
  readonly batch: number;
  /** Turned, mirrored and grounded copies of each picture; 1 takes the pictures as they are. Default 8. */
  readonly views: number;
  /** Each holds `{label}`. Default: the training templates. */
  readonly templates: readonly string[];
}

export type TrainOptions = CallOptions &
  (
    | (HeldOut & {
        /** Every parameter of the text tower and its projection, from where they are now. */
        readonly repair: 'text-tower';
        readonly recipe?: Partial<TextTrainingRecipe>;
        /**
         * Goes on from here instead of from the model's own values: the result is the same as without a break. Its arrays are
         * moved to the engine, and the caller's are empty afterwards.
         */
        readonly from?: TrainingState;
        /** Ends after this step, which need not be the recipe's last. */
        readonly until?: number;
        /** `onProgress` brings the whole state every so many steps, to go on from. Default: never. */
        readonly stateEvery?: number;
        /** `onProgress` brings the embeddings of these texts with every look. */
        readonly watch?: readonly string[];
      })
    | (HeldOut & {
        /** One projection in closed form: the text side's, or the image side's. */
        readonly repair: 'text-projection' | 'image-projection';
        /** Ridge, by the mean eigenvalue of the features. Default 1 behind a trained tower, 1e-3 behind a random one. */
        readonly lambda?: number;
        /** Each holds `{label}`. Default: a photo of a {label}. */
        readonly templates?: readonly string[];
      })
  );

/** A new model beside the old one, which stays as it was until it is released. */
export interface TrainedModel extends LoadedModel {
  /** Loss before each step; empty for a refit. */
  readonly losses: readonly number[];
  readonly looks: readonly TrainingLook[];
}
