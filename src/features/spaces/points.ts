import type { ShownRun } from '../../evaluation/shown-run.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import type { LaidOut, PicturePoint } from '../../store/spaces/laid-spaces.ts';
import type { State } from '../../store/state.ts';
import type { Drawn } from './plot-layout.ts';

/** One point, the same in every column: a picture's id or number, or a label's text. */
export type PointId = `picture ${string}` | `label ${string}`;

/** What is pointed at, and in which column it was reached. */
export interface ActivePoint {
  readonly id: PointId;
  readonly column: string;
}

/** A column whose places are shown. */
export interface ColumnOnShow {
  /** Under which its places are kept. */
  readonly key: string;
  /** 0 for the first column. */
  readonly index: number;
  readonly title: string;
  /** Its words are left to chance: they are hatched. */
  readonly chance: boolean;
  /** Draws what is left to chance anew; `null` where nothing is, or it cannot be. */
  readonly onRoll: (() => void) | null;
}

/** Everything that is drawn, in pixels. */
export interface Points {
  readonly laid: LaidOut;
  readonly drawn: Drawn;
  /** Pixels of a picture, or of a label, by its place in the list. */
  readonly picture: (at: number) => readonly [number, number];
  readonly label: (at: number) => readonly [number, number];
  readonly isActive: (kind: 'picture' | 'label', at: number) => boolean;
  readonly width: number;
  readonly height: number;
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
