import { liveModelOf } from '../columns/column-model.ts';
import type { State } from '../state.ts';
import type { Column, Label, Picture, TextVector } from '../types.ts';
import { promptsOf } from '../selectors/prompts.ts';

/** Everything that is not encoded, whether it was cancelled or not. */
export function missingKeys(all: State): ReadonlySet<string> {
  const keys = all.columns.flatMap((column) => {
    const prints = liveModelOf(column)?.model.fingerprints;
    return [
      ...lackingPrompts(all, column).map((prompt) => workKey(prints?.text ?? '', prompt)),
      ...lackingPictures(all, column).map(({ id }) => workKey(prints?.image ?? '', id)),
    ];
  });
  return new Set(keys);
}

/** Names one piece of work: a prompt or a picture's id, for the tower of that fingerprint. */
export function workKey(fingerprint: string, what: string): string {
  return `${fingerprint}\n${what}`;
}

type Texts = ReadonlyMap<string, TextVector>;

/** The templates with which a label has all its prompts' vectors in a table: tables only grow, so that stays true. */
const whole = new WeakMap<Texts, WeakMap<Label, readonly string[]>>();

/**
 * The prompts that a column's model has not encoded, each once; none where it cannot. Those of some labels go template by
 * template, so that what one call asks for begins alike, which a tower in 8 bits reads once.
 */
export function lackingPrompts(
  { labels, templates, vectors }: Pick<State, 'labels' | 'templates' | 'vectors'>,
  column: Column,
): readonly string[] {
  const model = liveModelOf(column);
  if (!model || column.textError) return [];
  const known = vectors.texts.get(model.model.fingerprints.text);
  if (!known) return templateByTemplate(labels.map((label) => promptsOf(label, templates)));
  const done = whole.get(known) ?? new WeakMap<Label, readonly string[]>();
  whole.set(known, done);
  const lacking: (readonly string[])[] = [];
  for (const label of labels) {
    if (done.get(label) === templates) continue;
    const missing = promptsOf(label, templates).filter((prompt) => !known.has(prompt));
    if (missing.length === 0) done.set(label, templates);
    else lacking.push(missing);
  }
  return templateByTemplate(lacking);
}

/** Labels that are begun together. While they are not whole, all of them are looked at after every call, so they are few. */
const TOGETHER = 32;

/** Of so many labels the first prompt of each, then the second of each, and so on; then of the next. Each prompt once. */
function templateByTemplate(lists: readonly (readonly string[])[]): readonly string[] {
  const all = new Set<string>();
  for (let from = 0; from < lists.length; from += TOGETHER) {
    const some = lists.slice(from, from + TOGETHER);
    const longest = some.reduce((most, { length }) => Math.max(most, length), 0);
    for (let place = 0; place < longest; place++) {
      for (const list of some) {
        const prompt = list[place];
        if (prompt !== undefined) all.add(prompt);
      }
    }
  }
  return [...all];
}

/** The pictures that a column's model has not encoded, but for those that cannot be read. */
export function lackingPictures(
  { pictures, vectors, failures }: Pick<State, 'pictures' | 'vectors' | 'failures'>,
  column: Column,
): readonly Picture[] {
  const model = liveModelOf(column);
  if (!model) return [];
  const known = vectors.images.get(model.model.fingerprints.image);
  return pictures.filter(({ id }) => !known?.has(id) && !failures.has(id));
}
