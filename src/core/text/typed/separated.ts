/** What parts labels: commas, semicolons, bars, bullets, tabs and new lines, in Latin, Chinese, Japanese and Arabic writing. */
const SEPARATOR = /[,;|\t\n\r，；、｜､﹐﹔،؛•\u{2028}\u{2029}]/u;

/** A closing sign farther away than this closes something else. */
const LONGEST_QUOTED = 4000;

const QUOTES: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '„': '“”',
  '”': '”',
  '‘': '’',
  '‚': '‘’',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '《': '》',
  '＂': '＂',
};

/** The items between separators. What stands in quotes as a whole is one item, commas and all, without its quotes. */
export function separated(text: string): readonly string[] {
  const items: string[] = [];
  let at = 0;
  while (at < text.length) {
    at += /^\s*/u.exec(text.slice(at))?.[0].length ?? 0;
    const quoted = quotedAt(text, at);
    const end = quoted?.end ?? endOfItem(text, at);
    items.push(quoted?.text ?? text.slice(at, end));
    at = end;
    while (at < text.length && SEPARATOR.test(text.charAt(at))) at++;
  }
  return items;
}

/** A quoted item that begins there; its closing sign stands before a separator, another quoted item or the end. */
function quotedAt(text: string, at: number): { text: string; end: number } | null {
  const closing = QUOTES[text.charAt(at)];
  if (closing === undefined) return null;
  const last = Math.min(text.length, at + LONGEST_QUOTED);
  for (let end = at + 1; end < last; end++) {
    const sign = text.charAt(end);
    if (sign === '\n') return null;
    if (!closing.includes(sign)) continue;
    // A doubled sign stands for itself in a table.
    if (sign === '"' && text.charAt(end + 1) === '"') end++;
    else {
      const behind = text.slice(end + 1, end + 40).trimStart();
      if (
        behind !== '' &&
        !SEPARATOR.test(behind.charAt(0)) &&
        !/^["“„「『«]|^[\])}]+$/u.test(behind)
      )
        continue;
      const inner = text.slice(at + 1, end);
      if (inner.trim() === '') return null;
      const bracket = /^[\])}]+$/u.test(behind) ? text.length : end + 1;
      return {
        text: sign === '"' ? inner.replaceAll('""', '"') : inner,
        end: skipBlanks(text, bracket),
      };
    }
  }
  return null;
}

const skipBlanks = (text: string, at: number): number =>
  at + (/^[^\S\n\r\t]*/u.exec(text.slice(at, at + 40))?.[0].length ?? 0);

/** A comma in a number (`1,000 dogs`) parts nothing. */
function endOfItem(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    if (SEPARATOR.test(text.charAt(end)) && !isInNumber(text, end)) break;
    end++;
  }
  return end;
}

function isInNumber(text: string, at: number): boolean {
  return (
    text.charAt(at) === ',' &&
    /\d$/.test(text.slice(at - 1, at)) &&
    /^,\d{3}(?:,\d{3})*[ .]?\p{L}|^,\d{3}(?:,\d{3})* +\p{L}/u.test(text.slice(at, at + 40))
  );
}
