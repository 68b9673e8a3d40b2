import { useCallback, useEffect } from 'react';
import type { MapKind } from '../../store/maps/maps.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useTowers } from './use-towers.ts';

/** Asks for the maps of what is chosen, as long as they are looked at. Returns how to ask once more. */
export function useAsking(picture: string, map: MapKind, fine: number): () => void {
  const seeWhere = usePage((all) => all.seeWhere);
  const alpha = usePage((all) => all.alpha);
  const towers = useTowers();
  const ask = useCallback(
    () => void seeWhere({ kind: 'places', picture, map, fine }),
    [seeWhere, picture, map, fine],
  );
  useEffect(() => {
    ask();
    return () => void seeWhere({ kind: 'stop' });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other models and another ground are asked again
  }, [ask, seeWhere, alpha, towers]);
  return ask;
}
