import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Label } from '../types.ts';

interface Made {
  readonly templates: readonly string[];
  readonly prompts: readonly string[];
}

/** The prompts that were made of a label last: labels and lists of templates are never changed, so they are made once. */
const made = new WeakMap<Label, Made>();

/** The prompts that a label is asked with: its own, or one for each template; both may hold the label's place. */
export function promptsOf(label: Label, templates: readonly string[]): readonly string[] {
  const known = made.get(label);
  if (known?.templates === templates) return known.prompts;
  const filled = askedOf(label, templates).map((one) => fillTemplate(one, label.text));
  const prompts = [...new Set(filled)];
  made.set(label, { templates, prompts });
  return prompts;
}

/** The first of them, without making the others. */
export function firstPromptOf(label: Label, templates: readonly string[]): string | undefined {
  const known = made.get(label);
  if (known?.templates === templates) return known.prompts[0];
  const [first] = askedOf(label, templates);
  return first === undefined ? undefined : fillTemplate(first, label.text);
}

function askedOf(label: Label, templates: readonly string[]): readonly string[] {
  const own = label.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  return own.length > 0 ? own : templates;
}
