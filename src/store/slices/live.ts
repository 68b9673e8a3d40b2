import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import { LIVE_PICTURE } from '../pictures/live-picture.ts';

export interface LiveSlice {
  /** Encodes what the camera sees now; its bars are those of {@link LIVE_PICTURE}. Nothing of it is kept. */
  showLive(frame: Blob): Promise<void>;
  /** Forgets the camera's last frame. */
  endLive(): void;
}

export function liveSlice({ engine }: Outside): Slice<LiveSlice> {
  return (set, get) => {
    const put = (fingerprint: string, vector: Float32Array | null): void =>
      set(({ vectors }) => {
        const rows = new Map(vectors.images.get(fingerprint));
        if (vector) rows.set(LIVE_PICTURE.id, vector);
        else rows.delete(LIVE_PICTURE.id);
        return { vectors: { ...vectors, images: new Map(vectors.images).set(fingerprint, rows) } };
      });
    return {
      showLive: async (frame) => {
        const done = new Set<string>();
        for (const column of get().columns) {
          const live = liveModelOf(column);
          if (!live) continue;
          const { id, model } = live;
          if (done.has(model.fingerprints.image)) continue;
          done.add(model.fingerprints.image);
          const { alpha } = get();
          // A frame that fails is no matter: the next one comes at once.
          const encoded = await attempt(
            () => engine.encodeImages(id, [frame], { alpha }),
            () => undefined,
          );
          if (encoded) put(model.fingerprints.image, encoded.data);
        }
      },
      endLive: () => {
        for (const [fingerprint, rows] of get().vectors.images)
          if (rows.has(LIVE_PICTURE.id)) put(fingerprint, null);
      },
    };
  };
}
