/**
 * What Windows-1252 has at 128 to 159, with the controls where it has nothing, as browsers read it. Written out: not
 * every runtime's `TextDecoder` has this table, some read Latin-1.
 */
const HIGH =
  '€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}\u{2018}\u{2019}\u{201c}\u{201d}•–—\u{2dc}™š›œ\u{9d}žŸ';

/** The character of a byte, 0 to 255. */
export function ofByte(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte);
}

/** The byte of a character in Windows-1252 or in Latin-1, whose controls are no characters there. */
export function toByte(character: string): number | undefined {
  const high = HIGH.indexOf(character);
  if (high >= 0) return 0x80 + high;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x1_00 ? code : undefined;
}
