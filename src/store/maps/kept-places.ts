import type { PlaceVectors } from './maps.ts';

/** Some hundred maps of 49 parts with 512 numbers each. */
const KEPT_BYTES = 12 * 2 ** 20;

export interface KeptPlaces {
  get(key: string): PlaceVectors | undefined;
  set(key: string, places: PlaceVectors): void;
}

/** Vectors of places by what they depend on, at most `limit` bytes of them: what was asked for longest ago goes first. */
export function keptPlaces(limit: number = KEPT_BYTES): KeptPlaces {
  const kept = new Map<string, PlaceVectors>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= kept.get(key)?.data.byteLength ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const found = kept.get(key);
      // Asked for again, it is the last to go.
      if (found && kept.delete(key)) kept.set(key, found);
      return found;
    },
    set: (key, places) => {
      drop(key);
      kept.set(key, places);
      bytes += places.data.byteLength;
      for (const oldest of kept.keys()) {
        if (bytes <= limit || oldest === key) return;
        drop(oldest);
      }
    },
  };
}
