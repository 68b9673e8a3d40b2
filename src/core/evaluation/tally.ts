import { addConfidence, createReliability, type Reliability } from './calibration.ts';
import {
  addConfusion,
  CONFUSION_CLASS_LIMIT,
  createConfusion,
  type Confusion,
} from './confusion.ts';

/**
 * Everything that one column's results are computed from. Its size depends on the number of classes only, so that
 * 50,000 pictures take no more memory than 50.
 */
export interface Tally {
  readonly classCount: number;
  /** Pictures entered. */
  pictures: number;
  /** Pictures that could not be read, or whose scores were not all finite. They are in no other count. */
  unscored: number;
  /** [N] pictures by the rank of their true class. */
  readonly ranks: Uint32Array;
  /** [N] pictures of each class, those of them predicted rightly, and how often each class is predicted at all. */
  readonly classTotals: Uint32Array;
  readonly classRight: Uint32Array;
  readonly predicted: Uint32Array;
  /** `null` where there are too many classes for a matrix. */
  readonly confusion: Confusion | null;
  readonly reliability: Reliability;
}

/** What a column says about one picture. */
export interface Judgement {
  readonly predicted: number;
  /** Rank of the true class, from 0. */
  readonly rank: number;
  /** Probability of the predicted class. */
  readonly confidence: number;
}

/** A tally that no picture has entered yet. */
export function createTally(classCount: number): Tally {
  if (!Number.isInteger(classCount) || classCount < 1) {
    throw new RangeError(`${classCount} is no number of classes.`);
  }
  return {
    classCount,
    pictures: 0,
    unscored: 0,
    ranks: new Uint32Array(classCount),
    classTotals: new Uint32Array(classCount),
    classRight: new Uint32Array(classCount),
    predicted: new Uint32Array(classCount),
    confusion: classCount > CONFUSION_CLASS_LIMIT ? null : createConfusion(classCount),
    reliability: createReliability(),
  };
}

/** Enters one picture; `null` stands for one whose scores were not finite. */
export function addToTally(tally: Tally, trueClass: number, judgement: Judgement | null): void {
  if (!judgement) {
    tally.unscored++;
    return;
  }
  const { predicted, rank, confidence } = judgement;
  const right = predicted === trueClass;
  requireBelow(trueClass, tally.classCount);
  requireBelow(predicted, tally.classCount);
  requireBelow(rank, tally.classCount);
  addConfidence(tally.reliability, confidence, right);
  if (tally.confusion) addConfusion(tally.confusion, trueClass, predicted);
  tally.pictures++;
  increment(tally.ranks, rank);
  increment(tally.classTotals, trueClass);
  increment(tally.predicted, predicted);
  if (right) increment(tally.classRight, trueClass);
}

/** Enters a picture whose class nobody told: it counts for the labels that win and for how sure they are. */
export function addUnlabelled(tally: Tally, judgement: Judgement | null): void {
  if (!judgement) {
    tally.unscored++;
    return;
  }
  const { predicted, confidence } = judgement;
  addConfidence(tally.reliability, confidence, false);
  tally.pictures++;
  increment(tally.predicted, predicted);
}

/** Pictures whose true class is among the first `k`. */
export function topKCount(tally: Tally, k: number): number {
  let right = 0;
  for (let rank = 0; rank < Math.min(k, tally.classCount); rank++) right += tally.ranks[rank] ?? 0;
  return right;
}

function requireBelow(index: number, classCount: number): void {
  if (Number.isInteger(index) && index >= 0 && index < classCount) return;
  throw new RangeError(`${index} is not below the ${classCount} classes.`);
}

function increment(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
