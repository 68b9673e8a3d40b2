import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type * as Runtime from 'onnxruntime-web/webgpu';
import { transpose } from '../src/core/checkpoint/tensor-values.ts';
import { scatterTokens } from '../src/core/gradient/token-rows.ts';
import {
  freshTrainer,
  trainedParameters,
  trainStep,
  type Batch,
  type RunGraph,
} from '../src/core/gradient/trainer.ts';
import {
  gradientOf,
  trainingGraph,
  type TrainedParameter,
} from '../src/core/gradient/training-graph.ts';
import { goldenTensors, trainingReferences } from '../src/testing/training-references.ts';
import { goldenPath, relativeError } from './support/golden.ts';

declare const training: { session: Runtime.InferenceSession; ort: typeof Runtime };

/** The references' optimiser. */
const ADAMW = { rate: 1e-3, betas: [0.9, 0.98], epsilon: 1e-6, weightDecay: 0.2 } as const;
const { architecture, cases } = trainingReferences();

test.beforeEach(async ({ page }) => {
  // The engine has the machine to itself: the page's own models are not loaded.
  await page.route('**/models/mini/*.safetensors', (route) => route.abort());
  await page.route('**/runtime/*', (route) => {
    const file = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    return route.fulfill({
      contentType: file.endsWith('.wasm') ? 'application/wasm' : 'text/javascript',
      body: readFileSync(new URL(`../node_modules/onnxruntime-web/dist/${file}`, import.meta.url)),
    });
  });
  await page.goto('./#device=webgpu');
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(2);
});

/** A graph on the graphics card of the page's browser. */
async function openOnCard(page: Page, model: Uint8Array): Promise<RunGraph> {
  await page.evaluate(async (bytes) => {
    const address = new URL('./runtime/ort.webgpu.bundle.min.mjs', document.baseURI).href;
    const ort = (await import(address)) as typeof Runtime;
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(bytes, { executionProviders: ['webgpu'] });
    Object.assign(globalThis, { training: { ort, session } });
  }, model);
  return (feeds) =>
    page.evaluate(async (given) => {
      const { ort, session } = training;
      const tensors = Object.entries(given).map(([name, { data, dims }]) => [
        name,
        data instanceof Int32Array
          ? new ort.Tensor('int32', data, dims)
          : new ort.Tensor('float32', data, dims),
      ]);
      const outputs = await session.run(
        Object.fromEntries(tensors) as Runtime.InferenceSession.FeedsType,
      );
      const values: [string, Float32Array][] = [];
      for (const [name, tensor] of Object.entries(outputs)) {
        values.push([name, ((await tensor.getData()) as Float32Array).slice()]);
        tensor.dispose();
      }
      return Object.fromEntries(values);
    }, feeds);
}

test('the graphics card has PyTorch’s gradients and losses', async ({ page }) => {
  test.setTimeout(400_000);
  const here = cases.filter(({ file }) => goldenPath(`training/${file}`));
  expect(here.length).toBeGreaterThanOrEqual(2);
  for (const reference of here) {
    await test.step(reference.file, async () => {
      const tensors = goldenTensors(`training/${reference.file}`);
      const along = reference.trains.includes('visual.proj');
      const graph = trainingGraph({
        architecture,
        activation: reference.activation,
        ...(along && { imageProjection: { inputs: 32 } }),
      });
      const parameters = trainedParameters(graph, architecture.text);
      const inForm = (prefix: string, { name, form }: TrainedParameter): Float32Array => {
        const { data = new Float32Array(), shape = [] } = tensors.get(`${prefix}.${name}`) ?? {};
        const [rows = 1, columns = 1] = shape;
        return form === 'transposed' ? transpose(data, rows, columns) : data.slice();
      };
      const positive = tensors.get('positive');
      const batch: Batch = {
        ids: Int32Array.from(reference.input_ids.flat()),
        length: reference.input_ids[0]?.length ?? 0,
        images: tensors.get(along ? 'features' : 'image_embeds')?.data ?? new Float32Array(),
        pictures: positive?.shape[0] ?? 0,
        positive: positive?.data ?? [],
      };
      const run = await openOnCard(page, graph.model);
      const start = () =>
        Object.fromEntries(
          parameters.map((parameter) => [parameter.name, inForm('start', parameter)]),
        );
      let state = freshTrainer(start());
      const losses: number[] = [];
      let first: Awaited<ReturnType<RunGraph>> = {};
      for (let step = 0; step <= 20; step++) {
        const made = await trainStep(state, parameters, batch, ADAMW, async (feeds) => {
          const outputs = await run(feeds);
          if (step === 0)
            first = Object.fromEntries(
              Object.entries(outputs).map(([name, values]) => [name, values.slice()]),
            );
          return outputs;
        });
        losses.push(made.result.loss);
        ({ state } = made);
      }
      const values = start();
      const rows = scatterTokens(
        batch.ids,
        batch.length,
        first[gradientOf('embedded')] ?? new Float32Array(),
        {
          tokens: values['token_embedding.weight'] ?? new Float32Array(),
          positions: values['positional_embedding'] ?? new Float32Array(),
          width: architecture.text.width,
        },
      );
      const gradients = {
        ...first,
        [gradientOf('token_embedding.weight')]: rows.tokens,
        [gradientOf('positional_embedding')]: rows.positions,
      };
      const errors = parameters.map((parameter) => ({
        name: parameter.name,
        error: relativeError(
          [...(gradients[gradientOf(parameter.name)] ?? [])],
          [...inForm('grad', parameter)],
        ),
      }));
      expect.soft(errors.filter(({ error }) => !(error < 1e-4))).toEqual([]);
      expect.soft(Math.abs((losses[0] ?? Number.NaN) - reference.loss)).toBeLessThan(1e-5);
      const worst = losses.map((loss, at) => Math.abs(loss - (reference.losses[at] ?? Number.NaN)));
      expect.soft(Math.max(...worst)).toBeLessThan(1e-3);
    });
  }
});
