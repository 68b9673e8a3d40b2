import type { MapKind, PlaceVectors } from '../../store/maps/maps.ts';
import type { PlaceMap } from '../../store/selectors/place-maps.ts';
import type { Column, Picture } from '../../store/types.ts';
import type { Point } from './frame.ts';
import type { ColumnMaps } from './use-column-maps.ts';

/** What a column's maps are shown of. */
export interface MapColumnProps {
  readonly picture: Picture;
  readonly name: string;
  readonly column: Column;
  readonly place: number;
  readonly kind: MapKind;
  readonly answer: ColumnMaps;
  /** A label's id, or `ALL_LABELS`. */
  readonly choice: string;
  /** End of the colour scale. */
  readonly most: number;
  /** What every column is asked about: one place for all of them. */
  readonly probe: Point | null;
  readonly onProbe: (place: Point | null) => void;
  readonly onAgain: () => void;
  /** On a slide: one map as large as there is room, asked about by pointer only, for the keys are the slides'. */
  readonly large?: boolean;
}

/** The same where the column has answered. */
export interface PlaceFiguresProps extends MapColumnProps {
  /** One for each label. */
  readonly maps: readonly PlaceMap[];
  readonly places: PlaceVectors;
}
