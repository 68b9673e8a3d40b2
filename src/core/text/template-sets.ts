import { importPart } from '../parts/import-part.ts';

/** Templates that a visitor can choose as one; the vectors of their prompts are averaged. Words for `id` are the page's. */
export interface TemplateSet {
  readonly id: 'plain' | 'photo' | 'drawing' | 'emoji' | 'openai-7' | 'openai-80' | 'cifar-18';
  readonly count: number;
  /** Each holds `{label}`. OpenAI's come as a file of their own when they are asked for. */
  readonly load: () => Promise<readonly string[]>;
}

/** In the order in which they are offered. */
export const TEMPLATE_SETS: readonly TemplateSet[] = [
  inline('plain', ['{label}']),
  inline('photo', ['a photo of a {label}']),
  inline('drawing', ['a drawing of a {label}']),
  inline('emoji', ['an emoji of a {label}']),
  // Better than all 80 for small models.
  listed('openai-7', 7, () => importPart(() => import('./data/openai-7-templates.json'))),
  listed('openai-80', 80, () => importPart(() => import('./data/openai-80-templates.json'))),
  listed('cifar-18', 18, () => importPart(() => import('./data/cifar-18-templates.json'))),
];

function inline(id: TemplateSet['id'], templates: readonly string[]): TemplateSet {
  return { id, count: templates.length, load: () => Promise.resolve(templates) };
}

function listed(
  id: TemplateSet['id'],
  count: number,
  list: () => Promise<{ readonly default: { readonly templates: readonly string[] } }>,
): TemplateSet {
  return { id, count, load: async () => (await list()).default.templates };
}
