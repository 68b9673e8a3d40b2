import { meanDirection, rowOf, unit } from '../../core/scoring/vectors.ts';
import { withModel } from '../../engine/with-model.ts';
import { choiceOptions, modelSource } from '../columns/model-choice.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { promptsOf } from '../selectors/prompts.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';
import { type RungId, type RungVectors, rungChoice } from './rungs.ts';

/**
 * What a rung's model makes of the page's pictures and labels; the model is there only meanwhile.
 * @throws what loading and encoding throw, and an `AbortError` where it is given up
 */
export async function climbRung(
  { engine, address, fetch }: Outside,
  { pictures, labels, templates, alpha }: State,
  rung: RungId,
  column: Column,
  signal: AbortSignal,
): Promise<RungVectors> {
  const choice = rungChoice(rung, column);
  const options = { ...choiceOptions(choice), signal };
  return withModel(engine, modelSource(choice.source, address), options, async (loaded) => {
    const blobs = await Promise.all(pictures.map((picture) => blobOf(picture, fetch, signal)));
    const images = await engine.encodeImages(loaded.id, blobs, { alpha, keepGoing: true, signal });
    const prompts = labels.map((label) => promptsOf(label, templates));
    const texts = await engine.encodeTexts(loaded.id, prompts.flat(), { signal });
    const failed = new Set(images.failures.map(({ index }) => index));
    let at = 0;
    const classes = prompts.map((list) => meanDirection(list.map(() => rowOf(texts, at++))));
    return {
      images: new Map(
        pictures.flatMap(({ id }, index) =>
          failed.has(index) ? [] : [[id, unit(rowOf(images, index))] as const],
        ),
      ),
      classes,
      scale: loaded.model.logitScale.value,
    };
  });
}
