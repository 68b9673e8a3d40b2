import { fixText } from './fix-text.ts';
import { type NamedEntities, unescapeHtml } from './html-entities.ts';

/** White space as Python has it: with the control U+0085, without the byte order mark. */
const BLANKS =
  /[\t-\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}]+/gu;

/**
 * Words as OpenCLIP's tokenizer tells them apart, its two special tokens among them, in its order of preference. Two
 * oddities come from its regular expressions not minding the case: the long s is an s, and U+0345 is no part of any word.
 */
const WORDS =
  /<[sſ]tart_of_text>|<end_of_text>|'[sſ]|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\u{345}\t-\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\p{L}\p{N}]+/gu;

/**
 * A text as OpenCLIP 2.26.1 and 3.0 read it (`open_clip/tokenizer.py`, the cleaning `lower`): ftfy, character
 * references twice, white space as one space each, lower case.
 */
export function cleanText(text: string, named: NamedEntities): string {
  return cleanWhitespace(text, named).toLowerCase();
}

/** The same in the case that was typed: OpenCLIP's cleaning `whitespace`. */
export function cleanWhitespace(text: string, named: NamedEntities): string {
  return foldBlanks(unescapeHtml(unescapeHtml(fixText(text, named), named), named));
}

/** `string.punctuation` of Python. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** OpenCLIP's cleaning `canonicalize`: mended, an underscore for a blank, no punctuation, lower case. */
export function canonicalise(text: string, named: NamedEntities): string {
  return withoutPunctuation(cleanWhitespace(text, named).replaceAll('_', ' ')).toLowerCase();
}

/** ASCII's punctuation removed and blanks folded, as `SiglipTokenizer` of transformers does it. */
export function withoutPunctuation(text: string): string {
  return foldBlanks(text.replaceAll(PUNCTUATION, ''));
}

function foldBlanks(text: string): string {
  return text.replaceAll(BLANKS, ' ').replaceAll(/^ | $/g, '');
}

/**
 * The words of a cleaned text, in order: the pieces that byte pair encoding never joins. A typed `<|endoftext|>` is three
 * words; `<start_of_text>` and `<end_of_text>` are OpenCLIP's names for the marks around a text.
 */
export function clipWords(cleaned: string): readonly string[] {
  return cleaned.match(WORDS) ?? [];
}
