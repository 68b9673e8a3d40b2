import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isArchiveError } from '../errors.ts';
import { readText } from '../charset/read-text.ts';
import { createMatcher } from './match-pictures.ts';
import { chooseReading, matchRows, rowsOf } from './read-table.ts';
import { tableForms } from './table-rows.ts';

const PATHS = ['s/train/1.jpg', 's/test/1.jpg', 's/a b.png', 's/café.JPG'];
const PIECES = [
  '1.jpg',
  '1',
  'a b.png',
  'cat',
  ',',
  ';',
  '\t',
  '|',
  '"',
  "'",
  '\n',
  '\r\n',
  ' ',
  'sep=',
  'file',
  'label',
  '{"a":',
  '}',
  '[',
  '/',
  '\\',
  '..',
  'é',
  '\ufeff',
  '\0',
];

/** The matched rows of a text that is read as a table; none where it is refused. */
function rowsMatched(path: string, text: string): readonly number[] {
  const matcher = createMatcher(PATHS);
  try {
    const reading = chooseReading(tableForms(path, text), matcher);
    return reading ? matchRows(rowsOf(reading).rows, matcher, PATHS.length).pictureOfRow : [];
  } catch (error) {
    if (isArchiveError(error)) return [];
    throw error;
  }
}

test('any text is a table of pictures that are here, or none, or refused with a reason', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((some) => some.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom('x.csv', 'x.txt', 'x.jsonl', 'x.json'), (made, path) => {
      for (const picture of rowsMatched(path, made)) {
        expect(picture).toBeGreaterThanOrEqual(-1);
        expect(picture).toBeLessThan(PATHS.length);
      }
    }),
    { numRuns: 5000 },
  );
});

test('any bytes are a text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom('en', 'zh', 'ja', 'ru'),
      (bytes, language) => {
        expect(typeof readText(bytes, null, language).text).toBe('string');
      },
    ),
    { numRuns: 3000 },
  );
});
