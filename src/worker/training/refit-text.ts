import { refitProjection } from '../../core/gradient/refit.ts';
import { trainedParameters } from '../../core/gradient/trainer.ts';
import { trainingGraph } from '../../core/gradient/training-graph.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import { averageDirection } from '../../core/scoring/average-direction.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { TrainingData, TrainOptions } from '../../engine/training.ts';
import type { TrainingLook } from '../../engine/training-progress.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import type { Model } from '../models/model.ts';
import { lookAt, PLAIN_TEMPLATE } from './look.ts';
import { createTextReader } from './text-reader.ts';
import { graphValues } from './text-values.ts';
import { openTrainingSet, viewRow, type TrainingSet } from './training-set.ts';

export type Refit = Exclude<TrainOptions, { repair: 'text-tower' }>;

export interface Refitted {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly looks: readonly TrainingLook[];
  readonly set: TrainingSet;
  readonly lambda: number;
}

/** Ridge of the fit: much of it behind a tower that was trained, little behind a random one, which has little to say. */
export const LAMBDA = { trained: 1, random: 1e-3 } as const;

/** The text projection that best maps what the text tower says of the taught names onto their pictures' mean vectors. */
export async function refitTextProjection(
  model: Model,
  data: TrainingData,
  options: Refit,
  context: EncodeContext,
): Promise<Refitted> {
  const set = await openTrainingSet(model, data, { ...options, views: 1, seed: 0 }, context);
  const { architecture, activation, textActivation = activation } = model.info.description;
  const { width } = architecture.text;
  const parameters = trainedParameters(
    trainingGraph({ architecture, activation: textActivation }),
    architecture.text,
  ).filter(({ name }) => name !== 'logit_scale' && name !== 'text_projection');
  const values = await graphValues(model, parameters, options.signal);
  // Behind the identity the tower's own features come out.
  const features = createTextReader(
    model,
    { ...architecture, embedDim: width },
    textActivation,
    context.pool,
  );
  const reader = createTextReader(model, architecture, textActivation, context.pool);
  const lambda = options.lambda ?? LAMBDA[isTrained(model, 'text-tower') ? 'trained' : 'random'];
  try {
    const templates = options.templates ?? [PLAIN_TEMPLATE];
    const texts = set.taught.flatMap((name) =>
      templates.map((template) => fillTemplate(template, set.names[name] ?? '')),
    );
    const x = await features.read(texts, { ...values, text_projection: identityMatrix(width) });
    const y = set.taught.flatMap((name) => templates.map(() => meanVector(set, name)));
    const fitted = refitProjection(
      { data: x, dims: [texts.length, width] },
      matrixOf(y, set.width),
      lambda,
    );
    const after = { ...values, text_projection: fitted };
    const look = await lookAt(set, 0, (wanted) => reader.read(wanted, after));
    return { values: new Map([['text_projection', fitted]]), looks: [look], set, lambda };
  } finally {
    await features.release();
    await reader.release();
  }
}

export function isTrained({ report }: Model, part: 'text-tower' | 'image-tower'): boolean {
  return report.parts.some(
    (own) => own.part === part && own.loaded + (own.trained ?? 0) === own.parameters,
  );
}

function identityMatrix(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, index) =>
    index % (size + 1) === 0 ? 1 : 0,
  );
}

/** Unit mean of the plain views of a name's pictures. */
function meanVector(set: TrainingSet, name: number): Float32Array {
  const rows = (set.picturesOf[name] ?? []).map((picture) => viewRow(set, picture, 'plain'));
  return averageDirection(set.vectors, set.width, rows);
}

function matrixOf(rows: readonly Float32Array[], width: number): Matrix {
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, index) => data.set(row, index * width));
  return { data, dims: [rows.length, width] };
}
