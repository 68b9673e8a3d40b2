import { expect, test } from 'vitest';
import { cosineRow, cosinesOf } from './cosine-rows.ts';

test('no more than 64 MiB of cosines are kept; of pictures beyond that the winners are, and the rest is computed again', () => {
  const count = 1000;
  const labels = Array.from({ length: count }, (_, place) => ({
    id: `${place}`,
    text: `${place}`,
    prompts: null,
  }));
  // Two numbers wide: the label whose direction is the picture's wins.
  const vectors = labels.map((_, place) =>
    Float32Array.of(Math.cos(place / count), Math.sin(place / count)),
  );
  const classes = { labels, vectors, truncated: new Set<string>() };
  const pictures = Array.from({ length: 9000 }, (_, place) => vectors[place % count]?.slice());
  const rows = pictures.map((image) => cosineRow(image ?? new Float32Array(2), classes));
  const kept = rows.filter(({ cosines }) => cosines !== null);
  expect(kept.length).toBe(Math.floor(2 ** 26 / 8 / count));
  const last = rows.at(-1);
  expect(last?.cosines).toBeNull();
  expect(last?.winners).toContain(999);
  const cosines = cosinesOf(pictures.at(-1) ?? new Float32Array(2), classes);
  expect(cosines[999]).toBeCloseTo(1, 6);
  expect(last?.high).toBe(Math.max(...cosines));
  expect(last?.low).toBe(Math.min(...cosines));
});
