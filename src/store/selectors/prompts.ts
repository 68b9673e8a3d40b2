import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Label } from '../types.ts';

/** The prompts that a label is asked with: its own, or one for each template. */
export function promptsOf(label: Label, templates: readonly string[]): readonly string[] {
  const own = label.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  if (own.length > 0) return own;
  return [...new Set(templates.map((template) => fillTemplate(template, label.text)))];
}
