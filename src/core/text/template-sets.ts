import { importPart } from '../parts/import-part.ts';
/** Templates that a visitor can choose as one; the vectors of their prompts are averaged. Words for `id` are the page's. */
export interface TemplateSet {
  readonly id: 'plain' | 'photo' | 'drawing' | 'emoji' | 'openai-7' | 'openai-80' | 'cifar-18';
  readonly count: number;
  /** Each holds `{label}`. Long lists come as a file of their own when they are asked for. */
  readonly load: () => Promise<readonly string[]>;
}

/**
 * The seven of OpenAI's 80 that forward selection chose, in that order: better than all 80 for small models
 * (github.com/openai/CLIP, `notebooks/Prompt_Engineering_for_ImageNet.ipynb`, MIT, Copyright (c) 2021 OpenAI).
 */
const OPENAI_7 = [
  'itap of a {label}.',
  'a bad photo of the {label}.',
  'a origami {label}.',
  'a photo of the large {label}.',
  'a {label} in a video game.',
  'art of the {label}.',
  'a photo of the small {label}.',
];

/** OpenAI's templates for CIFAR-10 (github.com/openai/CLIP, `data/prompts.md`, MIT, Copyright (c) 2021 OpenAI). */
const CIFAR_18 = [
  'a photo of a {label}.',
  'a blurry photo of a {label}.',
  'a black and white photo of a {label}.',
  'a low contrast photo of a {label}.',
  'a high contrast photo of a {label}.',
  'a bad photo of a {label}.',
  'a good photo of a {label}.',
  'a photo of a small {label}.',
  'a photo of a big {label}.',
  'a photo of the {label}.',
  'a blurry photo of the {label}.',
  'a black and white photo of the {label}.',
  'a low contrast photo of the {label}.',
  'a high contrast photo of the {label}.',
  'a bad photo of the {label}.',
  'a good photo of the {label}.',
  'a photo of the small {label}.',
  'a photo of the big {label}.',
];

/** In the order in which they are offered. */
export const TEMPLATE_SETS: readonly TemplateSet[] = [
  inline('plain', ['{label}']),
  inline('photo', ['a photo of a {label}']),
  inline('drawing', ['a drawing of a {label}']),
  inline('emoji', ['an emoji of a {label}']),
  inline('openai-7', OPENAI_7),
  {
    id: 'openai-80',
    count: 80,
    load: async () =>
      (await importPart(() => import('./data/openai-80-templates.json'))).default.templates,
  },
  inline('cifar-18', CIFAR_18),
];

function inline(id: TemplateSet['id'], templates: readonly string[]): TemplateSet {
  return { id, count: templates.length, load: () => Promise.resolve(templates) };
}
