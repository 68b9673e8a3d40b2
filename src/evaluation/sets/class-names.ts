import { classNames } from '../../core/dataset/class-name.ts';
import { loadImagenetNames, loadImagenetNumbers } from '../../core/text/imagenet.ts';
import { LABEL_SETS, type LabelSetId } from '../../core/text/label-sets.ts';

/**
 * Names of the classes that the data calls `keys`, as {@link classNames} reads them; ImageNet's class numbers (`n01440764`) become
 * the names that OpenAI wrote for them.
 */
export async function namesOfKeys(keys: readonly string[]): Promise<(readonly string[])[]> {
  const known = keys.some(isWordNetId);
  const [numbers, names] = known
    ? await Promise.all([loadImagenetNumbers(), loadImagenetNames()])
    : [new Map<string, number>(), []];
  const own = classNames(keys);
  return keys.map((key, index) => {
    const translated = names[numbers.get(key) ?? -1];
    // A translated name is one name, whatever it holds.
    return translated === undefined ? (own[index] ?? [key]) : [translated];
  });
}

/** Ready lists that can name these classes, because each key is a number of the list. */
export function readyLists(keys: readonly string[]): readonly LabelSetId[] {
  if (!keys.every((key) => /^\d{1,9}$/.test(key))) return [];
  const highest = keys.reduce((most, key) => Math.max(most, Number(key)), 0);
  return LABEL_SETS.filter(({ kind, count }) => kind === 'benchmark' && highest < count).map(
    ({ id }) => id,
  );
}

/** Names from a ready list, by the number that each key is. */
export async function namesFromList(
  keys: readonly string[],
  id: LabelSetId,
): Promise<(readonly string[])[]> {
  const list = (await LABEL_SETS.find((candidate) => candidate.id === id)?.load('en')) ?? [];
  return keys.map((key) => [list[Number(key)] ?? key]);
}

function isWordNetId(key: string): boolean {
  return /^n\d{8}$/.test(key);
}
