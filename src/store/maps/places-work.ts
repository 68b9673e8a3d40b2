import type { AlphaRule } from '../../core/image/picture.ts';
import { TILE_SIDES, tilesOf } from '../../core/maps/tiles.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Progress } from '../../engine/calls.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Answer } from '../asked.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import type { Picture } from '../types.ts';
import { keptPlaces } from './kept-places.ts';
import { imageTowers, mapsOf, type MapApi } from './map-api.ts';
import { type MapWish, placesKey, type PlaceVectors } from './maps.ts';

type PlacesWish = Extract<MapWish, { kind: 'places' }>;

/** Asks every column for the vectors of a picture's places, one column after the other; the newest map wins. */
export function placesWork({ engine, fetch }: Outside, api: MapApi) {
  const work = newestWins();
  const kept = keptPlaces();

  const say = (picture: string, key: string, answer: Answer<PlaceVectors>): void =>
    api.setState((all) => {
      const maps = mapsOf(all, picture);
      return { maps: { ...maps, places: new Map(maps.places).set(key, answer) } };
    });

  return {
    ask: async (wish: PlacesWish): Promise<void> => {
      const signal = work.begin();
      dropAsking(api);
      const { pictures, alpha } = api.getState();
      const picture = pictures.find(({ id }) => id === wish.picture);
      if (!picture) return;
      const towers = imageTowers(api.getState());
      const keyOf = ({ model }: LoadedModel): string =>
        placesKey(model.fingerprints.image, wish.map, wish.fine);
      for (const tower of towers) {
        const known = kept.get(`${keyOf(tower)} ${alpha} ${picture.id}`);
        say(picture.id, keyOf(tower), known ? { kind: 'known', value: known } : ASKING);
      }
      for (const tower of towers) {
        const key = keyOf(tower);
        if (mapsOf(api.getState(), picture.id).places.get(key)?.kind === 'known') continue;
        const value = await attempt(
          () =>
            encodePlaces({ engine, fetch }, tower, picture, wish, {
              alpha,
              signal,
              onProgress: (progress) =>
                signal.aborted || say(picture.id, key, { kind: 'asking', progress }),
            }),
          (error) => say(picture.id, key, { kind: 'failed', error }),
        );
        if (signal.aborted) return;
        if (!value) continue;
        kept.set(`${key} ${alpha} ${picture.id}`, value);
        say(picture.id, key, { kind: 'known', value });
      }
    },
    /** What was under way is given up; what is known stays. */
    stop: (): void => {
      work.giveUp();
      dropAsking(api);
    },
  };
}

interface Options {
  readonly alpha: AlphaRule;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** The vectors of a picture's places under one model. */
async function encodePlaces(
  { engine, fetch }: Pick<Outside, 'engine' | 'fetch'>,
  { id, model }: LoadedModel,
  picture: Picture,
  { map, fine }: PlacesWish,
  options: Options,
): Promise<PlaceVectors> {
  const blob = await blobOf(picture, fetch, options.signal);
  if (map === 'patches')
    return engine.encodePatches(id, blob, { ...options, ...sizeOf(model, fine) });
  const { layout, views } = tilesOf(TILE_SIDES.find((side) => side === fine) ?? TILE_SIDES[0]);
  return { ...(await engine.encodeViews(id, blob, views, options)), ...layout, size: null };
}

/** Nobody works any more on what was asked for before. */
function dropAsking(api: MapApi): void {
  const { maps } = api.getState();
  const places = [...(maps?.places ?? [])].filter(([, { kind }]) => kind !== 'asking');
  if (maps) api.setState({ maps: { ...maps, places: new Map(places) } });
}

/** A place of a ModifiedResNet stands for so many pixels. */
const STRIDE = 32;

/** Side of the square for patches: a ViT takes its own, a ModifiedResNet `times` its own in whole places. */
function sizeOf({ description }: LoadedModel['model'], times: number): { readonly size?: number } {
  const { image } = description.architecture;
  if (image.kind !== 'resnet') return {};
  return { size: Math.max(Math.floor((image.imageSize * times) / STRIDE), 1) * STRIDE };
}

const ASKING: Answer<PlaceVectors> = { kind: 'asking', progress: null };
