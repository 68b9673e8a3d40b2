import { LANGUAGE_NAMES, type Language } from '../../words/languages.ts';
import type { LessonPicture } from './lesson-page.ts';

/** Four kinds: a random tower, which takes things of a kind for one another, is right about most of three by luck with every fourth seed. */
const KINDS: readonly (Readonly<Record<Language, string>> & {
  readonly things: readonly string[];
})[] = [
  { en: 'animal', zh: '动物', things: ['dog', 'horse', 'lion', 'bear'] },
  { en: 'food', zh: '食物', things: ['apple', 'lemon', 'grapes', 'pineapple'] },
  { en: 'vehicle', zh: '交通工具', things: ['car', 'tractor', 'bicycle', 'locomotive'] },
  { en: 'instrument', zh: '乐器', things: ['guitar', 'piano', 'drum', 'violin'] },
];

/** Labels of the page on what both models share: kinds of things, so that a few examples can stand for others. */
export const KIND_LABELS: Readonly<Record<Language, readonly string[]>> = {
  en: KINDS.map(({ en }) => en),
  zh: KINDS.map(({ zh }) => zh),
};

/** Of each kind so many are shown to the models; the others are named. */
export const EXAMPLES = 2;

/** Its pictures, kind after kind. */
export const KIND_PICTURES: readonly LessonPicture[] = KINDS.flatMap((kind) =>
  kind.things.map((name) => ({
    file: `${name}.webp`,
    known: LANGUAGE_NAMES.map((language) => kind[language]),
  })),
);
