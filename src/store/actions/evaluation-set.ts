import { groupByFolder } from '../../core/archive/folder-classes.ts';
import { splitSynonyms } from '../../core/evaluation/class-prompts.ts';
import { loadImagenetNames, loadImagenetNumbers } from '../../core/text/imagenet.ts';
import type { EvaluationSet } from '../evaluation/set.ts';
import type { Sample } from '../slices/pictures.ts';

/** The sample shelf: one picture a class. */
export function sampleSet(
  samples: readonly Sample[],
  fetchBytes: typeof fetch,
  address: (path: string) => string,
): EvaluationSet {
  return {
    classes: samples.map(({ en }) => ({ names: [en] })),
    pictures: samples.map(({ file }, trueClass) => ({
      name: file,
      trueClass,
      read: async (signal) => {
        const response = await fetchBytes(address(`samples/${file}`), { signal });
        return response.ok ? response.blob() : new Blob();
      },
    })),
    unclassed: 0,
  };
}

/**
 * A picked folder with one subfolder a class. Names that `|` or `,` separate are synonyms, `_` is read as a space,
 * and ImageNet's class numbers become the names that OpenAI wrote for them.
 */
export async function folderSet(files: readonly File[]): Promise<EvaluationSet> {
  const paths = files.map((file) => file.webkitRelativePath || file.name);
  const { classes, unclassed } = groupByFolder(paths);
  const known = classes.some(({ wordNetId }) => wordNetId !== null);
  const [numbers, names] = known
    ? await Promise.all([loadImagenetNumbers(), loadImagenetNames()])
    : [new Map<string, number>(), []];
  const nameOf = ({ folder, wordNetId }: (typeof classes)[number]): readonly string[] => {
    const translated = names[numbers.get(wordNetId ?? '') ?? -1];
    // A translated name is one name, whatever it holds.
    if (translated !== undefined) return [translated];
    const synonyms = splitSynonyms(folder.replaceAll('_', ' '));
    return synonyms.length > 0 ? synonyms : [folder];
  };
  return {
    classes: classes.map((one) => ({ names: nameOf(one) })),
    pictures: classes.flatMap(({ pictures }, trueClass) =>
      pictures.flatMap((index) => {
        const file = files[index];
        return file
          ? [{ name: paths[index] ?? file.name, trueClass, read: () => Promise.resolve(file) }]
          : [];
      }),
    ),
    unclassed: unclassed.length,
  };
}
