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

/** The places of all numbers of one row that are as high as the highest, as embeddings are: in float32. */
export function tiedPlaces(scores: ArrayLike<number>): readonly number[] {
  const best = scores[winnerOfRow(scores)];
  const places: number[] = [];
  if (best === undefined) return places;
  for (let place = 0; place < scores.length; place++)
    if (Math.fround(scores[place] as number) === Math.fround(best)) places.push(place);
  return places;
}

/** The lowest and the highest finite number of one row; infinite the other way round where there is none. */
export function finiteRange(scores: ArrayLike<number>): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < scores.length; place++) {
    const score = scores[place] as number;
    if (!Number.isFinite(score)) continue;
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  return [low, high];
}
