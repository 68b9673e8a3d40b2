import { transpose } from '../core/checkpoint/tensor-values.ts';
import { gatherTokens, scatterTokens } from '../core/gradient/token-rows.ts';
import {
  type Batch,
  freshTrainer,
  type RunGraph,
  trainedParameters,
  type TrainerState,
  trainStep,
} from '../core/gradient/trainer.ts';
import {
  gradientOf,
  textGraphOfInputs,
  type TrainedParameter,
  trainingGraph,
} from '../core/gradient/training-graph.ts';
import type { Architecture } from '../core/model/architecture.ts';
import { relativeError } from './golden.ts';
import { goldenTensors, type TrainingCase } from './training-references.ts';

/** The references' optimiser. */
export const ADAMW = { rate: 1e-3, betas: [0.9, 0.98], epsilon: 1e-6, weightDecay: 0.2 } as const;

type Tensors = ReturnType<typeof goldenTensors>;
type MadeCase = ReturnType<typeof makeTrainingCase>;

/** The graph, the batch and the start of a reference, for whatever runs them. */
export function makeTrainingCase(architecture: Architecture, reference: TrainingCase) {
  const tensors = goldenTensors(`training/${reference.file}`);
  const along = reference.trains.includes('visual.proj');
  const graph = trainingGraph({
    architecture,
    activation: reference.activation,
    ...(along && { imageProjection: { inputs: 32 } }),
  });
  const parameters = trainedParameters(graph, architecture.text);
  const positive = tensors.get('positive');
  const batch: Batch = {
    ids: Int32Array.from(reference.input_ids.flat()),
    length: reference.input_ids[0]?.length ?? 0,
    images: tensors.get(along ? 'features' : 'image_embeds')?.data ?? new Float32Array(),
    pictures: positive?.shape[0] ?? 0,
    positive: positive?.data ?? [],
  };
  const start = () =>
    freshTrainer(
      Object.fromEntries(
        parameters.map((parameter) => [parameter.name, inGraphForm(tensors, 'start', parameter)]),
      ),
    );
  return { architecture, tensors, graph, parameters, batch, start };
}

/** A parameter's reference in the graph's form. */
function inGraphForm(
  tensors: Tensors,
  prefix: string,
  { name, form }: TrainedParameter,
): Float32Array {
  const tensor = tensors.get(`${prefix}.${name}`);
  if (!tensor) throw new Error(`There is no ${prefix} of ${name}.`);
  const [rows = 1, columns = 1] = tensor.shape;
  return form === 'transposed' ? transpose(tensor.data, rows, columns) : tensor.data.slice();
}

/** Losses of the first step and of twenty after it, each before that step, and what twenty steps make of the start. */
export async function trainCase({ parameters, batch, start }: MadeCase, run: RunGraph) {
  const losses: number[] = [];
  let state = start();
  let end = state;
  for (let step = 0; step <= 20; step++) {
    // A step changes its numbers in place.
    if (step === 20) end = structuredClone(state);
    const made = await trainStep(state, parameters, batch, ADAMW, run);
    losses.push(made.result.loss);
    ({ state } = made);
  }
  return { losses, end };
}

/** The text tower with every parameter as an input, and what goes into it after the training. */
export function trainedTexts({ architecture, batch }: MadeCase, reference: TrainingCase) {
  const graph = textGraphOfInputs(architecture, reference.activation);
  const feedsOf = ({ values }: TrainerState): Parameters<RunGraph>[0] => {
    const texts = batch.ids.length / batch.length;
    const { width } = architecture.text;
    const tables = {
      tokens: values['token_embedding.weight'] ?? new Float32Array(),
      positions: values['positional_embedding'] ?? new Float32Array(),
      width,
    };
    const own = graph.parameters.map(({ name, dims }) => [
      name,
      { data: values[name] ?? new Float32Array(), dims },
    ]);
    return {
      embedded: {
        data: gatherTokens(batch.ids, batch.length, tables),
        dims: [texts, batch.length, width],
      },
      input_ids: { data: batch.ids, dims: [texts, batch.length] },
      ...Object.fromEntries(own),
    };
  };
  return { model: graph.model, feedsOf };
}

/** How far each gradient of the first step is from PyTorch's, relative to its largest value. */
export async function gradientErrors(made: MadeCase, run: RunGraph) {
  const { architecture, tensors, parameters, batch, start } = made;
  const gradients = new Map<string, Float32Array>();
  await trainStep(start(), parameters, batch, ADAMW, async (feeds) => {
    const outputs = await run(feeds);
    for (const [name, values] of Object.entries(outputs)) gradients.set(name, values.slice());
    return outputs;
  });
  const { values } = start();
  const tables = {
    tokens: values['token_embedding.weight'] ?? new Float32Array(),
    positions: values['positional_embedding'] ?? new Float32Array(),
    width: architecture.text.width,
  };
  const embedded = gradients.get(gradientOf('embedded')) ?? new Float32Array();
  const rows = scatterTokens(batch.ids, batch.length, embedded, tables);
  gradients.set(gradientOf('token_embedding.weight'), rows.tokens);
  gradients.set(gradientOf('positional_embedding'), rows.positions);
  return parameters.map((parameter) => ({
    name: parameter.name,
    error: relativeError(
      gradients.get(gradientOf(parameter.name)) ?? [],
      inGraphForm(tensors, 'grad', parameter),
    ),
  }));
}
