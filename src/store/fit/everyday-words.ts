import { loadImagenetNames } from '../../core/text/imagenet.ts';
import type { Language } from '../../words/languages.ts';
import type { Sample } from '../pictures/picture.ts';

/**
 * The names of the page's own samples in the visitor's language, and ImageNet's thousand where that is English: nobody has
 * put those into other languages under a free licence. No word stands twice.
 */
export async function everydayWords(
  samples: readonly Sample[],
  language: Language,
): Promise<readonly string[]> {
  const own = samples.map((sample) => (language === 'zh' ? sample.zh : sample.en));
  const more = language === 'en' ? await loadImagenetNames() : [];
  const seen = new Set<string>();
  return [...own, ...more].filter((word) => {
    const key = word.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
