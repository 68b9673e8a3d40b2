import type { Outside } from '../outside.ts';
import { coverWork } from './cover-work.ts';
import type { MapApi } from './map-api.ts';
import type { MapWish } from './maps.ts';
import { placesWork } from './places-work.ts';

/** Does what the view wants; resolves when it is done or was given up. */
export type MapWork = (wish: MapWish) => Promise<void>;

/** Where in a picture an answer comes from: fetched when somebody asks first. */
export function mapWork(outside: Outside, api: MapApi): MapWork {
  const cover = coverWork(outside, api);
  const places = placesWork(outside, api);
  return async (wish) => {
    switch (wish.kind) {
      case 'cover':
        return cover.cover(wish);
      case 'places':
        return places.ask(wish);
      case 'stop':
        return places.stop();
      case 'leave':
        places.stop();
        cover.leave();
        return api.setState({ maps: null });
    }
  };
}
