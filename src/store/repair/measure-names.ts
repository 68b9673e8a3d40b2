import { dot, rowOf, unit } from '../../core/scoring/vectors.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Engine } from '../../engine/contract.ts';
import type { Tally } from '../../engine/training.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import type { Reference } from './bench.ts';
import type { BenchData } from './bench.ts';

export async function measureNames(
  engine: Pick<Engine, 'encodeImages' | 'encodeTexts'>,
  id: string,
  { names, pictures, labels, heldOut }: BenchData,
  signal: AbortSignal,
): Promise<Reference> {
  const prompts = names.map((name) => fillTemplate(DEFAULT_TEMPLATE, name));
  const texts = await engine.encodeTexts(id, prompts, { signal });
  const images = await engine.encodeImages(id, pictures, { keepGoing: true, signal });
  const failed = new Set(images.failures.map(({ index }) => index));
  const rows = names.map((_, index) => unit(rowOf(texts, index)));
  const tally = (group: readonly number[]): Tally => {
    const shown = pictures.flatMap((_, index) =>
      !failed.has(index) && group.includes(labels[index] ?? -1) ? [index] : [],
    );
    const right = shown.filter((index) => {
      const image = unit(rowOf(images, index));
      const winner = winnerOfRow(group.map((name) => dot(image, rows[name] ?? image)));
      return group[winner] === labels[index];
    });
    return { right: right.length, of: shown.length };
  };
  return {
    taught: tally(names.flatMap((_, name) => (heldOut.includes(name) ? [] : [name]))),
    heldOut: tally(heldOut),
  };
}
