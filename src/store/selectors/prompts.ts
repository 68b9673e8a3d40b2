import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Label } from '../types.ts';

/** The prompts that a label is asked with: its own, or one for each template; both may hold the label's place. */
export function promptsOf(label: Label, templates: readonly string[]): readonly string[] {
  const own = label.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  const asked = own.length > 0 ? own : templates;
  return [...new Set(asked.map((template) => fillTemplate(template, label.text)))];
}
