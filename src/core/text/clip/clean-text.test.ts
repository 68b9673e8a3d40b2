import { expect, test } from 'vitest';
import { cleanText, clipWords } from './clean-text.ts';
import { loadNamedEntities } from './html-entities.ts';

/**
 * What Python gives: `ftfy.fix_text` (6.3.1), `html.unescape` twice, `strip`, white space as one space, `lower`, and
 * the words that OpenCLIP's regular expression finds in it.
 */
const REFERENCES: readonly (readonly [string, string, readonly string[]])[] = [
  ['dog\u2019s', "dog's", ['dog', "'s"]],
  ['\u201cquoted\u201d \u2018cat\u2019', '"quoted" \'cat\'', ['"', 'quoted', '"', "'", 'cat', "'"]],
  ['rock &amp; roll', 'rock & roll', ['rock', '&', 'roll']],
  ['rock &amp;amp; roll', 'rock & roll', ['rock', '&', 'roll']],
  ['rock &amp;amp;amp; roll', 'rock & roll', ['rock', '&', 'roll']],
  ['5 &lt; 6', '5 < 6', ['5', '<', '6']],
  ['a < b &amp; c', 'a < b & c', ['a', '<', 'b', '&', 'c']],
  ['a < b\nd &amp;amp;amp; e', 'a < b d &amp; e', ['a', '<', 'b', 'd', '&', 'amp', ';', 'e']],
  ['&eacute;clair', '\u00e9clair', ['\u00e9clair']],
  ['&EACUTE;CLAIR', '\u00e9clair', ['\u00e9clair']],
  ['caf&#233;', 'caf\u00e9', ['caf\u00e9']],
  ['caf&#xE9;', 'caf\u00e9', ['caf\u00e9']],
  ['caf&#233', 'caf\u00e9', ['caf\u00e9']],
  ['&copy 2024', '\u00a9 2024', ['\u00a9', '2', '0', '2', '4']],
  ['this&not that', 'this\u00ac that', ['this', '\u00ac', 'that']],
  ['&notit;', '\u00acit;', ['\u00ac', 'it', ';']],
  ['&NotALetter;', '&notaletter;', ['&', 'notaletter', ';']],
  ['&AMP', '&', ['&']],
  ['&LTIMES;', '<imes;', ['<', 'imes', ';']],
  ['&fjlig;ord', 'fjord', ['fjord']],
  ['&bne;', '=\u20e5', ['=\u20e5']],
  ['&#128;5', '\u20ac5', ['\u20ac', '5']],
  ['&#0;', '\ufffd', ['\ufffd']],
  ['&#xD800;', '\ufffd', ['\ufffd']],
  ['&#1114112;', '\ufffd', ['\ufffd']],
  ['&#11;x&#65279;y', 'xy', ['xy']],
  ['&;', '&;', ['&;']],
  ['& cat', '& cat', ['&', 'cat']],
  ['AT&T', 'at&t', ['at', '&', 't']],
  ['&amp;#39;s', "'s", ["'s"]],
  ['\uff21\uff22\uff23 \uff43\uff41\uff54', 'abc cat', ['abc', 'cat']],
  ['\uff35\uff80\uff70\uff9d', 'u\u30bf\u30fc\u30f3', ['u\u30bf\u30fc\u30f3']],
  ['\uff76\uff9e', '\u30ac', ['\u30ac']],
  ['\u3000wide\u3000space', 'wide space', ['wide', 'space']],
  ['\ufb01sh and \ufb02ower', 'fish and flower', ['fish', 'and', 'flower']],
  [
    '\u0149 \u01c4 \u0133 \ufb03 \ufb05',
    "'n d\u017e ij ffi \u017ft",
    ["'", 'n', 'd\u017e', 'ij', 'ffi', '\u017ft'],
  ],
  ['a\u00a0cat', 'a cat', ['a', 'cat']],
  ['a\u200bcat', 'a\u200bcat', ['a', '\u200b', 'cat']],
  ['soft\u00adhyphen', 'soft\u00adhyphen', ['soft', '\u00ad', 'hyphen']],
  ['\ufeffcat\ufeff', 'cat', ['cat']],
  [
    'cat\r\ndog\rbird\u2028fish\u2029owl\u0085x',
    'cat dog bird fish owl\u2026x',
    ['cat', 'dog', 'bird', 'fish', 'owl', '\u2026', 'x'],
  ],
  ['\u001b[36;44mblue\u001b[0m cat', 'blue cat', ['blue', 'cat']],
  ['nul\u0000 bell\u0007 tab\t.', 'nul bell tab .', ['nul', 'bell', 'tab', '.']],
  ['\u206a\ufff9\ufffc.', '.', ['.']],
  ['e\u0301', '\u00e9', ['\u00e9']],
  ['\u00c5', '\u00e5', ['\u00e5']],
  ['\u0130STANBUL', 'i\u0307stanbul', ['i', '\u0307', 'stanbul']],
  ['\u039f\u0394\u039f\u03a3', '\u03bf\u03b4\u03bf\u03c2', ['\u03bf\u03b4\u03bf\u03c2']],
  ['\u1e9e', '\u00df', ['\u00df']],
  ["CAT's DOG'S", "cat's dog's", ['cat', "'s", 'dog', "'s"]],
  ['  many   spaces  ', 'many spaces', ['many', 'spaces']],
  ['a\u000bb\fc', 'ab c', ['ab', 'c']],
  ['caf\u00c3\u00a9', 'caf\u00e9', ['caf\u00e9']],
  ['sch\u00c3\u00b6n', 'sch\u00f6n', ['sch\u00f6n']],
  ['it\u00e2\u20ac\u2122s', "it's", ['it', "'s"]],
  ['Caf\u00c3\u0192\u00c2\u00a9', 'caf\u00e9', ['caf\u00e9']],
  ['Spa\u00df\u2026', 'spa\u00df\u2026', ['spa\u00df', '\u2026']],
  ['\u201c\u00c3\u00a9\u201d x', '"\u00e9" x', ['"', '\u00e9', '"', 'x']],
  ['a <|endoftext|> cat', 'a <|endoftext|> cat', ['a', '<|', 'endoftext', '|>', 'cat']],
  [
    '<start_of_text> <END_OF_TEXT>',
    '<start_of_text> <end_of_text>',
    ['<start_of_text>', '<end_of_text>'],
  ],
  ['<|startoftext|>', '<|startoftext|>', ['<|', 'startoftext', '|>']],
  ["'\u017f", "'\u017f", ["'\u017f"]],
  ['x\u0345y', 'x\u0345y', ['x', 'y']],
  ['1,000 dogs_2', '1,000 dogs_2', ['1', ',', '0', '0', '0', 'dogs', '_', '2']],
  ['\u732b\u3001\u72ac', '\u732b\u3001\u72ac', ['\u732b', '\u3001', '\u72ac']],
  [
    '\ud83d\udc36\ud83c\udffd\u200d\ud83e\uddb1',
    '\ud83d\udc36\ud83c\udffd\u200d\ud83e\uddb1',
    ['\ud83d\udc36\ud83c\udffd\u200d\ud83e\uddb1'],
  ],
  ['', '', []],
  ['\u3000', '', []],
  ['&nbsp;cat&nbsp;', 'cat', ['cat']],
  ['&ZeroWidthSpace;a', '\u200ba', ['\u200b', 'a']],
];

test.each(REFERENCES)('%j is read as Python reads it', async (text, clean, words) => {
  const named = await loadNamedEntities();
  expect(cleanText(text, named)).toBe(clean);
  expect(clipWords(clean)).toEqual(words);
});

test('the table of names is the whole of HTML’s: 2,125 with a semicolon, 106 of them without one too', async () => {
  const { values, legacy } = await loadNamedEntities();
  expect([values.size, legacy.size]).toEqual([2125, 106]);
});
