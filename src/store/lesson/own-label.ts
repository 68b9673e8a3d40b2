import type { Language } from '../../words/languages.ts';
import type { All } from '../all.ts';
import { FIRST_LABELS } from '../defaults.ts';
import type { State } from '../state.ts';

const FIRST: ReadonlySet<string> = new Set(Object.values(FIRST_LABELS).flat());

/** Whether there is a label beside those of a first visit, in whichever language. */
export function hasOwnLabel({ labels }: Pick<State, 'labels'>): boolean {
  return labels.some(({ text }) => !FIRST.has(text));
}

/** A step's example of such a label, in the page's language. */
export const addOwnLabel =
  (label: Readonly<Record<Language, string>>) =>
  (all: All): void =>
    all.addLabels([label[all.language]]);
