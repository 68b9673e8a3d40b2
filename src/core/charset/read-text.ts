import { type Charset, decodeCharset, decodeUtf8 } from './charset.ts';
import { guessCharset } from './guess-charset.ts';

/** A text and what it was written in; `null` where the bytes themselves tell. */
export interface ReadText {
  readonly text: string;
  readonly charset: Charset | null;
}

/**
 * A text file's text in Unicode: by its byte order mark, else as UTF-16 where every other byte is empty, else as UTF-8 where
 * it is that throughout, else in an old character set.
 *
 * @param charset the visitor's choice for texts that do not tell; `null` to guess
 * @param language of the reader, which decides where bytes fit several sets
 */
export function readText(bytes: Uint8Array, charset: Charset | null, language: string): ReadText {
  const wide = utf16Label(bytes);
  // The decoder drops the mark itself.
  if (wide) return { text: new TextDecoder(wide).decode(bytes), charset: null };
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return { text: utf8, charset: null };
  const used = charset ?? guessCharset([bytes], language, false);
  return { text: decodeCharset(bytes, used), charset: used };
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // No text of single bytes holds zeros; half of them in one place are the upper halves of Latin letters.
  const head = bytes.subarray(0, 400);
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd < head.length / 8) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}
