import { describe, expect, test } from 'vitest';
import { CONFIG_JSON, parseBoundedJson, TABLE_JSON, TOKENIZER_JSON } from './bounded-json.ts';

const SMALL = { characters: 200, depth: 3, containers: 6, values: 8 };

describe('what is within its bounds is read as JSON.parse reads it', () => {
  test.each([
    '[]',
    '{"a": [1, {"b": "]]]]]],,,,,,,,,,"}]}',
    '"\\"[[[[[["',
    '[[], [], [[]]]',
    'null',
  ])('%s', (text) => expect(parseBoundedJson(text, SMALL)).toEqual(JSON.parse(text)));

  test.each(['', '[', '"open', '{"a"}', '"\\'])('%j is no JSON', (text) => {
    expect(() => parseBoundedJson(text, SMALL)).toThrow(SyntaxError);
  });
});

test.each([
  ['characters', `"${'a'.repeat(200)}"`, 'characters of JSON'],
  ['depth', '[[[[]]]]', 'levels of JSON'],
  ['containers', '[[],[],[],[],[],{}]', 'lists and objects in JSON'],
  ['values', '[1,2,3,4,5,6,7,8,9,10]', 'values in JSON'],
] as const)('more %s than allowed are refused before a parser sees them', (bound, text, what) => {
  expect(() => parseBoundedJson(text, SMALL)).toThrow(
    expect.objectContaining({ code: 'too-much-work', details: { what, limit: SMALL[bound] } }),
  );
});

test.each([
  ['a configuration', CONFIG_JSON],
  ['a tokenizer', TOKENIZER_JSON],
  ['a table', TABLE_JSON],
])('twenty megabytes of opened lists as %s are refused', (_, bounds) => {
  const text = '[],'.repeat(7_000_000);
  for (const bad of ['['.repeat(1000), text]) {
    expect(() => parseBoundedJson(bad, bounds)).toThrow(
      expect.objectContaining({ code: 'too-much-work' }),
    );
  }
});
