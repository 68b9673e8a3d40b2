import type { FirstVisit } from '../first-visit/read-first-visit.ts';

/** What was computed before anybody visits, for the pictures of the first visit and for those of the lesson. */
export interface KnownVisits {
  readonly first: FirstVisit;
  readonly lesson: FirstVisit;
}
