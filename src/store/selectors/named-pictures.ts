import type { State } from '../state.ts';

/** Pictures one of whose known names is a label, with that label's id; of several such names the first counts. */
export function namedPictures({
  labels,
  pictures,
}: Pick<State, 'labels' | 'pictures'>): readonly (readonly [picture: string, label: string])[] {
  const byName = new Map(labels.map(({ id, text }) => [text.toLowerCase(), id]));
  return pictures.flatMap(({ id, known }) => {
    const label = known.map((name) => byName.get(name)).find((found) => found !== undefined);
    return label === undefined ? [] : [[id, label] as const];
  });
}

/** The text of the label that a picture is an example of, or `null`. */
export function exampleLabel(
  { labels, examples }: Pick<State, 'labels' | 'examples'>,
  picture: string,
): string | null {
  const label = examples.get(picture);
  return labels.find(({ id }) => id === label)?.text ?? null;
}
