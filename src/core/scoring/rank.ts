import { standsBefore } from './stands-before.ts';

/**
 * How many classes stand before `trueClass` in one row of scores: 0 means that it is predicted.
 *
 * The order is that of `standsBefore`: of equal scores the class that comes first in the list.
 *
 * @param scores one or more rows of `classCount` scores, row-major
 * @param row which row
 * @throws RangeError where the row or the class does not exist
 */
export function rankOf(
  scores: ArrayLike<number>,
  row: number,
  classCount: number,
  trueClass: number,
): number {
  const start = rowStart(scores, row, classCount);
  requireClass(trueClass, classCount);
  let rank = 0;
  for (let other = 0; other < classCount; other++) {
    if (other !== trueClass && isBefore(scores, start, other, trueClass)) rank++;
  }
  return rank;
}

/** The first `k` classes of a row, best first, in the order of {@link rankOf}; all of them where `k` is larger. */
export function topClasses(
  scores: ArrayLike<number>,
  row: number,
  classCount: number,
  k: number,
): number[] {
  const start = rowStart(scores, row, classCount);
  const best: number[] = [];
  for (let candidate = 0; candidate < classCount; candidate++) {
    let place = best.length;
    while (place > 0 && isBefore(scores, start, candidate, best[place - 1] ?? 0)) place--;
    if (place >= k) continue;
    best.splice(place, 0, candidate);
    if (best.length > k) best.pop();
  }
  return best;
}

function isBefore(scores: ArrayLike<number>, start: number, a: number, b: number): boolean {
  return standsBefore(scores[start + a] ?? Number.NaN, a, scores[start + b] ?? Number.NaN, b);
}

function rowStart(scores: ArrayLike<number>, row: number, classCount: number): number {
  const start = row * classCount;
  const valid = Number.isInteger(row) && row >= 0 && Number.isInteger(classCount);
  if (!valid || classCount < 1 || start + classCount > scores.length) {
    throw new RangeError(`There is no row ${row} of ${classCount} scores.`);
  }
  return start;
}

function requireClass(index: number, classCount: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= classCount) {
    throw new RangeError(`Class ${index} is not one of ${classCount}.`);
  }
}
