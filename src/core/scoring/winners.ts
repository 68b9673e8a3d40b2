import { requireMatrix, type Matrix } from './matrix.ts';

/** In place of a winner where a row has no number: the picture could not be read. */
export const NO_WINNER = -1;

/** How far two columns of the page agree. */
export interface Agreement {
  /** Pictures for which both have the same winner. */
  readonly agree: number;
  /** Pictures for which both have a winner. */
  readonly compared: number;
}

/** The column with the highest score of each row, the first of equals; {@link NO_WINNER} for a row without numbers. */
export function winners(matrix: Matrix): Int32Array {
  requireMatrix(matrix);
  const { data, dims } = matrix;
  const [rows, columns] = dims;
  const out = new Int32Array(rows).fill(NO_WINNER);
  for (let row = 0; row < rows; row++) {
    let best = Number.NaN;
    for (let column = 0; column < columns; column++) {
      const score = data[row * columns + column] as number;
      if (Number.isNaN(score) || score <= best) continue;
      best = score;
      out[row] = column;
    }
  }
  return out;
}

/** How often each of `labelCount` labels wins; rows without a winner count for none. */
export function winnerCounts(winning: Int32Array, labelCount: number): Uint32Array {
  const counts = new Uint32Array(labelCount);
  for (const label of winning) {
    if (label !== NO_WINNER) counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}

/** For how many pictures two columns name the same winner; both must be about the same pictures. */
export function agreement(a: Int32Array, b: Int32Array): Agreement {
  if (a.length !== b.length) {
    throw new RangeError(`Winners of ${a.length} and of ${b.length} pictures cannot be compared.`);
  }
  let agree = 0;
  let compared = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === NO_WINNER || b[i] === NO_WINNER) continue;
    compared++;
    if (a[i] === b[i]) agree++;
  }
  return { agree, compared };
}
