import { winnerOfRow } from '../../core/scoring/winners.ts';
import {
  type Interval,
  cannotBeToldFromChance,
  wilsonInterval,
} from '../../core/evaluation/interval.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Engine } from '../../engine/contract.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { dot, rowOf, unit } from '../../core/scoring/vectors.ts';
import type { Picture } from '../types.ts';

/** How a model names pictures whose names are known, all those names being its labels. */
export interface Measured {
  readonly right: number;
  readonly pictures: number;
  /** 95 % Wilson interval of the share that is right. */
  readonly interval: Interval;
  readonly likeGuessing: boolean;
}

/** Names pictures with a loaded model, each by the most likely of all their first names. */
export async function measurePair(
  engine: Pick<Engine, 'encodeImages' | 'encodeTexts'>,
  id: string,
  pictures: readonly (Pick<Picture, 'known'> & { readonly blob: Blob })[],
  signal: AbortSignal,
): Promise<Measured> {
  const names = pictures.map(({ known }) => known[0] ?? '');
  const prompts = names.map((name) => fillTemplate(DEFAULT_TEMPLATE, name));
  const texts = await engine.encodeTexts(id, prompts, { signal });
  const blobs = pictures.map(({ blob }) => blob);
  const images = await engine.encodeImages(id, blobs, { keepGoing: true, signal });
  const labels = names.map((_, index) => unit(rowOf(texts, index)));
  const failed = new Set(images.failures.map(({ index }) => index));
  const read = pictures.map((_, index) => index).filter((index) => !failed.has(index));
  const right = read.filter((index) => {
    const image = unit(rowOf(images, index));
    return winnerOfRow(labels.map((label) => dot(image, label))) === index;
  }).length;
  const interval = wilsonInterval(right, read.length);
  return {
    right,
    pictures: read.length,
    interval,
    likeGuessing: cannotBeToldFromChance(interval, 1, Math.max(1, names.length)),
  };
}
