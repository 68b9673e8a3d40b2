import type { Answer } from '../../store/asked.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { type MapKind, placesKey, type PlaceVectors } from '../../store/maps/maps.ts';
import { placeMaps, type PlaceMap } from '../../store/selectors/place-maps.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';

/** What one column has of the map that is chosen. */
export interface ColumnMaps {
  /** `undefined`: not asked, or given up. */
  readonly answer: Answer<PlaceVectors> | undefined;
  /** One for each label; empty until the places are known. */
  readonly maps: readonly PlaceMap[];
}

/** Every column's maps, and the value farthest from 0 in any of them: the end of the colour scale that all share. */
export function useColumnMaps(kind: MapKind, fine: number) {
  const maps = usePage((all) => all.maps);
  const columns = usePage((all) => all.columns);
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const of = (column: Column): ColumnMaps => {
    const image = modelOf(column)?.model.fingerprints.image ?? '';
    const answer = maps?.places.get(placesKey(image, kind, fine));
    if (answer?.kind !== 'known') return { answer, maps: [] };
    return { answer, maps: placeMaps({ vectors, labels, templates }, column, answer.value) };
  };
  let most = 0;
  for (const column of columns)
    for (const { values } of of(column).maps)
      for (const value of values) most = Math.max(most, Math.abs(value) || 0);
  return { of, most };
}
