import { rowOf } from '../../core/scoring/vectors.ts';
import { attempt } from '../../engine/attempt.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { withModel } from '../../engine/with-model.ts';
import type { All, Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import { withRows } from '../encoding/vector-tables.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { referenceOf, samplePictures } from '../selectors/precision.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';

export interface PrecisionSlice extends Pick<State, 'references' | 'measuring'> {
  /**
   * Embeds the sample pictures with a column's model in fp32, which is loaded for that and let go. `unasked`: only where
   * that costs little memory; nothing is done where another column has that model.
   */
  measurePrecision(id: string, how?: 'asked' | 'unasked'): Promise<void>;
}

/** A model of this size in int8 has some 200 MB in fp32. */
const LITTLE = 64 * 2 ** 20;

export function precisionSlice({ engine, address, fetch }: Outside): Slice<PrecisionSlice> {
  return (set, get) => {
    async function measure(column: Column, own: LoadedModel) {
      const pictures = samplePictures(get().pictures);
      const blobs = await Promise.all(pictures.map((picture) => blobOf(picture, fetch)));
      const inFull = choiceOptions({ ...column, precision: 'fp32' });
      await withModel(engine, modelSource(column.source, address), inFull, async (full) => {
        const { alpha } = get();
        const { data, dims, failures } = await engine.encodeImages(full.id, blobs, {
          alpha,
          keepGoing: true,
        });
        const failed = new Set(failures.map(({ index }) => index));
        const fingerprint = full.model.fingerprints.image;
        const rows = pictures.flatMap(({ id }, row) =>
          failed.has(row) ? [] : [[id, rowOf({ data, dims }, row)] as const],
        );
        set(({ references, vectors }) => ({
          references: new Map(references).set(own.model.fingerprints.image, fingerprint),
          vectors: withRows(vectors, 'images', fingerprint, rows),
        }));
      });
    }

    return {
      references: new Map(),
      measuring: null,
      measurePrecision: async (id, how = 'asked') => {
        const column = get().columns.find((candidate) => candidate.id === id);
        if (!column || !wanted(get(), column, how)) return;
        const own = liveModelOf(column);
        if (!own) return;
        set({ measuring: id });
        await attempt(
          () => measure(column, own),
          ({ message }) =>
            get().notify('precision.failed', { reason: message }, { tone: 'problem' }),
        );
        set({ measuring: null });
      },
    };
  };
}

function wanted(all: All, column: Column, how: 'asked' | 'unasked'): boolean {
  const model = liveModelOf(column)?.model;
  if (!model || column.precision === 'fp32' || all.measuring !== null) return false;
  if (referenceOf(all, column) !== undefined || all.pictures.length === 0) return false;
  return how === 'asked' || model.weightBytes <= LITTLE;
}
