import type { EvaluationSet } from './set.ts';

/** Pictures of a set as addresses that show them; `null` where one cannot be read. */
export interface Thumbnails {
  readonly set: EvaluationSet;
  readonly urls: ReadonlyMap<number, string | null>;
}
