import { importPart } from '../../core/parts/import-part.ts';

/** What a list of labels may have and a single one does not: separators, brackets or quotes around it, numbers and bullets. */
const LIST_SIGNS =
  /[\n\r\t,;|，；、｜､﹐﹔،؛•\u{2028}\u{2029}]|^\s*(?:[[({"'`“„‘‚«»「『《*+–—·→▪●①-⑳]|-\s|\(?\d+\s*[.)、．:：])/u;

/** The text is one label as it stands. */
export function isOneLabel(text: string): boolean {
  return !LIST_SIGNS.test(text);
}

/**
 * The labels in a typed or pasted text, in whatever notation. What reads the notations is a part of its own, fetched
 * where there is one to be read; rejects where that fails.
 */
export async function typedLabels(text: string): Promise<readonly string[]> {
  if (isOneLabel(text)) return [text];
  const { readList } = await importPart(() => import('../../core/text/typed/read-list.ts'));
  return readList(text);
}

/** Templates that are one line, as the page itself writes them. */
const PLAIN_TEMPLATE = /^(?:[\p{L}\p{N} .,:;!?’-]|\p{L}'(?=\p{L})|\{(?:label)?\})*$/u;

/** The templates or prompts in a typed or pasted text, in whatever notation; rejects as {@link typedLabels} does. */
export async function typedTemplates(text: string): Promise<readonly string[]> {
  const line = text.trim();
  if (PLAIN_TEMPLATE.test(line)) return line === '' ? [] : [line.replaceAll('{}', '{label}')];
  const { readTemplates } = await importPart(
    () => import('../../core/text/typed/read-templates.ts'),
  );
  return readTemplates(text);
}
