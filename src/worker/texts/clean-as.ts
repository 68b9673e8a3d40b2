import {
  canonicalise,
  cleanText,
  cleanWhitespace,
  withoutPunctuation,
} from '../../core/text/clip/clean-text.ts';
import { loadNamedEntities } from '../../core/text/clip/html-entities.ts';
import type { Cleaning } from '../../core/tokenisation/tokenisation.ts';

/** What a checkpoint's cleaning makes of a text. Character references are loaded for OpenCLIP's, which resolve them. */
export async function cleanerOf(clean: Cleaning): Promise<(text: string) => string> {
  if (clean === 'none') return (text) => text;
  if (clean === 'lower-only') return (text) => text.toLowerCase();
  if (clean === 'siglip') return (text) => withoutPunctuation(text.toLowerCase());
  const named = await loadNamedEntities();
  if (clean === 'canonicalize') return (text) => canonicalise(text, named);
  const cleaned = clean === 'lower' ? cleanText : cleanWhitespace;
  return (text) => cleaned(text, named);
}
