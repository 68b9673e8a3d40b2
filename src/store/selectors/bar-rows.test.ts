import fc from 'fast-check';
import { expect, test } from 'vitest';
import { standsBefore } from '../../core/scoring/stands-before.ts';
import { barRows } from './bar-rows.ts';
import type { PictureScores } from './scores.ts';

/** Scores of labels by their ids, which are numbers; the winner is the first of the best. */
function scoresOf(ranks: readonly number[], ids: readonly number[]): PictureScores {
  const labels = ids.map((id) => ({ id: `${id}`, text: `label ${id}`, prompts: null }));
  const made = labels.map((label, place) => {
    const rank = ranks[place] ?? 0;
    return { label, rank, cosine: rank, logit: rank, probability: 0 };
  });
  const best = Math.max(...ranks);
  const tied = ranks.flatMap((rank, place) => (rank === best ? [place] : []));
  return {
    labels,
    ranks,
    tied,
    winner: tied[0] ?? -1,
    at: (place) => made[place],
    scores: made,
  };
}

/** Few values, so that there are ties. */
const column = fc
  .array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 60 })
  .map((ranks) => ranks.map((rank) => rank / 4));

const ranked = ({ labels, ranks }: PictureScores): string[] =>
  [...labels.keys()]
    .toSorted((a, b) => (standsBefore(ranks[a] ?? 0, a, ranks[b] ?? 0, b) ? -1 : 1))
    .map((place) => labels[place]?.id ?? '');
const ids = (rows: ReturnType<typeof barRows>): string[] => rows.map(({ label }) => label.id);

test('however many bars are drawn, they are the first of the whole order', () => {
  fc.assert(
    fc.property(column, fc.integer({ min: 1, max: 60 }), (ranks, most) => {
      const own = scoresOf(ranks, [...ranks.keys()]);
      expect(ids(barRows(own, null, 'sorted', most))).toEqual(ranked(own).slice(0, most));
    }),
  );
});

test('in the order of another column come its labels that are here too, and the own winner', () => {
  fc.assert(
    fc.property(
      column,
      column,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 3 }),
      (ranks, others, most, shift) => {
        const own = scoresOf(ranks, [...ranks.keys()]);
        const lead = scoresOf(
          others,
          [...others.keys()].map((place) => place + shift),
        );
        const rows = ids(barRows(own, lead, 'first-column', most));
        const expected = ranked(lead)
          .filter((id) => Number(id) < ranks.length)
          .slice(0, most);
        const winner = `${own.winner}`;
        const whole = expected.includes(winner);
        expect(rows).toEqual(whole ? expected : [...expected.slice(0, -1), winner]);
      },
    ),
  );
});

test('a row of a thousand labels makes what it shows, and no more', () => {
  const ranks = Array.from({ length: 1000 }, (_, place) => Math.sin(place));
  const own = scoresOf(ranks, [...ranks.keys()]);
  const asked = new Set<number>();
  const counted = {
    ...own,
    at: (place: number) => {
      asked.add(place);
      return own.at(place);
    },
  };
  for (const order of ['labels', 'sorted', 'first-column'] as const)
    barRows(counted, own, order, 8);
  expect(asked.size).toBeLessThanOrEqual(17);
});
