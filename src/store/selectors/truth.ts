import type { Label, Picture } from '../types.ts';

/** By the list: every row of the page asks for the same one. */
const names = new WeakMap<readonly Label[], ReadonlySet<string>>();

/** The labels' texts as truths are compared with: lower case. */
export function labelNames(labels: readonly Label[]): ReadonlySet<string> {
  const known = names.get(labels) ?? new Set(labels.map(({ text }) => text.toLowerCase()));
  names.set(labels, known);
  return known;
}

/** Whether a picture counts: somebody said what is in it, and that is among the labels. */
export function hasTruth({ known }: Picture, names: ReadonlySet<string>): boolean {
  return known.some((name) => names.has(name));
}

/** Whether the label is one of the picture's known names. */
export function isRight({ known }: Picture, { text }: Label): boolean {
  return known.includes(text.toLowerCase());
}
