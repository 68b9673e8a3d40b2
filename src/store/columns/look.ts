import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { Inspection, RepositoryListing } from '../../engine/inspecting.ts';
import type { ModelChoice } from '../types.ts';

/** Seconds that a busy server asked to be left alone; `null` while it is at work. */
export type Pause = number | null;

/** A checkpoint that is looked into before it is loaded. */
export interface Look {
  readonly column: string;
  readonly choice: ModelChoice;
  readonly state:
    | { readonly kind: 'looking'; readonly pause: Pause }
    | { readonly kind: 'seen'; readonly inspection: Inspection }
    | { readonly kind: 'failed'; readonly error: EngineErrorData };
}

/** What was read of a checkpoint that was looked into; `name` is what the visitor knows it by. */
export interface Seen {
  readonly name: string;
  readonly report: LoadReport;
}

export type Repository =
  | { readonly kind: 'none' }
  | { readonly kind: 'listing'; readonly pause: Pause }
  | { readonly kind: 'listed'; readonly listing: RepositoryListing }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };
