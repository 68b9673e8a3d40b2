import { classesOf, unitRows, USUAL_SCALE } from '../../core/evaluation/scored-vectors.ts';
import { biasIn, readVectorTable, scaleIn } from '../../core/evaluation/vector-table.ts';
import { createBreath } from '../breathe.ts';
import type { ShardColumns } from './shard-columns.ts';
import { noVectors, unpacked } from './vector-files.ts';

/** The class vectors of files, as one column of which nothing else is known. */
export async function columnOfFiles(
  files: readonly File[],
  scale: number | null,
): Promise<ShardColumns> {
  const all = await unpacked(files);
  const texts = readVectorTable(all, 'text_embeds', true);
  if (!texts) throw noVectors('text_embeds');
  const bias = biasIn(all) ?? texts.bias;
  const factor = scale ?? scaleIn(all) ?? texts.scale ?? USUAL_SCALE;
  const kind = bias === null ? 'softmax' : 'sigmoid';
  const model = {
    name: texts.file,
    files: [texts.file],
    rule: null,
    seed: null,
    activation: null,
    verdict: null,
    scale: factor,
    ...(bias !== null && { bias }),
    fingerprints: null,
  };
  const rule = { kind, scale: factor, bias: bias ?? 0 } as const;
  const { dimensions } = texts;
  const vectors = await unitRows(texts, createBreath());
  return {
    classes: classesOf(texts),
    templates: [],
    columns: [{ classVectors: vectors, dimensions, rule, model }],
  };
}
