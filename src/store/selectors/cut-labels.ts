import type { State } from '../state.ts';
import { shortened } from '../../words/shortened.ts';
import { classesOf } from './scores.ts';

/** How many labels are named. */
const NAMED = 3;

/** Labels one of whose prompts a model had to cut to its context, as the text of a sentence; empty where there is none. */
export function cutLabels({ columns, labels, templates, vectors }: State): string {
  const cut = new Set<string>();
  for (const { status } of columns) {
    if (status.kind !== 'ready') continue;
    const classes = classesOf({ vectors, labels, templates }, status.loaded);
    for (const id of classes.truncated) cut.add(id);
  }
  const texts = labels.flatMap(({ id, text }) => (cut.has(id) ? [shortened(text)] : []));
  return texts.length > NAMED ? `${texts.slice(0, NAMED).join(', ')} …` : texts.join(', ');
}
