import {
  adamwStep,
  clipGradients,
  decays,
  freshState,
  type AdamWOptions,
  type AdamWState,
} from './adamw.ts';
import { pairWeights } from './contrastive-loss.ts';
import { gatherTokens, scatterTokens } from './token-rows.ts';
import { gradientOf, type TrainedParameter, type TrainingGraph } from './training-graph.ts';

/** A tensor that goes into the training graph, row-major. */
export interface Feed {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
}

/** Runs the training graph once: float32 values of each output, by name. */
export type RunGraph = (
  feeds: Readonly<Record<string, Feed>>,
) => Promise<Readonly<Record<string, Float32Array>>>;

/** Pictures and texts of one step, and which belong together. */
export interface Batch {
  /** Token ids, row-major [texts, length]; the end token has the largest id of its row. */
  readonly ids: Int32Array;
  readonly length: number;
  /** Image embeddings (or, where the projection trains along, features), row-major [pictures, F]. */
  readonly images: Float32Array;
  readonly pictures: number;
  /** [pictures, texts]: not 0 where a text is true of a picture. */
  readonly positive: ArrayLike<number>;
}

export interface StepOptions extends AdamWOptions {
  readonly rate: number;
  /** For parameters that `decays` names. */
  readonly weightDecay: number;
  /** Parameters that stay as they are; default: none. */
  readonly frozen?: ReadonlySet<string>;
  /** Longest allowed gradient, over all parameters together; none where it is left out. */
  readonly clip?: number;
}

export interface StepResult {
  /** Before this step's change. Not finite: nothing was changed. */
  readonly loss: number;
  /** [pictures, texts], row-major, before the change. */
  readonly logits: Float32Array;
}

/** Everything that a later step depends on: kept, it goes on exactly where it stopped. */
export interface TrainerState {
  /** Steps that were made. */
  readonly step: number;
  /** Values in the graph's form, by parameter. */
  readonly values: Readonly<Record<string, Float32Array>>;
  readonly moments: Readonly<Record<string, AdamWState>>;
}

/** The logit scale stays between 1 and 100, as OpenCLIP holds it. */
const LOGIT_SCALE = { low: 0, high: Math.log(100) };

const TOKENS = 'token_embedding.weight';
const POSITIONS = 'positional_embedding';

/** Shapes of all that trains: the graph's parameters and both tables, which stay outside. */
export function trainedParameters(
  { parameters }: TrainingGraph,
  text: { readonly vocabSize: number; readonly contextLength: number; readonly width: number },
): readonly TrainedParameter[] {
  return [
    { name: TOKENS, form: 'as-is', dims: [text.vocabSize, text.width] },
    { name: POSITIONS, form: 'as-is', dims: [text.contextLength, text.width] },
    ...parameters,
  ];
}

/** The state before the first step, for values in the graph's form. The values are taken over, not copied. */
export function freshTrainer(values: Readonly<Record<string, Float32Array>>): TrainerState {
  const moments = Object.entries(values).map(
    ([name, { length }]) => [name, freshState(length)] as const,
  );
  return { step: 0, values, moments: Object.fromEntries(moments) };
}

/**
 * One step of training. The state's arrays are changed in place; the returned one counts on.
 * Where loss or gradient is not finite nothing changes, so that the last good state is still there.
 */
export async function trainStep(
  state: TrainerState,
  parameters: readonly TrainedParameter[],
  batch: Batch,
  options: StepOptions,
  run: RunGraph,
): Promise<{ readonly state: TrainerState; readonly result: StepResult }> {
  const width = parameters.find(({ name }) => name === TOKENS)?.dims[1] ?? 0;
  const tables = { tokens: valuesOf(state, TOKENS), positions: valuesOf(state, POSITIONS), width };
  const outputs = await run(feedsOf(state, parameters, batch, tables));
  const rows = scatterTokens(
    batch.ids,
    batch.length,
    outputOf(outputs, gradientOf('embedded')),
    tables,
  );
  const moving = parameters.filter(({ name }) => !options.frozen?.has(name));
  const gradients = moving.map(({ name }) =>
    name === TOKENS
      ? rows.tokens
      : name === POSITIONS
        ? rows.positions
        : outputOf(outputs, gradientOf(name)),
  );
  const result = {
    loss: outputOf(outputs, 'loss')[0] ?? Number.NaN,
    logits: outputOf(outputs, 'logits'),
  };
  const length = clipGradients(gradients, options.clip ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(result.loss) || !Number.isFinite(length)) return { state, result };
  const step = state.step + 1;
  moving.forEach(({ name, dims }, index) => {
    const values = valuesOf(state, name);
    const moments = state.moments[name] ?? freshState(values.length);
    const decay = decays(name, dims) ? options.weightDecay : 0;
    adamwStep(values, gradients[index] ?? new Float32Array(), moments, step, { ...options, decay });
  });
  if (!options.frozen?.has('logit_scale')) clampScale(state.values['logit_scale']);
  return { state: { ...state, step }, result };
}

function feedsOf(
  state: TrainerState,
  parameters: readonly TrainedParameter[],
  { ids, length, images, pictures, positive }: Batch,
  tables: Parameters<typeof gatherTokens>[2],
): Readonly<Record<string, Feed>> {
  const texts = ids.length / length;
  const weights = pairWeights(positive, pictures, texts);
  const own = parameters
    .filter(({ name }) => name !== TOKENS && name !== POSITIONS)
    .map(({ name, dims }) => [name, { data: valuesOf(state, name), dims }] as const);
  return {
    embedded: { data: gatherTokens(ids, length, tables), dims: [texts, length, tables.width] },
    input_ids: { data: ids, dims: [texts, length] },
    images: { data: images, dims: [pictures, images.length / pictures] },
    by_picture: { data: weights.byPicture, dims: [pictures, texts] },
    by_text: { data: weights.byText, dims: [pictures, texts] },
    ...Object.fromEntries(own),
  };
}

function valuesOf({ values }: TrainerState, name: string): Float32Array {
  const found = values[name];
  if (!found) throw new Error(`The state has no values of ${name}.`);
  return found;
}

function outputOf(outputs: Readonly<Record<string, Float32Array>>, name: string): Float32Array {
  const found = outputs[name];
  if (!found) throw new Error(`The graph gave no ${name}.`);
  return found;
}

function clampScale(scale: Float32Array | undefined): void {
  if (scale) scale[0] = Math.min(LOGIT_SCALE.high, Math.max(LOGIT_SCALE.low, scale[0] ?? 0));
}
