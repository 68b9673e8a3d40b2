import type { LessonPicture } from './lesson-page.ts';

/** Four kinds: a random tower, which takes things of a kind for one another, is right about most of three by luck with every fourth seed. */
const KINDS = {
  animal: ['dog', 'horse', 'lion', 'bear'],
  food: ['apple', 'lemon', 'grapes', 'pineapple'],
  vehicle: ['car', 'tractor', 'bicycle', 'locomotive'],
  instrument: ['guitar', 'piano', 'drum', 'violin'],
} as const;

/** Labels of the page on what both models share: kinds of things, so that a few examples can stand for others. */
export const KIND_LABELS: readonly string[] = Object.keys(KINDS);

/** Of each kind so many are shown to the models; the others are named. */
export const EXAMPLES = 2;

/** Its pictures, kind after kind. */
export const KIND_PICTURES: readonly LessonPicture[] = Object.entries(KINDS).flatMap(
  ([known, names]) => names.map((name) => ({ file: `${name}.webp`, known })),
);
