import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedBeginnings, tokensRead } from './shared-beginnings.ts';

const token = fc.nat(3);
/** Lists of templates and names: each text is a template's beginning, a name, and its end. */
const texts = fc
  .tuple(
    fc.array(fc.tuple(fc.array(token, { maxLength: 6 }), fc.array(token, { maxLength: 2 })), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.array(fc.array(token, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 }),
  )
  .map(([templates, names]) =>
    templates.flatMap(([before, behind]) => names.map((name) => before.concat(name, behind, 9))),
  );

test('every text is in one group, begins as its group does, and has a token left', () => {
  fc.assert(
    fc.property(texts, (rows) => {
      const groups = sharedBeginnings(rows);
      const places = groups.flatMap((group) => group.places);
      expect(places.toSorted((a, b) => a - b)).toEqual(rows.map((_, place) => place));
      for (const { length, places } of groups) {
        const beginning = rows[places[0] ?? 0]?.slice(0, length);
        for (const place of places) {
          expect(rows[place]?.slice(0, length)).toEqual(beginning);
          expect(rows[place]?.length).toBeGreaterThan(length);
        }
        const lengths = places.map((place) => rows[place]?.length ?? 0);
        expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
      }
    }),
  );
});

test('grouping never reads more tokens than the texts have', () => {
  fc.assert(
    fc.property(texts, (rows) => {
      const tokens = rows.reduce((sum, row) => sum + row.length, 0);
      expect(tokensRead(rows, sharedBeginnings(rows))).toBeLessThanOrEqual(tokens);
    }),
  );
});

test('a template is found, also where another begins with it', () => {
  const names = Array.from({ length: 100 }, (_, i) => [200 + i]);
  const rows = [
    ...names.map((name) => [1, 2, 3].concat(name, 9)),
    ...names.map((name) => [1, 2, 3, 4, 5].concat(name, 9)),
  ];
  const groups = sharedBeginnings(rows);
  expect(groups.map(({ length, places }) => [length, places.length])).toEqual([
    [5, 100],
    [3, 100],
  ]);
  expect(tokensRead(rows, groups)).toBe(200 * 2 + 5 + 3);
});

test('texts that share nothing stay together', () => {
  const rows = Array.from({ length: 50 }, (_, i) => [i, 9]);
  expect(sharedBeginnings(rows)).toEqual([{ length: 0, places: rows.map((_, i) => i) }]);
  expect(sharedBeginnings([])).toEqual([]);
});
