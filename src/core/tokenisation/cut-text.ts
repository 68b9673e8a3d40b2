import { TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

/**
 * A text as long as a tokenizer may get it, whole characters only. What is cut off lies behind the end of every context: a
 * context of a thousand tokens is full of words of four letters.
 */
export function cutText(text: string, most: number = TOKENIZER_BOUNDS.text): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const isHalf = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, isHalf ? most - 1 : most);
}
