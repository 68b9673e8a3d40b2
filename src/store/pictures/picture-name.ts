import type { Language } from '../../words/languages.ts';
import type { Sample } from './picture.ts';
import type { Picture } from '../types.ts';

/** A picture's name for the visitor: that of its file, or a sample's in the page's language. */
export function pictureName(
  { name, sample }: Pick<Picture, 'name' | 'sample'>,
  { samples, language }: { readonly samples: readonly Sample[]; readonly language: Language },
): string {
  return samples.find(({ file }) => file === sample)?.[language] ?? name;
}

/** What is in a picture, if anybody said; in the page's language where both are known, English first. */
export function knownName(
  { known }: Pick<Picture, 'known'>,
  language: Language,
): string | undefined {
  return (language === 'zh' ? known[1] : undefined) ?? known[0];
}
