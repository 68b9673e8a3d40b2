import { importPart } from '../parts/import-part.ts';
import { loadChineseImagenetNames, loadImagenetNames } from './imagenet.ts';

/** A thing's plain name in each language of the page. */
type Named = Readonly<Record<'en' | 'zh', string>>;

/**
 * Names that the built-in model was taught: those of the page's drawings, then those of the photographs it was trained on
 * (`training/names`), in one language. None twice.
 */
export async function taughtWords(
  drawings: readonly Named[],
  language: keyof Named,
): Promise<readonly string[]> {
  const { names } = (await importPart(() => import('./data/photograph-names.json'))).default;
  const place = language === 'zh' ? 1 : 0;
  return once([
    ...drawings.map((drawing) => drawing[language]),
    ...names.map((pair) => pair[place] ?? ''),
  ]);
}

/** Words of everyday things: what the built-in model was taught, and ImageNet's thousand. None twice. */
export async function everydayWords(
  drawings: readonly Named[],
  language: keyof Named,
): Promise<readonly string[]> {
  const load = language === 'zh' ? loadChineseImagenetNames : loadImagenetNames;
  return once([...(await taughtWords(drawings, language)), ...(await load())]);
}

/** Without those that are the same but for capitals. */
function once(words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return words.filter((word) => {
    const key = word.toLowerCase();
    if (word === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
