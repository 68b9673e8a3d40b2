import { loadImagenetNames, loadImagenetNumbers } from '../../core/text/imagenet.ts';

/** ImageNet's names for WordNet's identifiers, by whatever they are kept under; without those that it does not know. */
export async function synsetNames(
  synsets: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const [numbers, names] = await Promise.all([loadImagenetNumbers(), loadImagenetNames()]);
  return new Map(
    [...synsets].flatMap(([id, synset]) => {
      const name = names[numbers.get(synset) ?? -1];
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}
