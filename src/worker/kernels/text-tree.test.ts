import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byBeginning } from '../../core/text/shared-beginnings.ts';
import { layOutTexts } from './text-tree.ts';
import { SEQUENCE } from './tower-plan.ts';

/** Few tokens, so that much is shared. */
const texts = fc.array(fc.array(fc.nat(2), { minLength: 1, maxLength: 7 }), {
  minLength: 1,
  maxLength: 60,
});

test('along its path every text is read whole, and no beginning that a neighbour has is there again', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), fc.integer({ min: 7, max: 40 }), (given, sorted, most) => {
      const rows = sorted ? given.toSorted(byBeginning) : given;
      for (let from = 0; from < rows.length;) {
        const tree = layOutTexts(rows, from, most);
        expect(tree.count).toBeGreaterThan(0);
        expect(tree.count).toBeLessThanOrEqual(most);
        expect(tree.tokens.length).toBeLessThanOrEqual(most);
        const inside = rows.slice(from, from + tree.count);
        for (const [i, text] of inside.entries()) {
          const [path = 0, length = 0, own = 0, read] = tree.sequences.slice(i * SEQUENCE);
          const places = tree.paths.slice(path, path + length);
          expect(places.map((row) => tree.tokens[row])).toEqual(text);
          expect(places.map((row) => tree.places[row])).toEqual(text.map((_, place) => place));
          expect(read).toBe(places.at(-1));
          // Its own rows are one behind the other.
          const first = places[length - own] ?? 0;
          expect(places.slice(length - own)).toEqual(
            Array.from({ length: own }, (_, k) => first + k),
          );
        }
        const beginnings = inside.flatMap((text) =>
          text.map((_, place) => text.slice(0, place + 1).join(' ')),
        );
        const least = sorted ? new Set(beginnings).size : tree.tokens.length;
        expect(tree.tokens).toHaveLength(least);
        from += tree.count;
      }
    }),
  );
});
