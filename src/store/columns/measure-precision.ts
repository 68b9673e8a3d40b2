import { rowOf } from '../../core/scoring/vectors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { withModel } from '../../engine/with-model.ts';
import type { GetAll, SetAll } from '../all.ts';
import { withRows } from '../encoding/vector-tables.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { samplePictures } from '../selectors/precision.ts';
import type { Column } from '../types.ts';
import { choiceOptions, modelSource } from './model-choice.ts';

interface Page {
  readonly get: GetAll;
  readonly set: SetAll;
  readonly outside: Outside;
}

/** Embeds the sample pictures with a column's model in fp32, which is loaded for that and let go. */
export async function measurePrecision(
  { get, set, outside: { engine, address, fetch } }: Page,
  column: Column,
  own: LoadedModel,
): Promise<void> {
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
