import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import type { MapWork } from '../maps/map-work.ts';
import type { MapWish } from '../maps/maps.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface MapsSlice extends Pick<State, 'maps'> {
  /** Asks where in a picture an answer comes from. */
  seeWhere(wish: MapWish): Promise<void>;
}

export function mapsSlice(outside: Outside): Slice<MapsSlice> {
  return (_, get, api) => {
    let work: MapWork | null = null;
    return {
      maps: null,
      seeWhere: async (wish) => {
        const part = await attempt(
          () => importPart(() => import('../maps/map-work.ts')),
          () => get().notify('part.notice', {}, { tone: 'problem' }),
        );
        work ??= part?.mapWork(outside, api) ?? null;
        await work?.(wish);
      },
    };
  };
}
