import type { Crop, EngineErrorData } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../../engine/attempt.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { liveModelOf } from '../columns/column-model.ts';

export type CropState =
  | { readonly kind: 'waiting'; readonly picture: string }
  | { readonly kind: 'ready'; readonly picture: string; readonly crop: Crop }
  | { readonly kind: 'failed'; readonly picture: string; readonly error: EngineErrorData };

export interface CropSlice {
  /** What the first column's model sees of the picture that was opened last. */
  readonly crop: CropState | null;
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
