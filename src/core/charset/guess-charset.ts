import { type Charset, decodeCharset } from './charset.ts';

/** Bytes that are looked at; more would not change the guess. */
const LOOKED_AT = 20_000;
/** A guess below is none: what the reader's language used to write is better. */
const LEAST_SCORE = 0.5;
/** What a language adds to the sets that it was written in: it decides where bytes fit several. */
const HOME_BONUS = 0.12;

const LEAST_KOREAN = 5;
/** What a character counts whose second byte is a plain letter's, inside a word of plain letters: rather one letter with a mark. */
const INSIDE_LATIN = 0.2;

/** Sets by language, the usual one first. */
const HOME: Readonly<Record<string, readonly Charset[]>> = {
  zh: ['gb18030', 'big5'],
  ja: ['shift_jis', 'euc-jp'],
  ko: ['euc-kr'],
  ru: ['ibm866', 'windows-1251'],
};

/** Ranges of lead and trail bytes with the weight of a character in them: 1 for what every text uses. */
type Range = readonly [
  lead: readonly [number, number],
  trail: readonly [number, number],
  weight: number,
];

const PAIRS: Readonly<Partial<Record<Charset, readonly Range[]>>> = {
  // GB 2312's level 1 (ordered by sound), its signs, its level 2, and what GBK added.
  gb18030: [
    [[0xb0, 0xd7], [0xa1, 0xfe], 1],
    [[0xa1, 0xa3], [0xa1, 0xfe], 0.7],
    [[0xd8, 0xf7], [0xa1, 0xfe], 0.45],
    [[0x81, 0xfe], [0x40, 0xfe], 0.1],
  ],
  // Big5's level 1 (ordered by strokes), its signs, its level 2.
  big5: [
    [[0xa4, 0xc6], [0x40, 0x7e], 1],
    [[0xa4, 0xc6], [0xa1, 0xfe], 0.9],
    [[0xa1, 0xa3], [0x40, 0xfe], 0.6],
    [[0xc9, 0xf9], [0x40, 0xfe], 0.2],
  ],
  // JIS X 0208: hiragana, katakana, signs, level 1, level 2.
  shift_jis: [
    [[0x82, 0x82], [0x9f, 0xf1], 1],
    [[0x83, 0x83], [0x40, 0x96], 1],
    [[0x81, 0x81], [0x40, 0xac], 0.7],
    [[0x82, 0x82], [0x4f, 0x9a], 0.7],
    [[0x88, 0x97], [0x40, 0xfc], 0.9],
    [[0x98, 0xfc], [0x40, 0xfc], 0.3],
    [[0x81, 0xfc], [0x40, 0xfc], 0.1],
  ],
  'euc-jp': [
    [[0xa4, 0xa5], [0xa1, 0xf6], 1],
    [[0xa1, 0xa3], [0xa1, 0xfe], 0.6],
    [[0xb0, 0xcf], [0xa1, 0xfe], 0.8],
    [[0xd0, 0xf4], [0xa1, 0xfe], 0.2],
  ],
  // KS X 1001's syllables; its Chinese characters are rare.
  'euc-kr': [
    [[0xb0, 0xc8], [0xa1, 0xfe], 1],
    [[0xa1, 0xa3], [0xa1, 0xfe], 0.5],
    [[0xca, 0xfd], [0xa1, 0xfe], 0.1],
    [[0x81, 0xc6], [0x41, 0xfe], 0.1],
  ],
};

const SINGLES: readonly Charset[] = [
  'cp437',
  'windows-1252',
  'windows-1251',
  'ibm866',
  'windows-1250',
];

/**
 * The old character set that texts were most likely written in, by how common its characters would be. Where bytes fit
 * several sets the language decides, so the visitor must be able to choose another.
 *
 * @param language of the reader, as in BCP 47
 * @param systemNames whether the texts are names in a zip archive, which Western systems write in code page 437 instead of
 * windows-1252
 */
export function guessCharset(
  texts: readonly Uint8Array[],
  language: string,
  systemNames: boolean,
): Charset {
  const home = HOME[language.split('-')[0] ?? ''] ?? [];
  const western: Charset = systemNames ? 'cp437' : 'windows-1252';
  let best: { readonly charset: Charset; readonly score: number } | null = null;
  for (const charset of [...home, ...(Object.keys(PAIRS) as Charset[]), western, ...SINGLES]) {
    const bonus = home.includes(charset) ? HOME_BONUS : 0;
    const score = scoreOf(texts, charset) + bonus;
    if (score > (best?.score ?? 0)) best = { charset, score };
  }
  if (!best || best.score < LEAST_SCORE) return home[0] ?? western;
  return best.charset === 'gb18030' && home.length === 0 && isKorean(texts)
    ? 'euc-kr'
    : best.charset;
}

/**
 * The common Chinese characters are ordered by sound from A to Z; Korean syllables fill the first half of the same places. So
 * many characters that all lie there are hardly Chinese.
 */
function isKorean(texts: readonly Uint8Array[]): boolean {
  const leads = texts.flatMap((text) => Array.from(text.filter((byte) => byte >= 0x80)));
  const own = leads.filter((_, at) => at % 2 === 0);
  return own.length >= LEAST_KOREAN && own.every((lead) => lead >= 0xb0 && lead <= 0xc8);
}

/** The mean weight of the characters that are not ASCII, by the bytes that they take. */
function scoreOf(texts: readonly Uint8Array[], charset: Charset): number {
  const ranges = PAIRS[charset];
  let [sum, count, seen] = [0, 0, 0];
  for (const text of texts) {
    const part = text.subarray(0, LOOKED_AT - seen);
    const one = ranges ? pairScore(part, ranges) : singleScore(part, charset);
    if (one === null) return 0;
    sum += one.sum;
    count += one.count;
    seen += part.length;
    if (seen >= LOOKED_AT) break;
  }
  return count === 0 ? 0 : sum / count;
}

interface Score {
  readonly sum: number;
  /** Bytes that are not ASCII. */
  readonly count: number;
}

function pairScore(bytes: Uint8Array, ranges: readonly Range[]): Score {
  let [sum, count] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    const range = ranges.find(
      ([[low, high], [from, to]]) =>
        lead >= low && lead <= high && trail >= from && trail <= to && trail !== 0x7f,
    );
    const latin = trail < 0x80 && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 2]));
    sum += 2 * (range?.[2] ?? 0) * (latin ? INSIDE_LATIN : 1);
    count += 2;
    if (range) at++;
  }
  return { sum, count };
}

function isLetter(byte: number = 0): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** Sets of one byte each: letters among letters of their own script count, lines and signs hardly. */
function singleScore(bytes: Uint8Array, charset: Charset): Score {
  const text = decodeCharset(bytes, charset);
  const cyrillic = charset === 'windows-1251' || charset === 'ibm866';
  let [sum, count] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    count++;
    sum += cyrillic ? cyrillicWeight(text, at) : latinWeight(text, at);
  }
  return { sum, count };
}

/** Latin letters with a mark are rare: their neighbours are plain letters, and small ones do not stand before capitals. */
function latinWeight(text: string, at: number): number {
  const letter = text[at] ?? '';
  if (!/\p{Script=Latin}/u.test(letter) || /[ªºƒ]/.test(letter)) return 0.05;
  const [before = '', after = ''] = [text[at - 1], text[at + 1]];
  const plain = [before, after].filter((next) => /[A-Za-z]/.test(next)).length;
  const capital = letter !== letter.toLowerCase();
  if (capital && /[a-zà-ÿ]/.test(before)) return 0.1;
  return plain > 0 ? (COMMON_MARKS.test(letter) ? 0.9 : 0.6) : 0.3;
}

const COMMON_MARKS = /[äöüßéèêëáàâåæøçñíìîïóòôõúùûãýÿœÄÖÜÉÈÅÆØÇÑÁÀÓÍÚÎÂÔÊ]/;

/** Cyrillic words are Cyrillic throughout: small letters, with capitals in front. */
function cyrillicWeight(text: string, at: number): number {
  const letter = text[at] ?? '';
  if (!/[А-яЁё]/.test(letter)) return 0.05;
  const before = text[at - 1] ?? '';
  const capital = letter !== letter.toLowerCase();
  if (/[A-Za-z]/.test(before) || /[A-Za-z]/.test(text[at + 1] ?? '')) return 0.1;
  return capital && /[а-яё]/.test(before) ? 0.1 : 0.95;
}
