import type { LoadedModel } from '../../engine/loading.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { State } from '../state.ts';
import type { Maps } from './maps.ts';

/** The store, as the work on maps needs it. */
export interface MapApi {
  getState(): State;
  setState(change: Partial<State> | ((all: State) => Partial<State>)): void;
}

/** The map state of that picture: the one on show, or an empty one. */
export function mapsOf({ maps }: Pick<State, 'maps'>, picture: string): Maps {
  if (maps?.picture === picture) return maps;
  return {
    picture,
    covered: [],
    covering: false,
    coverErrors: new Map(),
    coverMs: maps?.coverMs ?? null,
    places: new Map(),
  };
}

/** The models that answer now, each image tower once. */
export function imageTowers({ columns }: Pick<State, 'columns'>): readonly LoadedModel[] {
  const towers = new Map<string, LoadedModel>();
  for (const column of columns) {
    const model = liveModelOf(column);
    if (model && !towers.has(model.model.fingerprints.image))
      towers.set(model.model.fingerprints.image, model);
  }
  return [...towers.values()];
}
