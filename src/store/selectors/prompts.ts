import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Label } from '../types.ts';

/** The prompts that a label is asked with: its own, or one for each template; both may hold the label's place. */
export function promptsOf(label: Label, templates: readonly string[]): readonly string[] {
  return [...new Set(askedOf(label, templates).map((one) => fillTemplate(one, label.text)))];
}

/** The first of them, without making the others. */
export function firstPromptOf(label: Label, templates: readonly string[]): string | undefined {
  const [first] = askedOf(label, templates);
  return first === undefined ? undefined : fillTemplate(first, label.text);
}

function askedOf(label: Label, templates: readonly string[]): readonly string[] {
  const own = label.prompts?.filter((prompt) => prompt.trim() !== '') ?? [];
  return own.length > 0 ? own : templates;
}
