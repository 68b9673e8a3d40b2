/** In place of a winner where a row holds no number: the picture could not be read. */
export const NO_WINNER = -1;

/** The place of the highest number of one row, the first of equals; {@link NO_WINNER} where there is none. */
export function winnerOfRow(scores: ArrayLike<number>): number {
  let winner = NO_WINNER;
  let best = Number.NaN;
  for (let column = 0; column < scores.length; column++) {
    const score = scores[column] as number;
    if (Number.isNaN(score) || score <= best) continue;
    best = score;
    winner = column;
  }
  return winner;
}
