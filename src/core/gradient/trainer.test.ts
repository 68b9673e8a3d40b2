import { describe, expect, test } from 'vitest';
import { hasGolden, relativeError } from '../../testing/golden.ts';
import { openGraph, openTower } from '../../testing/run-graph.ts';
import { goldenTensors, trainingReferences } from '../../testing/training-references.ts';
import { transpose } from '../checkpoint/tensor-values.ts';
import { textTowerGraph } from '../graph/text-tower.ts';
import { scatterTokens } from './token-rows.ts';
import { freshTrainer, trainedParameters, trainStep, type Batch } from './trainer.ts';
import { gradientOf, trainingGraph, type TrainedParameter } from './training-graph.ts';

/** The references' optimiser. */
const ADAMW = { rate: 1e-3, betas: [0.9, 0.98], epsilon: 1e-6, weightDecay: 0.2 } as const;

const { architecture, cases } = trainingReferences();
const here = cases.filter(({ file }) => hasGolden(`training/${file}`));

/** A parameter's reference in the graph's form. */
function inGraphForm(
  tensors: ReturnType<typeof goldenTensors>,
  prefix: string,
  { name, form }: TrainedParameter,
): Float32Array {
  const tensor = tensors.get(`${prefix}.${name}`);
  if (!tensor) throw new Error(`There is no ${prefix} of ${name}.`);
  const [rows = 1, columns = 1] = tensor.shape;
  return form === 'transposed' ? transpose(tensor.data, rows, columns) : tensor.data.slice();
}

describe.each(here)('$file', (reference) => {
  const tensors = goldenTensors(`training/${reference.file}`);
  const along = reference.trains.includes('visual.proj');
  const graph = trainingGraph({
    architecture,
    activation: reference.activation,
    ...(along && { imageProjection: { inputs: 32 } }),
  });
  const parameters = trainedParameters(graph, architecture.text);
  const images = tensors.get(along ? 'features' : 'image_embeds');
  const positive = tensors.get('positive');
  const pictures = positive?.shape[0] ?? 0;
  const batch: Batch = {
    ids: Int32Array.from(reference.input_ids.flat()),
    length: reference.input_ids[0]?.length ?? 0,
    images: images?.data ?? new Float32Array(),
    pictures,
    positive: positive?.data ?? [],
  };
  const start = () =>
    freshTrainer(
      Object.fromEntries(
        parameters.map((parameter) => [parameter.name, inGraphForm(tensors, 'start', parameter)]),
      ),
    );

  test('the parameters are those that PyTorch trained', () => {
    expect(parameters.map(({ name }) => name).toSorted()).toEqual(reference.trains.toSorted());
  });

  test('twenty steps of AdamW: every loss, and the embeddings at the end', async () => {
    const opened = await openGraph(graph.model);
    const losses: number[] = [];
    let state = start();
    for (let step = 0; step <= 20; step++) {
      const made = await trainStep(state, parameters, batch, ADAMW, opened.run);
      losses.push(made.result.loss);
      if (step < 20) ({ state } = made);
    }
    await opened.release();
    expect(Math.abs((losses[0] ?? Number.NaN) - reference.loss)).toBeLessThan(1e-5);
    const worst = losses.map((loss, step) =>
      Math.abs(loss - (reference.losses[step] ?? Number.NaN)),
    );
    expect(Math.max(...worst)).toBeLessThan(1e-3);
    expect(losses).toHaveLength(reference.losses.length);
  });

  test('the tower that inference runs gives PyTorch’s embeddings after twenty steps', async () => {
    const opened = await openGraph(graph.model);
    let state = start();
    for (let step = 0; step < 20; step++)
      ({ state } = await trainStep(state, parameters, batch, ADAMW, opened.run));
    await opened.release();
    const tower = textTowerGraph(architecture, reference.activation);
    const weights = new Uint8Array(tower.weightsByteLength);
    for (const { parameter, offset } of tower.weights) {
      const values = state.values[parameter] ?? new Float32Array();
      weights.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    }
    const inference = await openTower(tower, weights);
    const embeds = await inference.run(batch.ids, [batch.ids.length / batch.length, batch.length]);
    await inference.release();
    expect(relativeError(embeds, tensors.get('end.text_embeds')?.data ?? [])).toBeLessThan(1e-3);
  });

  test('every gradient of the first step', async () => {
    const opened = await openGraph(graph.model);
    const gradients = new Map<string, Float32Array>();
    await trainStep(start(), parameters, batch, ADAMW, async (feeds) => {
      const outputs = await opened.run(feeds);
      for (const [name, values] of Object.entries(outputs)) gradients.set(name, values.slice());
      return outputs;
    });
    await opened.release();
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
    const errors = parameters.map((parameter) => ({
      name: parameter.name,
      error: relativeError(
        gradients.get(gradientOf(parameter.name)) ?? [],
        inGraphForm(tensors, 'grad', parameter),
      ),
    }));
    expect(errors.filter(({ error }) => !(error < 1e-4))).toEqual([]);
  });
});

test('a loss that is not finite changes nothing', async () => {
  const parameters: readonly TrainedParameter[] = [
    { name: 'token_embedding.weight', form: 'as-is', dims: [4, 2] },
    { name: 'positional_embedding', form: 'as-is', dims: [3, 2] },
    { name: 'logit_scale', form: 'as-is', dims: [] },
  ];
  const state = freshTrainer({
    'token_embedding.weight': new Float32Array(8).fill(1),
    positional_embedding: new Float32Array(6).fill(1),
    logit_scale: Float32Array.of(2),
  });
  const batch = {
    ids: Int32Array.of(1, 3),
    length: 2,
    images: Float32Array.of(1, 0),
    pictures: 1,
    positive: [1],
  };
  const broken = async () => ({
    loss: Float32Array.of(Number.NaN),
    logits: Float32Array.of(0),
    [gradientOf('embedded')]: new Float32Array(4).fill(1),
    [gradientOf('logit_scale')]: Float32Array.of(1),
  });
  const made = await trainStep(state, parameters, batch, ADAMW, broken);
  expect(made.result.loss).toBeNaN();
  expect(made.state).toBe(state);
  expect(state.values['logit_scale']).toEqual(Float32Array.of(2));
  expect(state.values['token_embedding.weight']).toEqual(new Float32Array(8).fill(1));
});
