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

/** Labels of the first visit. They are English in every language: that is what the built-in model was taught. */
export const DEFAULT_LABELS = [
  'strawberry',
  'turtle',
  'bicycle',
  'sailboat',
  'tiger',
  'cactus',
  'house',
  'camera',
] as const;

/** Template of the first visit. */
export const DEFAULT_TEMPLATE = 'a photo of a {label}';

/** Labels of the first visit as the page holds them. */
export function firstLabels(): readonly Label[] {
  return DEFAULT_LABELS.map((text) => ({ id: `label ${text}`, text, prompts: null }));
}
