/** 4,096 classes make a matrix of 64 MiB; above that a page shows the per-class counts only. */
export const CONFUSION_CLASS_LIMIT = 4096;

/** Pictures by true and predicted class, row-major: `counts[true * classCount + predicted]`. */
export interface Confusion {
  readonly classCount: number;
  /** [N, N] */
  readonly counts: Uint32Array;
}

export interface ConfusionCell {
  readonly trueClass: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * An empty matrix.
 *
 * @throws RangeError above {@link CONFUSION_CLASS_LIMIT} classes
 */
export function createConfusion(classCount: number): Confusion {
  if (!Number.isInteger(classCount) || classCount < 1 || classCount > CONFUSION_CLASS_LIMIT) {
    throw new RangeError(`A confusion matrix of ${classCount} classes is not kept.`);
  }
  return { classCount, counts: new Uint32Array(classCount * classCount) };
}

/** Enters one picture. */
export function addConfusion(matrix: Confusion, trueClass: number, predicted: number): void {
  requireClass(trueClass, matrix.classCount);
  requireClass(predicted, matrix.classCount);
  const cell = trueClass * matrix.classCount + predicted;
  matrix.counts[cell] = (matrix.counts[cell] ?? 0) + 1;
}

function requireClass(index: number, classCount: number): void {
  if (Number.isInteger(index) && index >= 0 && index < classCount) return;
  throw new RangeError(`Class ${index} is not one of ${classCount}.`);
}

/** The most frequent mistakes, largest first; equal ones by true, then by predicted class. */
export function topConfusions(matrix: Confusion, limit: number): ConfusionCell[] {
  const { classCount, counts } = matrix;
  const best: ConfusionCell[] = [];
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    const trueClass = Math.floor(cell / classCount);
    const predicted = cell % classCount;
    if (count === 0 || trueClass === predicted) continue;
    if (best.length >= limit && count <= (best.at(-1)?.count ?? 0)) continue;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.count ?? 0) < count) place--;
    best.splice(place, 0, { trueClass, predicted, count });
    if (best.length > limit) best.pop();
  }
  return best;
}

/**
 * Order in which to draw the classes so that the worst stand first: by the number of pictures of the class that
 * another class took and that it took from others, largest first; equal ones by index.
 */
export function orderByError(matrix: Confusion): number[] {
  const { classCount, counts } = matrix;
  const errors = new Float64Array(classCount);
  for (let trueClass = 0; trueClass < classCount; trueClass++) {
    for (let predicted = 0; predicted < classCount; predicted++) {
      if (trueClass === predicted) continue;
      const count = counts[trueClass * classCount + predicted] ?? 0;
      errors[trueClass] = (errors[trueClass] ?? 0) + count;
      errors[predicted] = (errors[predicted] ?? 0) + count;
    }
  }
  return Array.from(errors, (_, index) => index).sort(
    (a, b) => (errors[b] ?? 0) - (errors[a] ?? 0) || a - b,
  );
}
