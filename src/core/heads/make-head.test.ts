import { describe, expect, test } from 'vitest';
import { goldenJson } from '../../testing/golden.ts';
import { readNpy } from '../archive/npy.ts';
import { parseSafetensorsHeader } from '../checkpoint/safetensors-header.ts';
import type { Matrix } from '../scoring/matrix.ts';
import { winnerOfRow } from '../scoring/winners.ts';
import { HEAD_KINDS, readsWords } from './head-kinds.ts';
import { headLogits } from './head.ts';
import { isTooMuchWork, makeHead, type HeadRequest } from './make-head.ts';
import { headAsNpy, headAsSafetensors } from './save-head.ts';

const rows = (...values: number[][]): Matrix => ({
  data: Float32Array.from(values.flat()),
  dims: [values.length, values[0]?.length ?? 0],
});

/** Two labels on the axes; the words name both pictures wrong, lengths are of no account. */
const crossed: HeadRequest = {
  kind: 'both',
  features: rows([5, 0], [0, 0.1]),
  labels: [0, 1],
  classes: 2,
  words: rows([0, 1], [1, 0]),
  trust: null,
};
const fixture = goldenJson('heads.json') as {
  readonly classes: number;
  readonly width: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly words: readonly number[];
  readonly tests: readonly number[];
};
const { classes, width } = fixture;
const matrix = (values: readonly number[]): Matrix => ({
  data: Float32Array.from(values),
  dims: [values.length / width, width],
});
const fixed: HeadRequest = {
  kind: 'both',
  features: matrix(fixture.features),
  labels: fixture.labels,
  classes,
  words: matrix(fixture.words),
  trust: null,
};

test('words that name every example wrong are not trusted: the pictures decide', () => {
  const { head, trust } = makeHead(crossed);
  expect(trust).toBe(0);
  // W0 = m: the unit axes, at scale 100.
  expect([...headLogits(head, rows([1, 0])).data]).toEqual([100, 0]);
});

test('the visitor’s own trust replaces the measured one, which is still told', () => {
  const { head, trust } = makeHead({ ...crossed, trust: 0.75 });
  expect(trust).toBe(0);
  // 0.75 t + 0.25 m of label 0 = (0.25, 0.75).
  expect([...headLogits(head, rows([1, 0])).data]).toEqual([25, 75]);
});

test('a label without an example is told by its words where they are read, and refused where not', () => {
  const words = rows([1, 0], [0, 1], [Math.SQRT1_2, Math.SQRT1_2]);
  const request = { ...crossed, classes: 3, words };
  const { data } = headLogits(makeHead(request).head, rows([Math.SQRT1_2, Math.SQRT1_2]));
  expect(data[2]).toBeCloseTo(100, 3);
  for (const kind of HEAD_KINDS.filter((one) => !readsWords(one)))
    expect(() => makeHead({ ...request, kind })).toThrow('Every label needs an example');
});

describe.each(HEAD_KINDS)('%s', (kind) => {
  test('labels in another order give the same logits in that order', () => {
    const turned = (label: number): number => (label + 1) % classes;
    const permuted = new Float32Array(classes * width);
    for (let c = 0; c < classes; c++)
      permuted.set(fixture.words.slice(c * width, (c + 1) * width), turned(c) * width);
    const plain = makeHead({ ...fixed, kind });
    const other = makeHead({
      ...fixed,
      kind,
      labels: fixture.labels.map(turned),
      words: { data: permuted, dims: [classes, width] },
    });
    expect(other.trust).toBeCloseTo(plain.trust ?? Number.NaN, 12);
    const tests = matrix(fixture.tests);
    const a = headLogits(plain.head, tests).data;
    const b = headLogits(other.head, tests).data;
    const at = (index: number) => index - (index % classes) + turned(index % classes);
    a.forEach((value, index) => expect(b[at(index)]).toBeCloseTo(value, 3));
  });

  test('names every example of well separated labels right, one picture each', () => {
    const request = { ...crossed, kind, words: rows([1, 0.1], [0.1, 1]) };
    const { data } = headLogits(makeHead(request).head, crossed.features);
    expect([winnerOfRow(data.subarray(0, 2)), winnerOfRow(data.subarray(2))]).toEqual([0, 1]);
  });
});

test.each([
  ['no example', { features: { data: new Float32Array(), dims: [0, 2] }, labels: [] }],
  ['a label that is none', { labels: [0, 2] }],
  ['fewer labels than pictures', { labels: [0] }],
  ['a vector that is not a number', { features: rows([Number.NaN, 0], [0, 1]) }],
  ['words of another width', { words: rows([1, 0, 0], [0, 1, 0]) }],
  ['trust above 1', { trust: 1.5 }],
  ['no words where they are read', { words: null }],
] as const)('%s is refused', (_, change) => {
  expect(() => makeHead({ ...crossed, ...change })).toThrow(RangeError);
});

test('work is bounded by what the sizes say, before anything is computed', () => {
  const sized = (kind: HeadRequest['kind'], count: number, dims: number, labels: number) =>
    isTooMuchWork({
      ...crossed,
      kind,
      features: { data: new Float32Array(), dims: [count, dims] },
      classes: labels,
    });
  expect(sized('both', 160, 512, 10)).toBe(false);
  expect(sized('both', 10_000, 512, 1000)).toBe(true);
  expect(sized('mean', 10_000, 512, 100)).toBe(false);
  expect(sized('gda', 2000, 512, 100)).toBe(false);
  expect(sized('gda', 200_000, 512, 100)).toBe(true);
});

test('saved class vectors are read back with their names, as safetensors and as .npy', async () => {
  const { head } = makeHead({ ...fixed, kind: 'logistic' });
  const names = Array.from({ length: classes }, (_, c) => `label\n${c}`);
  const saved = { head, names, about: { kind: 'logistic' } };
  const bytes = new Uint8Array(await new Blob(headAsSafetensors(saved)).arrayBuffer());
  const { tensors, metadata } = parseSafetensorsHeader(bytes, bytes.length);
  expect(tensors.map(({ name, shape }) => [name, shape])).toEqual(
    expect.arrayContaining([
      ['class_vectors', [classes, width]],
      ['bias', [classes]],
    ]),
  );
  expect(JSON.parse(metadata.get('names') ?? '')).toEqual(names);
  const [, npy] = splitZip(new Uint8Array(await new Blob(headAsNpy(saved)).arrayBuffer()));
  expect(npy.shape).toEqual([classes, width]);
  expect([...npy.values]).toEqual(head.kind === 'linear' ? [...head.weights.data] : []);
});

/** The first entry of a zip, whose entries are stored as they are. */
function splitZip(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer);
  const begin = 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const name = new TextDecoder().decode(bytes.subarray(30, 30 + view.getUint16(26, true)));
  const size = view.getUint32(18, true);
  return [name, readNpy(bytes.subarray(begin, begin + size))] as const;
}

test('two labels of one prompt are told apart by their pictures, and such words are not trusted', () => {
  const { head, trust } = makeHead({ ...crossed, words: rows([1, 0], [1, 0]) });
  expect(trust).toBe(0);
  expect(headLogits(head, rows([1, 0], [0, 1])).data).toEqual(Float32Array.of(100, 0, 0, 100));
});

test.each(HEAD_KINDS)('%s: the same picture under two labels speaks for neither', (kind) => {
  const features = rows(
    ...[0, 1, 2, 3].flatMap((far) => [
      [1, far],
      [1, far],
    ]),
  );
  const labels = [0, 1, 0, 1, 0, 1, 0, 1];
  const { head } = makeHead({ ...crossed, kind, features, labels, words: rows([1, 0], [1, 0]) });
  const [one = Number.NaN, other = Number.NaN] = headLogits(head, rows([0.6, 0.8])).data;
  expect(one).toBeCloseTo(other, 3);
});
