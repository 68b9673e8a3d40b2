import { describe, expect, test } from 'vitest';
import { hasGolden, relativeError } from '../../testing/golden.ts';
import { openGraph, openTower } from '../../testing/run-graph.ts';
import { ADAMW, gradientErrors, trainCase, makeTrainingCase } from '../../testing/training-case.ts';
import { trainingReferences } from '../../testing/training-references.ts';
import { textTowerGraph } from '../graph/text-tower.ts';
import { freshTrainer, trainStep } from './trainer.ts';
import { gradientOf, type TrainedParameter } from './training-graph.ts';

const { architecture, cases } = trainingReferences();
const here = cases.filter(({ file }) => hasGolden(`training/${file}`));

describe.each(here)('$file', (reference) => {
  const made = makeTrainingCase(architecture, reference);
  const { tensors, graph, parameters, batch } = made;

  test('the parameters are those that PyTorch trained', () => {
    expect(parameters.map(({ name }) => name).toSorted()).toEqual(reference.trains.toSorted());
  });

  test('twenty steps of AdamW: every loss, and the embeddings at the end', async () => {
    const opened = await openGraph(graph.model);
    const { losses } = await trainCase(made, opened.run);
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
    const { end } = await trainCase(made, opened.run);
    await opened.release();
    const tower = textTowerGraph(architecture, reference.activation);
    const weights = new Uint8Array(tower.weightsByteLength);
    for (const { parameter, offset } of tower.weights) {
      const values = end.values[parameter] ?? new Float32Array();
      weights.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    }
    const inference = await openTower(tower, weights);
    const embeds = await inference.run(batch.ids, [batch.ids.length / batch.length, batch.length]);
    await inference.release();
    expect(relativeError(embeds, tensors.get('end.text_embeds')?.data ?? [])).toBeLessThan(1e-3);
  });

  test('every gradient of the first step', async () => {
    const opened = await openGraph(graph.model);
    const errors = await gradientErrors(made, opened.run);
    await opened.release();
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
