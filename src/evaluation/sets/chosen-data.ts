import type { LabelSetId } from '../../core/text/label-sets.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { EvaluationSettings } from '../run.ts';
import type { EvaluationSet, SetReading } from './set.ts';

/** What the visitor chose to evaluate on. */
export type EvaluationData =
  | { readonly kind: 'none' }
  /** Bytes of a download; `total` is 0 where it is not known or nothing is downloaded. */
  | { readonly kind: 'opening'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'open';
      readonly set: EvaluationSet;
      /** Ready lists that can name its classes. */
      readonly lists: readonly LabelSetId[];
      /** Why it cannot be run. */
      readonly problem: EngineErrorData | null;
    }
  | {
      readonly kind: 'failed';
      readonly error: EngineErrorData;
      /** How it was read until then, which can be changed; `null` where it did not come so far. */
      readonly reading: SetReading | null;
    };

export type EvaluationOptions = Omit<EvaluationSettings, 'alpha'>;
