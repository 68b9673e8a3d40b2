import { createSha256 } from '../../browser/sha256.ts';
import { blobOf } from '../../store/pictures/blob-of.ts';
import { namedPictures } from '../../store/selectors/named-pictures.ts';
import type { Label, Picture } from '../../store/types.ts';
import { type EvaluationSet, leftOutOf, type SetReading } from './set.ts';

/** What stands on the page. */
export interface PagePictures {
  readonly pictures: readonly Picture[];
  readonly labels: readonly Label[];
  readonly title: string;
}

/** Nothing about these pictures was read from files. */
const NO_READING: SetReading = {
  splits: [],
  split: null,
  charset: null,
  source: { kind: 'folders' },
  sources: [],
  table: null,
  templates: [],
};

/** The page's pictures as a set: its labels are the classes, also those of no picture; who has no truth among them is left out. */
export async function pagePictures(
  { pictures, labels, title }: PagePictures,
  fetchBytes: typeof fetch,
): Promise<EvaluationSet> {
  const places = new Map(labels.map(({ id }, index) => [id, index]));
  const truths = new Map(
    namedPictures({ pictures, labels }).map(([picture, label]) => [
      picture,
      places.get(label) ?? -1,
    ]),
  );
  const hash = await createSha256();
  const encoder = new TextEncoder();
  for (const [id, trueClass] of truths) hash.update(encoder.encode(`${id}\0${trueClass}\n`));
  return {
    title,
    identity: hash.digest(),
    classes: labels.map(({ text }) => ({ key: text, names: [text] })),
    pictures: pictures.flatMap((picture) => {
      const trueClass = truths.get(picture.id);
      const read = (signal: AbortSignal) => blobOf(picture, fetchBytes, signal);
      return trueClass === undefined
        ? []
        : [{ name: picture.name, bytes: picture.blob?.size ?? 0, trueClass, read }];
    }),
    leftOut: leftOutOf(
      'untold',
      pictures.filter(({ id }) => !truths.has(id)).map(({ name }) => name),
    ),
    reading: NO_READING,
  };
}
