import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import type { State } from '../state.ts';

export interface CropSlice extends Pick<State, 'crop'> {
  fetchCrop(picture: string): Promise<void>;
}

export function cropSlice({ engine, fetch }: Outside): Slice<CropSlice> {
  return (set, get) => ({
    crop: null,
    fetchCrop: async (id) => {
      const picture = get().pictures.find((candidate) => candidate.id === id);
      const model = get()
        .columns.map(liveModelOf)
        .find((candidate) => candidate !== null);
      if (!picture || !model) return;
      set({ crop: { kind: 'waiting', picture: id } });
      const { alpha } = get();
      const { signal } = new AbortController();
      const crop = await attempt(
        async () => engine.preprocess(model.id, await blobOf(picture, fetch, signal), { alpha }),
        (error) => set({ crop: { kind: 'failed', picture: id, error } }),
      );
      // Another picture may have been opened meanwhile.
      if (crop && get().crop?.picture === id) set({ crop: { kind: 'ready', picture: id, crop } });
    },
  });
}
