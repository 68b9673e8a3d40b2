/** Old character sets that archives and tables of other languages' systems are written in; labels of the Encoding Standard but for the first. */
export const CHARSETS = [
  'cp437',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'ibm866',
] as const;

export type Charset = (typeof CHARSETS)[number];

/**
 * The upper half of IBM's code page 437, which browsers do not know: the one that the zip standard names (PKWARE APPNOTE
 * 6.3.10, appendix D). From Unicode's mapping table for CP437.
 */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

/** The text of bytes in a character set; what is not of the set becomes U+FFFD. */
export function decodeCharset(bytes: Uint8Array, charset: Charset): string {
  if (charset !== 'cp437') return new TextDecoder(charset).decode(bytes);
  let text = '';
  for (const byte of bytes) {
    text += byte < 0x80 ? String.fromCharCode(byte) : (CP437[byte - 0x80] ?? '');
  }
  return text;
}

/** The text of bytes that are UTF-8 throughout; `null` for others. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
