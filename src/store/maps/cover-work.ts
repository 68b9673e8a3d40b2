import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import type { State } from '../state.ts';
import { COVERED_PICTURE } from './covered-picture.ts';
import { imageTowers, mapsOf, type MapApi } from './map-api.ts';
import type { Maps, MapWish } from './maps.ts';

type CoverWish = Extract<MapWish, { kind: 'cover' }>;

/** Bars that come later than this after a movement follow nothing: then the picture is encoded when one lets go. */
const FOLLOWS_MS = 250;

/**
 * Encodes the covered picture with every column. While one drags, a picture under way is finished and then the newest
 * follows, so that bars move at all; what was let go of gives up everything before it.
 */
export function coverWork({ engine, fetch }: Outside, api: MapApi) {
  const work = newestWins();
  let waiting: CoverWish | null = null;
  let running = false;

  /** Until nothing newer waits. */
  async function run(signal: AbortSignal): Promise<void> {
    running = true;
    while (waiting && !signal.aborted) {
      const wish = waiting;
      waiting = null;
      await encodeCovered({ engine, fetch }, api, wish, signal);
    }
    // Another run has begun where this one was given up.
    if (signal.aborted) return;
    running = false;
    patch({ covering: false });
  }

  function patch(change: Partial<Maps>): void {
    const { maps } = api.getState();
    if (maps) api.setState({ maps: { ...maps, ...change } });
  }

  return {
    cover: async (wish: CoverWish): Promise<void> => {
      const maps = mapsOf(api.getState(), wish.picture);
      if (wish.parts.length === 0) {
        work.giveUp();
        [waiting, running] = [null, false];
        api.setState(uncovered(api.getState(), maps));
        return;
      }
      if (wish.dragging && maps.coverMs !== null && maps.coverMs > FOLLOWS_MS) return;
      waiting = wish;
      if (wish.dragging && running) return;
      const signal = work.begin();
      api.setState({ maps: { ...maps, covering: true } });
      await run(signal);
    },
    leave: (): void => {
      work.giveUp();
      [waiting, running] = [null, false];
      const { maps, vectors } = api.getState();
      if (maps) api.setState({ vectors: { ...vectors, images: withCovered(vectors.images) } });
    },
  };
}

/** Encodes one covered picture with every column, and puts it on show; what fails is said by column. */
async function encodeCovered(
  { engine, fetch }: Pick<Outside, 'engine' | 'fetch'>,
  api: MapApi,
  { picture: id, parts }: CoverWish,
  signal: AbortSignal,
): Promise<void> {
  const { alpha, pictures } = api.getState();
  const picture = pictures.find((candidate) => candidate.id === id);
  if (!picture) return;
  const errors = new Map<string, EngineErrorData>();
  const rows = new Map<string, Float32Array>();
  const begun = performance.now();
  for (const { id: model, model: info } of imageTowers(api.getState())) {
    const { image } = info.fingerprints;
    const views = [{ covered: parts }];
    const found = await attempt(
      async () =>
        engine.encodeViews(model, await blobOf(picture, fetch, signal), views, { alpha, signal }),
      (error) => errors.set(image, error),
    );
    if (signal.aborted) return;
    if (found) rows.set(image, found.data);
  }
  const coverMs = performance.now() - begun;
  api.setState((all) => ({
    vectors: { ...all.vectors, images: withCovered(all.vectors.images, rows) },
    maps: { ...mapsOf(all, id), covered: parts, coverErrors: errors, coverMs },
  }));
}

/** Nothing is covered: the picture's own bars count again. */
function uncovered(
  { vectors }: Pick<State, 'vectors'>,
  maps: Maps,
): Pick<State, 'vectors' | 'maps'> {
  const none = { covered: [], covering: false, coverErrors: new Map() };
  return {
    vectors: { ...vectors, images: withCovered(vectors.images) },
    maps: { ...maps, ...none },
  };
}

type Images = State['vectors']['images'];

/** The same with these vectors, and no others, for the covered picture. */
function withCovered(images: Images, rows: ReadonlyMap<string, Float32Array> = new Map()): Images {
  const towers = new Set([...images.keys(), ...rows.keys()]);
  return new Map(
    [...towers].map((tower) => {
      const own = new Map(images.get(tower));
      own.delete(COVERED_PICTURE);
      const row = rows.get(tower);
      if (row) own.set(COVERED_PICTURE, row);
      return [tower, own];
    }),
  );
}
