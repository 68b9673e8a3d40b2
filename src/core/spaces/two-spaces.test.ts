import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson, hasGolden } from '../../testing/golden.ts';
import { readNpy } from '../archive/npy.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import type { Matrix } from '../scoring/matrix.ts';
import { MEASURED } from './measured.ts';
import { moved, type Plane } from './planes.ts';
import { MOST_POINTS, twoSpaces, type TwoSpaces } from './two-spaces.ts';

const FOLDER = 'openai-b16-vectors';
const KINDS = ['trained', 'random'] as const;

const matrix = (...rows: readonly (readonly number[])[]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  dims: [rows.length, rows[0]?.length ?? 0],
});

/** Pictures and captions, a caption for each picture in the same order. */
function pairs(values: Float32Array, width = 512) {
  const half = values.length / 2;
  const dims = [half / width, width] as const;
  return {
    pictures: { data: values.subarray(0, half), dims },
    labels: { data: values.subarray(half), dims },
    truths: Int32Array.from({ length: dims[0] }, (_, i) => i),
    scale: 100,
  };
}

function spacesOf(request: Parameters<typeof twoSpaces>[0]): TwoSpaces {
  const found = twoSpaces(request);
  if (found.kind !== 'spaces') throw new Error('There are too few points.');
  return found;
}

function at({ closing }: TwoSpaces, share: number) {
  const found = closing.find((step) => Math.abs(step.share - share) < 1e-9);
  if (!found) throw new Error(`Nothing is known of a share of ${share}.`);
  return found;
}

describe.runIf(hasGolden(`${FOLDER}/trained.npy`))('500 pictures and captions of ViT-B/16', () => {
  const of = (kind: (typeof KINDS)[number]): TwoSpaces => {
    const { values } = readNpy(goldenBytes(`${FOLDER}/${kind}.npy`));
    return spacesOf(pairs(Float32Array.from(values)));
  };
  const [trained, random] = [of('trained'), of('random')];

  test('gap, cosines and right answers of the trained and of the fresh model', () => {
    expect(trained.gap).toBeCloseTo(0.851, 3);
    expect(trained.cosines.pictures).toBeCloseTo(0.531, 3);
    expect(trained.cosines.labels).toBeCloseTo(0.515, 3);
    expect(trained.cosines.matched).toBeCloseTo(0.31, 3);
    expect(trained.cosines.unmatched).toBeCloseTo(0.162, 3);
    expect(at(trained, 0).right / trained.known).toBeCloseTo(0.552, 6);
    expect(random.gap).toBeCloseTo(1.136, 3);
    expect(random.cosines.pictures).toBeCloseTo(0.681, 3);
    expect(random.cosines.labels).toBeCloseTo(0.663, 3);
    expect(random.cosines.matched).toBeCloseTo(0.029, 3);
    expect(random.cosines.unmatched).toBeCloseTo(0.028, 3);
    expect(at(random, 0).right / random.known).toBeCloseTo(0.002, 6);
  });

  test('what the page says of these vectors is what it finds in them', () => {
    expect(trained.gap).toBeCloseTo(MEASURED.gap, 3);
    expect(trained.known).toBe(MEASURED.pictures);
    expect(at(trained, 0).right / trained.known).toBeCloseTo(MEASURED.right, 6);
    expect(at(trained, 1).right / trained.known).toBeCloseTo(MEASURED.closed, 6);
  });

  test('closing the gap makes the trained model worse, step by step', () => {
    const figures = [0, 0.25, 0.5, 1].map((share) => at(trained, share));
    const expected = [1.719, 1.867, 2.441, 4.245];
    for (const [i, { loss }] of figures.entries()) expect(loss).toBeCloseTo(expected[i] ?? 0, 3);
    expect(figures.map(({ right }) => Math.round((right / trained.known) * 100))).toEqual([
      55, 52, 45, 30,
    ]);
    // Up to a twentieth it changes next to nothing; from there on every step costs.
    const losses = trained.closing.slice(2).map(({ loss }) => loss);
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    expect(losses[0]).toBeGreaterThan(at(trained, 0).loss);
  });
});

interface Figures {
  readonly gap: number;
  readonly pictures: number;
  readonly labels: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly closing: readonly { share: number; loss: number; right: number }[];
  readonly apart: PlaneFigures;
  readonly centred: PlaneFigures;
}
interface PlaneFigures {
  readonly pictures: readonly [readonly number[], readonly number[]];
  readonly labels: readonly [readonly number[], readonly number[]];
}

describe.each(KINDS)('40 pairs of the %s model, as numpy works them out', (kind) => {
  const { figures } = goldenJson(`${FOLDER}/figures.json`) as {
    readonly figures: Readonly<Record<(typeof KINDS)[number], Figures>>;
  };
  const expected = figures[kind];
  const found = spacesOf(pairs(decodeTensor(goldenBytes(`${FOLDER}/${kind}-40.f16`), 'F16')));

  test('gap, cosines, loss and right answers', () => {
    expect(found.gap).toBeCloseTo(expected.gap, 5);
    for (const name of ['pictures', 'labels', 'matched', 'unmatched'] as const)
      expect(found.cosines[name]).toBeCloseTo(expected[name], 5);
    for (const { share, loss, right } of expected.closing) {
      expect(at(found, share).loss).toBeCloseTo(loss, 4);
      expect(at(found, share).right).toBe(right);
    }
  });

  test('components are those of the singular value decomposition, their signs and order included', () => {
    for (const view of ['apart', 'centred'] as const)
      for (const points of ['pictures', 'labels'] as const)
        for (const axis of [0, 1] as const)
          expect(furthest(found[view][points], axis, expected[view][points][axis])).toBeLessThan(
            5e-4,
          );
  });
});

function furthest(points: Float32Array, axis: 0 | 1, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs((points[i * 2 + axis] ?? 9) - value)));
}

/** Unit vectors in three dimensions, so that everything can be said on paper. */
const paper = {
  pictures: matrix([3, 4, 0], [3, -4, 0]),
  labels: matrix([-6, 8, 0], [-3, -4, 0]),
  truths: Int32Array.of(0, 1),
  scale: 10,
};

describe('on paper', () => {
  test('the gap lies along x, the rest along y, and lengths of vectors are of no account', () => {
    const { gap, apart, centred, winners } = spacesOf(paper);
    expect(gap).toBeCloseTo(1.2, 6);
    expect(rounded(apart)).toEqual({
      pictures: [0.6, 0.8, 0.6, -0.8],
      labels: [-0.6, 0.8, -0.6, -0.8],
    });
    expect(rounded(centred)).toEqual({ pictures: [0.8, 0, -0.8, 0], labels: [0.8, 0, -0.8, 0] });
    expect([...winners]).toEqual([0, 1]);
  });

  test('cosines are those of all pairs', () => {
    const { cosines } = spacesOf(paper);
    expect(cosines.pictures).toBeCloseTo(0.36 - 0.64, 6);
    expect(cosines.labels).toBeCloseTo(0.36 - 0.64, 6);
    expect(cosines.matched).toBeCloseTo(0.64 - 0.36, 6);
    expect(cosines.unmatched).toBeCloseTo(-0.36 - 0.64, 6);
  });

  test('closed wholly, pictures lie where their labels do', () => {
    const { closing, apart, gap } = spacesOf({
      ...paper,
      pictures: matrix([0.6, 0.8, 0], [0.6, -0.8, 0]),
    });
    const start = Math.log(1 + Math.exp(10 * (-0.36 - 0.64 - (0.64 - 0.36))));
    expect(closing[0]?.loss).toBeCloseTo(start, 6);
    // (0.6 - 1.2, 0.8) has length 1 and is the label itself.
    expect(closing.at(-1)?.loss).toBeCloseTo(Math.log(1 + Math.exp(10 * (0.36 - 0.64 - 1))), 6);
    const [x, y] = moved(apart.pictures[0] ?? 0, apart.pictures[1] ?? 0, gap, 1);
    expect([x, y]).toEqual([expect.closeTo(-0.6, 6), expect.closeTo(0.8, 6)]);
  });

  test('two components that explain as much are told apart by right angles, not left out', () => {
    const cross = matrix([1, 0, 0, 9], [-1, 0, 0, 9], [0, 1, 0, 9], [0, -1, 0, 9]);
    const { centred } = spacesOf({
      pictures: cross,
      labels: cross,
      truths: new Int32Array(4).fill(-1),
      scale: 1,
    });
    const spread = (axis: number) =>
      [0, 1, 2, 3].reduce((sum, i) => sum + (centred.pictures[i * 2 + axis] ?? 0) ** 2, 0);
    expect(spread(0)).toBeCloseTo(2 / 82, 5);
    expect(spread(1)).toBeCloseTo(2 / 82, 5);
  });
});

function rounded({ pictures, labels }: Plane) {
  const list = (values: Float32Array) =>
    [...values].map((value) => Math.round(value * 1e5) / 1e5 + 0);
  return { pictures: list(pictures), labels: list(labels) };
}

describe('properties', () => {
  const vectors = (count: number, width: number) =>
    fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: count * width,
        maxLength: count * width,
      })
      .filter((values) =>
        Array.from({ length: count }, (_, row) =>
          values.slice(row * width, (row + 1) * width),
        ).every((row) => Math.hypot(...row) > 0.1),
      );

  test('no direction beside the found one holds more; distances in a view are at most those in space', () => {
    fc.assert(
      fc.property(vectors(7, 5), vectors(1, 5), (values, direction) => {
        const request = {
          pictures: { data: Float32Array.from(values.slice(0, 20)), dims: [4, 5] as const },
          labels: { data: Float32Array.from(values.slice(20)), dims: [3, 5] as const },
          truths: Int32Array.of(0, 1, 2, -1),
          scale: 10,
        };
        const { centred } = spacesOf(request);
        const length = Math.hypot(...direction);
        const unit = direction.map((value) => value / length);
        const own = energy([centred.pictures, centred.labels], 0);
        expect(energyAlong(request, unit)).toBeLessThanOrEqual(own * (1 + 1e-3) + 1e-5);
        expect(energy([centred.pictures, centred.labels], 1)).toBeLessThanOrEqual(
          own * (1 + 1e-3) + 1e-5,
        );
      }),
    );
  });

  test('what has no direction is left out, counted, and moves nothing', () => {
    const whole = spacesOf(paper);
    const { leftOut, known, ...found } = spacesOf({
      pictures: matrix([Number.NaN, 1, 1], [3, 4, 0], [0, 0, 0], [3, -4, 0]),
      labels: matrix([-6, 8, 0], [Number.POSITIVE_INFINITY, 0, 0], [-3, -4, 0]),
      truths: Int32Array.of(0, 0, 0, 2),
      scale: 10,
    });
    expect(leftOut).toEqual({ pictures: 2, labels: 1 });
    expect(known).toBe(2);
    expect(found.gap).toBe(whole.gap);
    expect(found.closing).toEqual(whole.closing);
    expect([...found.winners]).toEqual([-1, 0, -1, 2]);
    expect(found.apart.pictures.slice(2, 4)).toEqual(whole.apart.pictures.slice(0, 2));
    expect(found.apart.pictures.slice(0, 2)).toEqual(Float32Array.of(Number.NaN, Number.NaN));
  });

  test('fewer than two pictures or labels with a direction have no spaces', () => {
    expect(twoSpaces({ ...paper, pictures: matrix([1, 0, 0], [0, 0, 0]) })).toEqual({
      kind: 'too-few',
      pictures: 1,
      labels: 2,
    });
    expect(twoSpaces({ ...paper, labels: matrix([1, 0, 0], [Number.NaN, 0, 0]) })).toEqual({
      kind: 'too-few',
      pictures: 2,
      labels: 1,
    });
  });

  test('equal vectors everywhere have a place, no gap and no spread', () => {
    const same = matrix([1, 0, 0], [2, 0, 0]);
    const { gap, centred, closing } = spacesOf({ ...paper, pictures: same, labels: same });
    expect(gap).toBe(0);
    expect(rounded(centred)).toEqual({ pictures: [0, 0, 0, 0], labels: [0, 0, 0, 0] });
    expect(closing[0]?.loss).toBeCloseTo(Math.LN2, 6);
  });

  test('where nobody said what a picture is, nothing is counted', () => {
    const found = spacesOf({ ...paper, truths: Int32Array.of(-1, -1) });
    expect(found.closing).toEqual([]);
    expect(found.cosines.matched).toBeNull();
    expect(found.cosines.unmatched).toBeNull();
  });

  test.each([
    ['widths that differ', { labels: matrix([1, 0], [0, 1]) }, 'cannot be compared'],
    ['a label beyond the list', { truths: Int32Array.of(0, 2) }, 'not one of 2'],
    ['a label too few', { truths: Int32Array.of(0) }, '2 pictures have 1 labels'],
    ['a factor that is no number', { scale: Number.NaN }, 'factor'],
    [
      'more points than are drawn',
      { labels: { data: new Float32Array(MOST_POINTS * 3), dims: [MOST_POINTS, 3] as const } },
      `At most ${MOST_POINTS}`,
    ],
  ])('%s are refused', (_, change, message) => {
    expect(() => twoSpaces({ ...paper, ...change })).toThrow(message);
  });
});

function energy(points: readonly Float32Array[], axis: number): number {
  return points.reduce(
    (sum, values) =>
      sum + values.filter((_, i) => i % 2 === axis).reduce((own, value) => own + value ** 2, 0),
    0,
  );
}

/** Squares along a direction of both kinds, each of length 1 and less its own mean. */
function energyAlong(
  { pictures, labels }: { readonly pictures: Matrix; readonly labels: Matrix },
  direction: readonly number[],
): number {
  return [pictures, labels].reduce((sum, { data, dims: [count, width] }) => {
    const products = Array.from({ length: count }, (_, row) => {
      const own = Array.from(data.slice(row * width, (row + 1) * width));
      const length = Math.hypot(...own);
      return own.reduce((product, value, i) => product + (value / length) * (direction[i] ?? 0), 0);
    });
    const mean = products.reduce((all, value) => all + value, 0) / count;
    return sum + products.reduce((all, value) => all + (value - mean) ** 2, 0);
  }, 0);
}
