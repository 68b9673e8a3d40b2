import type { TrainingNote } from '../../core/checkpoint/load-report.ts';
import { TRAINING_RECIPE } from '../../core/training/recipe.ts';
import type { TrainedModel, TrainingData, TrainOptions } from '../../engine/training.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import type { Model } from '../models/model.ts';
import { refitTextProjection } from './refit-text.ts';
import { refitImageProjection } from './refit-image.ts';
import { trainTextTower } from './train-text-tower.ts';
import { trainedModel } from './trained-model.ts';
import { unusable } from './training-set.ts';

/** A new model with the repair that was asked for, and what the page is told of it. */
export async function train(
  id: string,
  model: Model,
  data: TrainingData,
  options: TrainOptions,
  context: EncodeContext,
): Promise<{ readonly model: Model; readonly told: TrainedModel }> {
  const { repair } = options;
  const { image, text } = model.info.description.architecture;
  if (image.kind === 'siglip' || text.kind === 'siglip') throw unusable('siglip', {});
  if (image.kind === 'vit-mci' || image.kind === 'fastvit' || text.unmasked) {
    throw unusable('mobile', {});
  }
  if (options.repair === 'text-tower') {
    const { values, losses, looks, step, set } = await trainTextTower(
      model,
      data,
      options,
      context,
    );
    const note: TrainingNote = {
      repair: 'text-tower',
      names: set.taught.length,
      pictures: picturesOf(set),
      seed: options.recipe?.seed ?? TRAINING_RECIPE.seed,
      steps: step,
      loss: losses.at(-1) ?? Number.NaN,
    };
    const made = await trainedModel(id, model, values, note, context.pool, options);
    return { model: made, told: { id, report: made.report, model: made.info, losses, looks } };
  }
  const refit = repair === 'image-projection' ? refitImageProjection : refitTextProjection;
  const { values, looks, set, lambda } = await refit(model, data, options, context);
  const note: TrainingNote = {
    repair: options.repair,
    names: set.taught.length,
    pictures: picturesOf(set),
    lambda,
  };
  const made = await trainedModel(id, model, values, note, context.pool, options);
  return { model: made, told: { id, report: made.report, model: made.info, losses: [], looks } };
}

function picturesOf({
  taught,
  picturesOf: own,
}: {
  readonly taught: readonly number[];
  readonly picturesOf: readonly (readonly number[])[];
}): number {
  return taught.reduce((sum, name) => sum + (own[name]?.length ?? 0), 0);
}
