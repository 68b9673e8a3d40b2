import { expect, test } from 'vitest';
import { parseContentRange } from './content-range.ts';

test('a part with and without the length of the whole', () => {
  expect(parseContentRange('bytes 0-499/1234')).toEqual({ begin: 0, end: 500, total: 1234 });
  expect(parseContentRange('bytes 42-1233/*')).toEqual({ begin: 42, end: 1234, total: null });
});

test.each([
  null,
  '',
  'bytes */1234',
  'bytes 9-3/10',
  'bytes 0-10/10',
  'items 0-1/2',
  'bytes 0-99999999999999999999/*',
])('%s says nothing', (header) => {
  expect(parseContentRange(header)).toBeNull();
});
