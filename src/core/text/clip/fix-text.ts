import { type NamedEntities, unescapeStrictly } from './html-entities.ts';
import { repairMojibake } from './mojibake.ts';
import { ofByte } from './windows-1252.ts';

/** A step that undoes another one could go on without end; ftfy has none that does, and a text needs two or three rounds. */
const MOST_ROUNDS = 100;

/**
 * What OpenCLIP's tokenizer does to a text first: `ftfy.fix_text` (github.com/rspeer/python-ftfy, version 6, with its
 * default settings), line by line, each until nothing changes any more. Entities stay where a `<` was seen.
 */
export function fixText(text: string, named: NamedEntities): string {
  let unescape = true;
  return text
    .split(/(?<=\n)/)
    .map((line) => {
      if (line.includes('<')) unescape = false;
      return fixLine(line, unescape ? named : null);
    })
    .join('');
}

function fixLine(line: string, named: NamedEntities | null): string {
  let fixed = line;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = fixed;
    if (named) fixed = unescapeStrictly(fixed, named);
    fixed = repairMojibake(fixed);
    for (const step of STEPS) fixed = step(fixed);
    if (fixed === before) break;
  }
  return fixed;
}

/** ftfy's steps behind the repair of encodings, in its order. */
const STEPS: readonly ((text: string) => string)[] = [
  namedControls,
  (text) => text.replaceAll(LIGATURE, (character) => LIGATURES[character] ?? character),
  (text) => text.replaceAll(/[\u{3000}\u{ff01}-\u{ffef}]/gu, (wide) => wide.normalize('NFKC')),
  (text) =>
    text.replaceAll(/[\u{201c}-\u{201f}]/gu, '"').replaceAll(/[\u{2bc}\u{2018}-\u{201b}]/gu, "'"),
  (text) => text.replaceAll(/\r\n|[\r\u{2028}\u{2029}\u{85}]/gu, '\n'),
  (text) => text.replaceAll(/\p{Surrogate}/gu, '\u{fffd}'),
  // Colours and other commands of a terminal.
  // oxlint-disable-next-line no-control-regex
  (text) => text.replaceAll(/\x1b\[[\p{Nd};]*[a-zA-Z]/gu, ''),
  (text) => text.replaceAll(CONTROLS, ''),
  (text) => text.normalize('NFC'),
];

/** The controls 128 to 159 of Latin-1 are letters and signs in Windows-1252, where they come from. */
function namedControls(text: string): string {
  return text.replaceAll(/[\u{80}-\u{9f}]/gu, (control) => ofByte(control.charCodeAt(0)));
}

/** Controls that print nothing, the byte order mark, and Unicode's marks for annotations and objects; tab and line ends stay. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f\u{206a}-\u{206f}\u{feff}\u{fff9}-\u{fffc}]/gu;

const LIGATURES: Readonly<Record<string, string>> = {
  Ĳ: 'IJ',
  ĳ: 'ij',
  ŉ: 'ʼn',
  Ǳ: 'DZ',
  ǲ: 'Dz',
  ǳ: 'dz',
  Ǆ: 'DŽ',
  ǅ: 'Dž',
  ǆ: 'dž',
  Ǉ: 'LJ',
  ǈ: 'Lj',
  ǉ: 'lj',
  Ǌ: 'NJ',
  ǋ: 'Nj',
  ǌ: 'nj',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'ſt',
  ﬆ: 'st',
};
const LIGATURE = new RegExp(`[${Object.keys(LIGATURES).join('')}]`, 'gu');
