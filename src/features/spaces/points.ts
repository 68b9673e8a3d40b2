import type { ShownRun } from '../../evaluation/shown-run.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import type { PicturePoint } from '../../store/spaces/laid-spaces.ts';
import type { State } from '../../store/state.ts';

/** One point, the same in every column: a picture's id or number, or a label's text. */
export type PointId = `picture ${string}` | `label ${string}`;

/** What is pointed at, and in which column it was reached. */
export interface ActivePoint {
  readonly id: PointId;
  readonly column: string;
}

export const pictureId = (picture: PicturePoint): PointId =>
  `picture ${typeof picture === 'number' ? picture : picture.id}`;

export const labelId = (text: string): PointId => `label ${text}`;

/** A picture's name for the visitor. */
export function nameOf(
  picture: PicturePoint,
  run: ShownRun | undefined,
  page: Pick<State, 'samples' | 'language'>,
): string {
  if (typeof picture !== 'number') return pictureName(picture, page);
  return run?.document.pictures[picture] ?? String(picture + 1);
}
