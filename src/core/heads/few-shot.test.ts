import { describe, expect, test } from 'vitest';
import { goldenJson, relativeError } from '../../testing/golden.ts';
import type { Matrix } from '../scoring/matrix.ts';
import {
  classMeans,
  gaussianHead,
  logisticHead,
  nearestMeanHead,
  tipAdapter,
  trustInWords,
  wordsAndPictures,
} from './few-shot.ts';
import { headLogits, type Head } from './head.ts';
import { minimise } from './lbfgs.ts';
import { softmaxRegression, type Examples } from './softmax-regression.ts';

/** By NumPy, SciPy and scikit-learn: `training/make_head_fixtures.py`. */
const fixture = goldenJson('heads.json') as {
  readonly classes: number;
  readonly width: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly words: readonly number[];
  readonly tests: readonly number[];
  readonly logistic: readonly number[];
  readonly tip_adapter: readonly number[];
  readonly gaussian: readonly number[];
  readonly fits: readonly {
    readonly trust: number;
    readonly prior: readonly number[];
    readonly weights: readonly number[];
    readonly value: number;
  }[];
};

const rows = (values: readonly number[], width = fixture.width): Matrix => ({
  data: Float32Array.from(values),
  dims: [values.length / width, width],
});
const examples: Examples = {
  features: rows(fixture.features),
  labels: fixture.labels,
  classes: fixture.classes,
};
const words = rows(fixture.words);
const tests = rows(fixture.tests);
const weightsOf = (head: Head): Float32Array =>
  head.kind === 'linear' ? head.weights.data : head.words.data;

describe('against scikit-learn, SciPy and NumPy', () => {
  test('logistic regression', () => {
    const { data } = headLogits(logisticHead(examples), tests);
    expect(relativeError(data, fixture.logistic)).toBeLessThan(1e-6);
  });

  test.each(fixture.fits)('words and pictures, trusted by $trust', ({ trust, weights }) => {
    const fitted = weightsOf(wordsAndPictures(examples, words, trust));
    expect(relativeError(fitted, weights)).toBeLessThan(1e-6);
  });

  test.each(fixture.fits)('the least value, trusted by $trust', ({ trust, prior, value }) => {
    const start = Float64Array.from(prior);
    const objective = softmaxRegression(examples, {
      scale: 100,
      loss: 1 / fixture.labels.length,
      pull: Math.max(100 * trust, 1),
      prior: start,
      bias: false,
    });
    expect(minimise(objective, start).value / value).toBeCloseTo(1, 6);
  });

  test('Tip-Adapter', () => {
    const { data } = headLogits(tipAdapter(examples, words), tests);
    expect(relativeError(data, fixture.tip_adapter)).toBeLessThan(1e-6);
  });

  test('Gaussian discriminant analysis', () => {
    const { data } = headLogits(gaussianHead(examples), tests);
    expect(relativeError(data, fixture.gaussian)).toBeLessThan(1e-5);
  });
});

describe('by hand', () => {
  // Two labels along the axes; the second one's words point the wrong way.
  const two: Examples = {
    features: rows([1, 0, 0.8, 0.6, 0, 1], 2),
    labels: [0, 0, 1],
    classes: 2,
  };

  test('a mean is the unit sum of its pictures', () => {
    const { means, counts } = classMeans(two);
    expect(counts).toEqual([2, 1]);
    const length = Math.hypot(1.8, 0.6);
    expect([...means.data]).toEqual([
      expect.closeTo(1.8 / length, 6),
      expect.closeTo(0.6 / length, 6),
      0,
      1,
    ]);
    expect(weightsOf(nearestMeanHead(two))).toEqual(means.data);
  });

  test('words that are always right are trusted fully, words that guess not at all', () => {
    expect(trustInWords(two, rows([1, 0, 0, 1], 2))).toBe(1);
    expect(trustInWords(two, rows([0, 1, 1, 0], 2))).toBe(0);
    // Label 0 right on both, label 1 wrong: a balanced half, which is what guessing gives.
    expect(trustInWords(two, rows([1, 0, 0, -1], 2))).toBe(0);
  });

  test('equal words are wrong words, and one label is no choice', () => {
    expect(trustInWords(two, rows([1, 0, 1, 0], 2))).toBe(0);
    expect(trustInWords({ ...two, labels: [0, 0, 0], classes: 1 }, rows([1, 0], 2))).toBe(0);
  });

  test('with one picture a label the head lies between words and pictures', () => {
    const one: Examples = { features: rows([0, 1, 1, 0], 2), labels: [0, 1], classes: 2 };
    const head = wordsAndPictures(one, rows([1, 0, 0, 1], 2), 0.25);
    expect([...weightsOf(head)]).toEqual([0.25, 0.75, 0.75, 0.25]);
  });

  test('a label without pictures keeps its words', () => {
    const none: Examples = { features: rows([0, 1], 2), labels: [0], classes: 2 };
    const head = wordsAndPictures(none, rows([1, 0, 0.6, 0.8], 2), 0);
    expect([...weightsOf(head)]).toEqual([0, 1, expect.closeTo(0.6, 6), expect.closeTo(0.8, 6)]);
  });
});

test('labels in another order give the same answers in that order', () => {
  const turn = [2, 0, 3, 1];
  const permuted: Examples = {
    ...examples,
    labels: fixture.labels.map((label) => turn.indexOf(label)),
  };
  const turnedWords = rows(
    turn.flatMap((label) => [...words.data.subarray(label * 6, label * 6 + 6)]),
  );
  const heads: readonly ((given: Examples, by: Matrix) => Head)[] = [
    (given) => nearestMeanHead(given),
    (given) => logisticHead(given),
    (given) => gaussianHead(given),
    tipAdapter,
    wordsAndPictures,
  ];
  for (const make of heads) {
    const before = headLogits(make(examples, words), tests).data;
    const after = headLogits(make(permuted, turnedWords), tests).data;
    const expected = Array.from(
      { length: before.length },
      (_, index) => before[Math.floor(index / 4) * 4 + (turn[index % 4] ?? 0)] ?? 0,
    );
    expect(relativeError(after, expected)).toBeLessThan(1e-5);
  }
});
