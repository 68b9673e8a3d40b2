import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import type { State } from '../state.ts';

export interface CropSlice extends Pick<State, 'crop'> {
  fetchCrop(picture: string): Promise<void>;
}

export function cropSlice({ engine, fetch }: Outside): Slice<CropSlice> {
  return (set, get) => {
    const fetching = newestWins();
    return {
      crop: null,
      fetchCrop: async (id) => {
        const picture = get().pictures.find((candidate) => candidate.id === id);
        const model = get()
          .columns.map(liveModelOf)
          .find((candidate) => candidate !== null);
        if (!picture || !model) return;
        set({ crop: { kind: 'waiting', picture: id } });
        const { alpha } = get();
        const signal = fetching.begin();
        const crop = await attempt(
          async () =>
            engine.preprocess(model.id, await blobOf(picture, fetch, signal), { alpha, signal }),
          (error) => set({ crop: { kind: 'failed', picture: id, error } }),
        );
        if (crop) set({ crop: { kind: 'ready', picture: id, crop } });
      },
    };
  };
}
