import { dot, rowOf, unit } from '../../core/scoring/vectors.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Embeddings } from '../../engine/embeddings.ts';
import type { Engine } from '../../engine/contract.ts';
import type { Tally } from '../../engine/training-progress.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import type { BenchData, Reference } from './bench.ts';

/** Pictures that are compared without a pause: the page stays quick meanwhile. */
const AT_ONCE = 64;

/** How a column names the pictures of a training; of ready vectors only the test pictures. */
export async function measureNames(
  engine: Pick<Engine, 'encodeImages' | 'encodeTexts'>,
  id: string,
  { names, pictures, labels, heldOut, tests }: BenchData,
  signal: AbortSignal,
): Promise<Reference> {
  const prompts = names.map((name) => fillTemplate(DEFAULT_TEMPLATE, name));
  const texts = await engine.encodeTexts(id, prompts, { signal });
  const rows = names.map((_, index) => unit(rowOf(texts, index)));
  const tally = async (
    group: readonly number[],
    images: Embeddings,
    own: ArrayLike<number>,
  ): Promise<Tally> => {
    const shown = Array.from(own, (_, index) => index).filter((index) =>
      group.includes(own[index] ?? -1),
    );
    let right = 0;
    for (const [place, index] of shown.entries()) {
      if (place % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      const image = unit(rowOf(images, index));
      const winner = winnerOfRow(group.map((name) => dot(image, rows[name] ?? image)));
      if (group[winner] === own[index]) right++;
    }
    return { right, of: shown.length };
  };
  const taught = names.flatMap((_, name) => (heldOut.includes(name) ? [] : [name]));
  if ('data' in pictures)
    return tests ? { tests: await tally(taught, tests.vectors, tests.labels) } : {};
  const images = await engine.encodeImages(id, pictures, { keepGoing: true, signal });
  const failed = new Set(images.failures.map(({ index }) => index));
  const readable = Array.from(labels, (label, index) => (failed.has(index) ? -1 : label));
  return {
    taught: await tally(taught, images, readable),
    heldOut: await tally(heldOut, images, readable),
  };
}
