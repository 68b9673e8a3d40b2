import { expect, test } from 'vitest';
import type { RungVectors } from '../../store/ladder/rungs.ts';
import type { Picture } from '../../store/types.ts';
import { rungBars, rungSummary, silenceOf } from './rung-scores.ts';

const labels = ['dog', 'cat'].map((text) => ({ id: text, text, prompts: null }));
const pictures = ['dog', 'cat'].map((name): Picture => ({
  id: name,
  name,
  blob: null,
  url: '',
  known: [name],
  sample: null,
}));
const [east, north] = [new Float32Array([1, 0]), new Float32Array([0, 1])];
const complete: RungVectors = {
  images: new Map([
    ['dog', east],
    ['cat', north],
  ]),
  classes: [east, north],
  scale: Math.log(3),
};

test('bars are the softmax of scaled cosines, largest first', () => {
  // exp(ln 3) to exp(0) is three to one.
  const bars = rungBars(complete, labels, 'cat');
  expect(bars?.map(({ label }) => label.text)).toEqual(['cat', 'dog']);
  expect(bars?.[0]?.probability).toBeCloseTo(0.75, 6);
  expect(rungBars(complete, labels, 'fish')).toBeNull();
});

test('the complete model is like itself, and right', () => {
  expect(rungSummary(complete, complete, labels, pictures)).toEqual({
    imageCosine: 1,
    textCosine: 1,
    known: 2,
    right: 2,
  });
});

test('labels that all point one way cost half', () => {
  const broken = { ...complete, classes: [east, east] };
  const summary = rungSummary(broken, complete, labels, pictures);
  expect(summary).toEqual({ imageCosine: 1, textCosine: 0.5, known: 2, right: 1 });
});

test('a rung that changes no winner says whether it changes anything at all', () => {
  expect(silenceOf(complete, complete, labels, pictures)).toEqual({ kind: 'untouched' });
  // Three to four in a right-angled triangle: the first label turns by a cosine of 0.8, and stays nearest.
  const turned = { ...complete, classes: [new Float32Array([0.8, 0.6]), north] };
  const silence = silenceOf(turned, complete, labels, pictures);
  expect(silence).toEqual({ kind: 'too-little', cosine: expect.closeTo(0.9, 6) as number });
  const broken = { ...complete, classes: [east, east] };
  expect(silenceOf(broken, complete, labels, pictures)).toBeNull();
});
