import type { Rect } from '../../core/image/picture-view.ts';

/** What is covered now, and what was before each step. */
export interface CoverSteps {
  readonly parts: readonly Rect[];
  readonly before: readonly (readonly Rect[])[];
}

export type CoverStep =
  | { readonly kind: 'cover'; readonly part: Rect }
  | { readonly kind: 'undo' }
  | { readonly kind: 'clear' };

export const NOTHING_COVERED: CoverSteps = { parts: [], before: [] };
/** More patches than this cover no picture better. */
export const MOST_PARTS = 24;

/** Covers one more part, takes the last step back, or uncovers everything, which can be taken back too. */
export function coverStep({ parts, before }: CoverSteps, step: CoverStep): CoverSteps {
  switch (step.kind) {
    case 'cover':
      return parts.length < MOST_PARTS
        ? { parts: [...parts, step.part], before: [...before, parts] }
        : { parts, before };
    case 'clear':
      return parts.length > 0 ? { parts: [], before: [...before, parts] } : { parts, before };
    case 'undo':
      return { parts: before.at(-1) ?? parts, before: before.slice(0, -1) };
  }
}
