import {
  freshTrainer,
  trainedParameters,
  trainStep,
  type Batch,
  type TrainerState,
} from '../../core/gradient/trainer.ts';
import { rateAt } from '../../core/gradient/adamw.ts';
import { trainingGraph, type TrainedParameter } from '../../core/gradient/training-graph.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import { pickBatch, type Pick } from '../../core/training/pick-batch.ts';
import { TRAINING_RECIPE } from '../../core/training/recipe.ts';
import { EngineError } from '../../engine/errors.ts';
import type { TextTrainingRecipe, TrainingData, TrainOptions } from '../../engine/training.ts';
import type { ThreadTimes, TrainingLook, TrainingState } from '../../engine/training-progress.ts';
import type { EncodeContext } from '../models/encode-context.ts';
import type { Model } from '../models/model.ts';
import { WORTH_CHOOSING, type ThreadChoice } from '../runtime/thread-choice.ts';
import { lookAt } from './look.ts';
import { batchOf, createTextReader, idsOf } from './text-reader.ts';
import { checkpointValues, graphValues } from './text-values.ts';
import { openTrainingSet, viewRow, type TrainingSet } from './training-set.ts';

export type TextTraining = Extract<TrainOptions, { repair: 'text-tower' }>;

/** New values, in OpenCLIP's shapes, and how they were reached. */
export interface TrainedText {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly losses: readonly number[];
  readonly looks: readonly TrainingLook[];
  readonly step: number;
  readonly set: TrainingSet;
}

const ADAMW = { betas: [0.9, 0.98], epsilon: 1e-6 } as const;
/** A look costs about as much as a step. */
const LOOK_EVERY = 5;

/**
 * Trains the text tower of a model onto its locked image tower (LiT, Zhai et al. 2022), from the values it has now.
 * @throws EngineError `training-diverged` where a loss is not finite; the last good state came with `onProgress`
 */
export async function trainTextTower(
  model: Model,
  data: TrainingData,
  options: TextTraining,
  context: EncodeContext,
): Promise<TrainedText> {
  const recipe: TextTrainingRecipe = { ...TRAINING_RECIPE, ...options.recipe };
  const set = await openTrainingSet(
    model,
    data,
    { ...options, views: recipe.views, seed: recipe.seed },
    context,
  );
  const { architecture, activation, textActivation = activation } = model.info.description;
  const graph = trainingGraph({ architecture, activation: textActivation });
  const parameters = trainedParameters(graph, architecture.text);
  let state = options.from
    ? takenUp(options.from, parameters)
    : freshTrainer(await startValues(model, parameters, recipe.scale, options.signal));
  const run: TextRun = { recipe, losses: [...(options.from?.losses ?? [])], looks: [] };
  const last = Math.min(recipe.steps, options.until ?? recipe.steps);
  const threads = last - state.step < WORTH_CHOOSING ? null : context.pool.chooseThreads();
  const reader = createTextReader(
    model,
    architecture,
    textActivation,
    context.pool,
    threads?.followed,
  );
  const opened = context.pool.openGraph(graph.model, threads?.measured);
  try {
    const report = (loss: number) =>
      tell(run, state, loss, { set, reader, last, options, threads });
    if (state.step === 0) await report(Number.NaN);
    while (state.step < last) {
      options.signal?.throwIfAborted();
      const step = state.step + 1;
      const batch = makeBatch(model, set, recipe, step);
      const rate = rateAt(step, recipe);
      const made = await trainStep(
        state,
        parameters,
        batch,
        { ...ADAMW, ...recipe, rate, frozen: FROZEN },
        opened.run,
      );
      if (made.state.step !== step) throw diverged(step, made.result.loss);
      ({ state } = made);
      run.losses.push(made.result.loss);
      await report(made.result.loss);
    }
  } finally {
    await opened.release();
    await reader.release();
  }
  const values = checkpointForm(parameters, state);
  return { values, losses: run.losses, looks: run.looks, step: state.step, set };
}

function checkpointForm(
  parameters: readonly TrainedParameter[],
  { values }: TrainerState,
): ReadonlyMap<string, Float32Array> {
  return new Map(
    parameters.map((parameter) => [
      parameter.name,
      checkpointValues(parameter, values[parameter.name] ?? new Float32Array()),
    ]),
  );
}

/** What a training has come through. */
interface TextRun {
  readonly recipe: TextTrainingRecipe;
  readonly losses: number[];
  readonly looks: TrainingLook[];
}

interface Telling {
  readonly set: TrainingSet;
  readonly reader: ReturnType<typeof createTextReader>;
  /** The step at which this call ends. */
  readonly last: number;
  readonly options: TextTraining;
  readonly threads: ThreadChoice | null;
}

/** Looks at the pictures kept apart where it is time to, and tells where the training is. */
async function tell(
  { recipe, losses, looks }: TextRun,
  state: TrainerState,
  loss: number,
  { set, reader, last, options, threads }: Telling,
): Promise<void> {
  const { step } = state;
  const look = step % LOOK_EVERY === 0 || step === last;
  const seen = look
    ? await lookAt(set, step, (texts) => reader.read(texts, state.values))
    : undefined;
  if (seen) looks.push(seen);
  const watched =
    look && options.watch?.length
      ? await watch(options.watch, reader, state, set.width)
      : undefined;
  const whole =
    options.stateEvery !== undefined && (step % options.stateEvery === 0 || step === last);
  options.onProgress?.({
    stage: 'train',
    done: step,
    total: recipe.steps,
    unit: 'steps',
    training: {
      loss,
      ...(seen && { look: seen }),
      ...(watched && { watched }),
      ...(look && timesOf(threads)),
      ...(whole && { state: kept(state, losses) }),
    },
  });
}

/** The recipe fixes the factor on cosines. */
const FROZEN: ReadonlySet<string> = new Set(['logit_scale']);

async function startValues(
  model: Model,
  parameters: readonly TrainedParameter[],
  scale: number,
  signal: AbortSignal | undefined,
): Promise<Record<string, Float32Array>> {
  const own = parameters.filter(({ name }) => !FROZEN.has(name));
  const values = await graphValues(model, own, signal);
  return { ...values, logit_scale: Float32Array.of(Math.log(scale)) };
}

/** Its arrays are the caller's no more. @throws EngineError `invalid-input` for a state of another model */
function takenUp(from: TrainingState, parameters: readonly TrainedParameter[]): TrainerState {
  for (const { name, dims } of parameters) {
    const length = dims.reduce((product, extent) => product * extent, 1);
    const { mean, square } = from.moments[name] ?? {};
    if ([from.values[name], mean, square].some((values) => values?.length !== length)) {
      throw new EngineError(
        'invalid-input',
        `The state to go on from is of another model: ${name} does not fit.`,
      );
    }
  }
  return from;
}

/** A copy that later steps do not change. */
function kept({ step, values, moments }: TrainerState, losses: readonly number[]): TrainingState {
  const copies = Object.entries(values).map(([name, numbers]) => [name, numbers.slice()]);
  const moved = Object.entries(moments).map(([name, { mean, square }]) => [
    name,
    { mean: mean.slice(), square: square.slice() },
  ]);
  return {
    step,
    values: Object.fromEntries(copies),
    moments: Object.fromEntries(moved),
    losses: [...losses],
  };
}

async function watch(
  texts: readonly string[],
  reader: ReturnType<typeof createTextReader>,
  { values }: TrainerState,
  width: number,
) {
  const data = await reader.read(texts, values);
  return { data, dims: [texts.length, width] as const };
}

function makeBatch(
  model: Model,
  set: TrainingSet,
  recipe: TextTrainingRecipe,
  step: number,
): Batch {
  const taught = set.taught.map((name) => set.picturesOf[name] ?? []);
  const picks = pickBatch(
    {
      picturesOf: taught,
      views: set.trained,
      templates: recipe.templates.length,
      most: recipe.batch,
    },
    recipe.seed,
    step,
  );
  const texts = picks.map(({ name, template }) =>
    fillTemplate(recipe.templates[template] ?? '', set.names[set.taught[name] ?? 0] ?? ''),
  );
  const images = new Float32Array(picks.length * set.width);
  picks.forEach(({ picture, view }, row) => {
    const from = viewRow(set, picture, view) * set.width;
    images.set(set.vectors.subarray(from, from + set.width), row * set.width);
  });
  return {
    ...batchOf(idsOf(model, texts)),
    images,
    pictures: picks.length,
    positive: positives(picks),
  };
}

/** [pictures, texts]: true where both are of one name. */
function positives(picks: readonly Pick[]): Uint8Array {
  return Uint8Array.from(
    picks.flatMap((picture) => picks.map((text) => (picture.name === text.name ? 1 : 0))),
  );
}

function diverged(step: number, loss: number): EngineError {
  return new EngineError(
    'training-diverged',
    `The training came apart at step ${step}: its loss is ${loss}. Try a lower rate; the model is as it was.`,
    { step, loss: String(loss) },
  );
}

function timesOf(choice: ThreadChoice | null): Partial<Record<'threads', ThreadTimes>> {
  const threads = choice?.outcome();
  return threads ? { threads } : {};
}
