import { markedLines } from './line-marks.ts';
import { readLiteral } from './literal.ts';
import { namesIn } from './names-in-literal.ts';
import { separated } from './separated.ts';
import { unescapeCommon } from './unescape-common.ts';

/**
 * The items in a typed or pasted text, as they were meant: a list or dictionary of Python, JSON or JavaScript, lines
 * with numbers or bullets, `labels.txt` of Teachable Machine, quoted items, items between commas and the like. Items
 * may be empty or repeated; `takeLabels` makes labels of them.
 */
export function readList(text: string): readonly string[] {
  const plain = unescapeCommon(text.replaceAll(/[\u{feff}\u{200b}]/gu, ''));
  const literal = readLiteral(plain);
  // An empty list says nothing; what stands there is then meant as it stands, like any other odd label.
  const named = literal === null ? [] : namesIn(literal);
  if (named.length > 0) return named;
  return markedLines(plain)?.map(unquoted) ?? separated(plain);
}

/** One item without the quotes around it. */
function unquoted(item: string): string {
  const [only, ...others] = separated(item.replace(/\s*[,;]\s*$/u, ''));
  return others.length === 0 && only !== undefined ? only : item;
}
