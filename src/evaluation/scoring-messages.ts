import type { Outcomes } from '../core/evaluation/outcomes.ts';
import type { ScoringRule } from '../core/scoring/probabilities.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { ScoredShards, ShardFiles } from './score-shards.ts';

/** From the page: rows to judge, or shards to read and judge. `id` is unique for the life of the thread. */
export type ScoringRequest =
  | {
      readonly kind: 'rows';
      readonly id: number;
      /** A number for the class vectors. */
      readonly column: number;
      /** [C, D]; `null` where they were sent before. */
      readonly classVectors: Float32Array | null;
      readonly dimensions: number;
      readonly rule: ScoringRule;
      /** [rows, D] */
      readonly rows: Float32Array;
      /** [rows] */
      readonly trueClasses: Int32Array;
    }
  | { readonly kind: 'shards'; readonly id: number; readonly work: ShardFiles };

/** From the thread: of shards any number of times how many more rows are done; then one result or one error. */
export type ScoringReply =
  | { readonly kind: 'progress'; readonly id: number; readonly rows: number }
  | { readonly kind: 'outcomes'; readonly id: number; readonly value: Outcomes }
  | { readonly kind: 'tallies'; readonly id: number; readonly value: ScoredShards }
  | { readonly kind: 'error'; readonly id: number; readonly error: EngineErrorData };
