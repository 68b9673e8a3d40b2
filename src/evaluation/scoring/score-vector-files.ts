import { tallyInSlices } from '../../core/evaluation/outcome-counts.ts';
import { NOT_READABLE } from '../../core/evaluation/outcomes.ts';
import { scoreVectors, type ScoredVectors } from '../../core/evaluation/scored-vectors.ts';
import {
  biasIn,
  extension,
  type NamedBytes,
  readVectorTable,
  roleOfName,
  scaleIn,
  type VectorRole,
  type VectorTable,
} from '../../core/evaluation/vector-table.ts';
import { createBreath } from '../breathe.ts';
import { nearestMean } from '../nearest-mean.ts';
import type { FileResults, FileWork, Scoring } from './scoring-messages.ts';
import { noVectors, unpacked } from './vector-files.ts';

/** Pictures a class for the class means, as the set-up offers it. */
const MEAN_PICTURES = 10;

/**
 * Vectors of files, scored and counted. `pictures` may hold the class vectors too: in the same safetensors file, or in
 * files whose names begin with `text` or `class`. Rejects with a `CodedError`.
 *
 * @param scale the factor on cosines; `null`: what the files say, else 100
 */
export async function scoreVectorFiles(
  { pictures, classes, scale }: FileWork['vectors'],
  open: (products: number) => Scoring,
): Promise<FileResults['vectors']> {
  const own = await unpacked(pictures);
  const others = await unpacked(classes);
  const breathe = createBreath();
  const images = tableOf(own, 'image_embeds', others.length > 0);
  await breathe();
  const texts =
    others.length > 0
      ? readVectorTable(others, 'text_embeds', true)
      : tableOf(own, 'text_embeds', false);
  if (!images || !texts) throw noVectors(images ? 'text_embeds' : 'image_embeds');
  const all = [...own, ...others];
  const bias = biasIn(all) ?? undefined;
  const factor = scale ?? scaleIn(all) ?? undefined;
  const scoring = open(images.rows * texts.data.length);
  try {
    const scored = await scoreVectors(images, texts, breathe, factor, bias, (column, truth) =>
      scoring.rows(column, truth, 0, truth.length),
    );
    const { embeddings, dimensions, trueClasses, outcomes } = scored;
    const classCount = scored.classes.length;
    const data = { embeddings, dimensions, classes: trueClasses, classCount };
    const mean = await nearestMean(data, unreadable(scored), MEAN_PICTURES, breathe, scoring);
    const counted = await tallyInSlices(outcomes, trueClasses, classCount, breathe);
    return { file: images.file, scored, mean, counted };
  } finally {
    scoring.end();
  }
}

/** Files without a role in their names are taken for pictures where the classes came on their own. */
function tableOf(
  files: readonly NamedBytes[],
  role: VectorRole,
  alone: boolean,
): VectorTable | null {
  const mine = files.filter(({ name }) => {
    if (alone || extension(name) === 'safetensors') return true;
    return roleOfName(name) === role;
  });
  return readVectorTable(mine, role, alone);
}

/** Places of vectors that are not finite. */
function unreadable({ outcomes }: ScoredVectors): Set<number> {
  const places = new Set<number>();
  outcomes.predicted.forEach((predicted, place) => {
    if (predicted === NOT_READABLE) places.add(place);
  });
  return places;
}
