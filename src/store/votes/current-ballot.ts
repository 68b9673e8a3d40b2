import { ballotOf, type Ballot } from '../../core/votes/ballot.ts';
import type { State } from '../state.ts';

/** The ballot over the page's labels and pictures as they are, or `null` where they are too few or too many for one. */
export function currentBallot({
  labels,
  pictures,
}: Pick<State, 'labels' | 'pictures'>): Ballot | null {
  return ballotOf(
    labels.map(({ text }) => text),
    pictures.map(({ id }) => id),
  );
}
