import type { Language } from '../words/languages.ts';
import type { Label } from './types.ts';

/** Pictures of the first visit, from the sample shelf. */
export const DEFAULT_PICTURES = [
  'strawberry.webp',
  'turtle.webp',
  'bicycle.webp',
  'sailboat.webp',
  'tiger.webp',
  'cactus.webp',
  'house.webp',
  'camera.webp',
] as const;

/** Labels of the first visit, and of the lesson, in each language of the page, in the order of the pictures: the built-in model was taught both. */
export const FIRST_LABELS: Readonly<Record<Language, readonly string[]>> = {
  en: ['strawberry', 'turtle', 'bicycle', 'sailboat', 'tiger', 'cactus', 'house', 'camera'],
  zh: ['草莓', '乌龟', '自行车', '帆船', '老虎', '仙人掌', '房子', '照相机'],
};

/** Template of the first visit. */
export const DEFAULT_TEMPLATE = 'a photo of a {label}';

/** Labels of the first visit as the page holds them. */
export function firstLabels(language: Language): readonly Label[] {
  return FIRST_LABELS[language].map((text) => ({ id: `label ${text}`, text, prompts: null }));
}

/** Whether the labels are still those of a first visit in that language. */
export function areFirstLabels(labels: readonly Label[], language: Language): boolean {
  const first = FIRST_LABELS[language];
  return (
    labels.length === first.length &&
    labels.every(({ text, prompts }, index) => prompts === null && text === first[index])
  );
}
