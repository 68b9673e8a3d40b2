import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { EvaluationSet } from '../../evaluation/sets/set.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

/** More thumbnails than this are not kept in memory; the oldest go first. */
const MOST_THUMBNAILS = 150;

export interface ThumbnailsSlice extends Pick<State, 'thumbnails'> {
  /** Makes the picture's address known; it is read when it is asked for and not before. */
  showThumbnail(set: EvaluationSet, picture: number): Promise<void>;
}

export function thumbnailsSlice({ createUrl, revokeUrl }: Outside): Slice<ThumbnailsSlice> {
  return (set, get) => {
    /** The set whose pictures are asked for, and which of them; those of another set are given up. */
    let requested: { readonly set: EvaluationSet; readonly pictures: Set<number> } | null = null;
    const reading = newestWins();

    const revoke = (url: string | null): void => {
      if (url) revokeUrl?.(url);
    };

    /** What `null` stands for cannot be read. */
    function keep(own: EvaluationSet, picture: number, url: string | null): void {
      const before = get().thumbnails;
      const urls = new Map(before?.set === own ? before.urls : []);
      if (before?.set !== own) before?.urls.forEach(revoke);
      urls.set(picture, url);
      for (const [oldest, address] of urls) {
        if (urls.size <= MOST_THUMBNAILS) break;
        revoke(address);
        urls.delete(oldest);
        requested?.pictures.delete(oldest);
      }
      set({ thumbnails: { set: own, urls } });
    }

    return {
      thumbnails: null,
      showThumbnail: async (own, picture) => {
        if (requested?.set !== own) {
          reading.begin();
          requested = { set: own, pictures: new Set() };
        }
        const entry = own.pictures[picture];
        if (!entry || requested.pictures.has(picture)) return;
        requested.pictures.add(picture);
        const { signal } = reading;
        const blob = await attempt(
          () => entry.read(signal),
          () => {
            if (!signal.aborted) keep(own, picture, null);
          },
        );
        if (blob && !signal.aborted) keep(own, picture, blob.size > 0 ? createUrl(blob) : null);
      },
    };
  };
}
