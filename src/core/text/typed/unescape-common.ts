import { ofNumber } from '../clip/html-entities.ts';

/** Latin-1's names in the order of their characters, 160 to 255 (HTML 4, "Character entity references"). */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const NAMES: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.split(' ').map((name, index) => [name, String.fromCharCode(160 + index)] as const),
  ...Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    ndash: '–',
    mdash: '—',
    hellip: '…',
    bull: '•',
    euro: '€',
    trade: '™',
    OElig: 'Œ',
    oelig: 'œ',
    Scaron: 'Š',
    scaron: 'š',
    comma: ',',
    semi: ';',
    vert: '|',
    lpar: '(',
    rpar: ')',
    lsqb: '[',
    rsqb: ']',
    lcub: '{',
    rcub: '}',
    Tab: '\t',
    NewLine: '\n',
    lsaquo: '‹',
    rsaquo: '›',
  }),
]);

/** A text that was escaped, and escaped again by the next program. */
const MOST_LAYERS = 3;

/**
 * HTML's usual character references as characters, as far as people paste them: numbers, Latin letters, quotes and
 * dashes, always with their semicolon. For what the model reads the whole table counts.
 */
export function unescapeCommon(text: string): string {
  let read = text;
  for (let layer = 0; layer < MOST_LAYERS && read.includes('&'); layer++)
    read = read.replaceAll(
      /&(?:(#\d{1,7}|#x[\da-f]{1,6})|([a-z]\w{1,7}));/giu,
      (whole, number?: string, name = '') =>
        number === undefined ? (NAMES.get(name as string) ?? whole) : ofNumber(number),
    );
  return read;
}
