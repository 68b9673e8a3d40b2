import { toByte } from './windows-1252.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Each wrong reading makes a text at least twice as long: more layers than this nobody has seen. */
const MOST_LAYERS = 8;

/**
 * UTF-8 that was read as Latin-1 or Windows-1252 (`cafÃ©`), read as UTF-8: the common case of ftfy's `fix_encoding`,
 * without its other encodings and without its repair of parts of a text. Only where the text as a whole is that, and
 * holds a sequence that nobody writes on purpose; anything else is given back as it is.
 */
export function repairMojibake(text: string): string {
  let repaired = text;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const once = repairOnce(repaired);
    if (once === repaired) break;
    repaired = once;
  }
  return repaired;
}

function repairOnce(text: string): string {
  if (!TELLING.test(text)) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const byte = toByte(character);
    if (byte === undefined) return text;
    bytes.push(byte);
  }
  try {
    return UTF_8.decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

/** What may well stand behind an accented letter in a real text: punctuation, quotes, letters of French and Czech. */
const USUAL = '\u{2026}ŠŒŽ\u{2019}\u{2013}\u{2014}šœžŸ\u{a0}\u{ad}´·';

/**
 * Pairs of a letter that begins a character in UTF-8 and of what follows it there, without those that real texts have:
 * capitals of which faces are made (Ò to Ö, Ù to Û), a multiplication sign, and the sharp s at the end of a quotation.
 */
const TELLING = new RegExp(
  [
    '[\\x80-\\x9f]',
    '[ÂÃÎÐ][^\\0-\\x7f\u{2026}ŒŽ\u{2019}À-ÿ]',
    `[ÄÅÆÇÈÉÊËÌÍÏÑØÜÝ][^\\0-\\x7f${USUAL}À-ÿ]`,
    '[à-ô](?:[€ƒ†‡ˆ‰ŠŒŽ\u{2dc}Ÿ¢£¤¥¦¨ª¬¯¸º]|[^\\0-\\x7fÀ-ÿ][ƒ†‡ˆ‰ŠŽ\u{2dc}Ÿ¤¦¨ª¬¯¸º])',
  ].join('|'),
  'u',
);
