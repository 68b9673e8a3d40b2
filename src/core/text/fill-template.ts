/** Where the label goes: `{label}`, or `{}` as in OpenAI's lists. */
const SLOT = /\{(?:label)?\}/g;

/** A name in braces that is not the label's. */
const OTHER_SLOT = /\{(?!label\})[\p{L}_][\p{L}\p{N}_]*\}/u;

/** A template that cannot be used, and which of the list it is. */
export interface TemplateProblem {
  readonly index: number;
  readonly template: string;
  /** `other-slot`: beside the label's place there is one for something else, which would stay in the prompt as it is. */
  readonly reason: 'empty' | 'no-slot' | 'other-slot';
}

/**
 * The prompt of a label: every slot of the template is filled. The label is text and nothing else, whatever it holds
 * (`$&`, `{}`); a template without a slot is given back as it is, see {@link templateProblems}.
 */
export function fillTemplate(template: string, label: string): string {
  return template.replace(SLOT, () => label);
}

/** The templates that would give every label the same prompt, or one that nobody meant, in the order of the list; none where all is well. */
export function templateProblems(templates: readonly string[]): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  for (const [index, template] of templates.entries()) {
    if (template.trim() === '') problems.push({ index, template, reason: 'empty' });
    else if (template.search(SLOT) < 0) problems.push({ index, template, reason: 'no-slot' });
    else if (OTHER_SLOT.test(template)) problems.push({ index, template, reason: 'other-slot' });
  }
  return problems;
}
