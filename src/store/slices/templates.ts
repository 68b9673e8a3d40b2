import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import type { Slice } from '../all.ts';
import { changeInputs } from '../change-inputs.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { typedTemplates } from '../labels/typed-lists.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface TemplatesSlice extends Pick<State, 'templates' | 'templateSet'> {
  setTemplates(templates: readonly string[]): void;
  /** Templates as they are typed or pasted, in any notation. */
  typeTemplates(text: string): Promise<void>;
  chooseTemplateSet(id: string): Promise<void>;
  /** Prompts of one label, in place of what the templates make of it; `null`: the templates again. */
  setPrompts(id: string, prompts: readonly string[] | null): void;
  /** A label's own prompts as they are typed; an empty text brings the templates back. */
  typePrompts(id: string, text: string): Promise<void>;
}

export function templatesSlice(): Slice<TemplatesSlice> {
  return (set, get) => ({
    templates: [DEFAULT_TEMPLATE],
    templateSet: 'photo',
    setTemplates: (templates) => changeInputs(set, get, { templates, templateSet: '' }),
    typeTemplates: async (text) => {
      const found = await withPart(get, () => typedTemplates(text));
      if (!found) return;
      const templates = found.length > 0 ? found : ['{label}'];
      if (templates.join('\n') !== get().templates.join('\n')) get().setTemplates(templates);
    },
    chooseTemplateSet: async (id) => {
      const chosen = TEMPLATE_SETS.find((candidate) => candidate.id === id);
      const templates = chosen && (await withPart(get, chosen.load));
      if (templates) changeInputs(set, get, { templates, templateSet: id });
    },
    setPrompts: (id, prompts) => {
      const { labels } = get();
      const old = labels.find((label) => label.id === id);
      if (!old) return;
      changeInputs(set, get, { labels: labels.with(labels.indexOf(old), { ...old, prompts }) });
    },
    typePrompts: async (id, text) => {
      const prompts = await withPart(get, () => typedTemplates(text));
      if (prompts) get().setPrompts(id, prompts.length > 0 ? prompts : null);
    },
  });
}
