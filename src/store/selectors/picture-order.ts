import type { State } from '../state.ts';
import type { Picture, PictureOrder } from '../types.ts';
import { type ScoreInputs, winnerOf, winningProbability } from './scores.ts';

type Inputs = ScoreInputs & Pick<State, 'pictures' | 'columns'>;

/** Pictures in the chosen order; ties and pictures that wait keep the order in which they came. */
export function orderedPictures(all: Inputs, order: PictureOrder): readonly Picture[] {
  if (order === 'added') return all.pictures;
  const rank = ranking(all, order);
  return all.pictures
    .map((picture) => ({ picture, rank: rank(picture) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ picture }) => picture);
}

function ranking(all: Inputs, order: PictureOrder): (picture: Picture) => number {
  const [first, second] = all.columns;
  const winner = (column: typeof first, { id }: Picture) => column && winnerOf(all, column, id);
  if (order === 'label') {
    const places = new Map(all.labels.map((label, place) => [label, place]));
    return (picture) => {
      const label = winner(first, picture);
      return (label && places.get(label)) ?? all.labels.length;
    };
  }
  // Disagreement first: that is what one looks for.
  if (order === 'agreement') {
    return (picture) => {
      const [a, b] = [winner(first, picture), winner(second, picture)];
      if (!a || !b) return 2;
      return a === b ? 1 : 0;
    };
  }
  return ({ id }) => -(first ? winningProbability(all, first, id) : 0);
}
