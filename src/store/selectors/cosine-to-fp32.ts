import { dot, unit } from '../../core/scoring/vectors.ts';
import { modelOf } from '../columns/column-model.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';
import { referenceOf, samplePictures } from './precision.ts';

/** How near a column's image embeddings are to those in fp32. */
interface PrecisionCosine {
  readonly mean: number;
  readonly lowest: number;
  readonly pictures: number;
}

type Seen = Pick<State, 'columns' | 'pictures' | 'vectors' | 'references'>;

/** Mean and lowest cosine over the sample pictures, or `null` while one of the two embeddings of each is missing. */
export function cosineToFp32(all: Seen, column: Column): PrecisionCosine | null {
  const own = modelOf(column)?.model.fingerprints.image;
  const twin = referenceOf(all, column);
  if (column.precision === 'fp32' || own === undefined || twin === undefined) return null;
  const [reduced, full] = [own, twin].map((print) => all.vectors.images.get(print));
  const cosines = samplePictures(all.pictures).flatMap(({ id }) => {
    const [a, b] = [reduced?.get(id), full?.get(id)];
    return a && b ? [dot(unit(a), unit(b))] : [];
  });
  if (cosines.length === 0) return null;
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  return { mean, lowest: Math.min(...cosines), pictures: cosines.length };
}
