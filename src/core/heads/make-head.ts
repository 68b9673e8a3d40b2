import { normaliseRows } from '../scoring/normalise-rows.ts';
import { requireMatrix, type Matrix } from '../scoring/matrix.ts';
import {
  classMeans,
  gaussianHead,
  logisticHead,
  nearestMeanHead,
  tipAdapter,
  trustInWords,
  wordsAndPictures,
} from './few-shot.ts';
import type { Head } from './head.ts';
import { HEAD_KINDS, readsWords, type HeadKind } from './head-kinds.ts';
import type { Examples } from './softmax-regression.ts';

export interface HeadRequest {
  readonly kind: HeadKind;
  /** [N, D] picture vectors of any length. */
  readonly features: Matrix;
  /** [N], each in 0..classes-1. */
  readonly labels: readonly number[];
  readonly classes: number;
  /** Unit class vectors [C, D]; `null` where the kind does not read them. */
  readonly words: Matrix | null;
  /** g, from 0 to 1; `null`: as measured on the examples. */
  readonly trust: number | null;
}

export interface MadeHead {
  readonly head: Head;
  /** g as measured on the examples; `null` where there are no words. */
  readonly trust: number | null;
}

/** Multiplications that one head may take: some ten seconds of one thread. */
const MOST_WORK = 5e9;
/** Evaluations of the objective that a fit takes at most, where it is well posed. */
const EVALUATIONS = 100;

/** Multiplications that a head of that size takes, roughly. */
export function headWork({ kind, features, classes }: HeadRequest): number {
  const [count, width] = features.dims;
  if (kind === 'gda') return count * width * width + width ** 3 / 3;
  const once = count * classes * width;
  return kind === 'mean' || kind === 'tip-adapter' ? once : 2 * once * EVALUATIONS;
}

/** Whether a head of that size is made at all. */
export const isTooMuchWork = (request: HeadRequest): boolean => headWork(request) > MOST_WORK;

/**
 * The head of that kind. `pictures` are words and pictures with g = 0: every label must then have an example, as for every
 * kind that does not read words.
 * @throws RangeError where the numbers do not fit together, or a label has nothing to be told by
 */
export function makeHead(request: HeadRequest): MadeHead {
  const { kind, labels, classes, words } = request;
  requireFit(request);
  const examples: Examples = { features: normaliseRows(request.features), labels, classes };
  const trust = words && trustInWords(examples, words);
  if (!readsWords(kind) && classMeans(examples).counts.includes(0)) {
    throw new RangeError('Every label needs an example where no words are read.');
  }
  return { head: headOf(request, examples, trust), trust };
}

function headOf({ kind, words, trust }: HeadRequest, examples: Examples, measured: number | null) {
  switch (kind) {
    case 'mean':
      return nearestMeanHead(examples);
    case 'logistic':
      return logisticHead(examples);
    case 'gda':
      return gaussianHead(examples);
    case 'pictures':
      return wordsAndPictures(examples, classMeans(examples).means, 0);
    case 'tip-adapter':
      return tipAdapter(examples, asWords(words));
    case 'both':
      return wordsAndPictures(examples, asWords(words), trust ?? measured ?? 0);
  }
}

function asWords(words: Matrix | null): Matrix {
  if (words) return words;
  throw new RangeError('This head needs the class vectors of the words.');
}

function requireFit({ kind, features, labels, classes, words, trust }: HeadRequest): void {
  requireMatrix(features);
  if (!HEAD_KINDS.includes(kind)) throw new RangeError(`There is no head named ${kind}.`);
  const whole = Number.isInteger(classes) && classes > 0;
  if (!whole || features.dims[0] === 0) throw new RangeError('A head needs labels and examples.');
  if (labels.length !== features.dims[0])
    throw new RangeError(`${features.dims[0]} pictures have ${labels.length} labels.`);
  if (labels.some((label) => !Number.isInteger(label) || label < 0 || label >= classes))
    throw new RangeError(`A label is not one of ${classes}.`);
  if (trust !== null && !(trust >= 0 && trust <= 1))
    throw new RangeError(`Words are trusted from 0 to 1, not ${trust}.`);
  if (!features.data.every(Number.isFinite))
    throw new RangeError('A picture’s vector is not a number.');
  if (!words) return;
  requireMatrix(words);
  if (words.dims[0] !== classes || words.dims[1] !== features.dims[1])
    throw new RangeError('Words and pictures do not fit together.');
}
