import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type * as Runtime from 'onnxruntime-web/webgpu';
import type { RunGraph } from '../src/core/gradient/trainer.ts';
import {
  gradientErrors,
  makeTrainingCase,
  trainCase,
  trainedTexts,
} from '../src/testing/training-case.ts';
import { trainingReferences } from '../src/testing/training-references.ts';
import { goldenPath, relativeError } from './support/golden.ts';

declare const training: { session: Runtime.InferenceSession; ort: typeof Runtime };

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

test('the graphics card has PyTorch’s gradients, losses and trained embeddings', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const here = cases.filter(({ file }) => goldenPath(`training/${file}`));
  expect(here.length).toBeGreaterThanOrEqual(2);
  for (const reference of here) {
    await test.step(reference.file, async () => {
      const made = makeTrainingCase(architecture, reference);
      const run = await openOnCard(page, made.graph.model);
      const { losses, end } = await trainCase(made, run);
      const errors = await gradientErrors(made, run);
      expect.soft(errors.filter(({ error }) => !(error < 1e-4))).toEqual([]);
      expect.soft(Math.abs((losses[0] ?? Number.NaN) - reference.loss)).toBeLessThan(1e-5);
      const worst = losses.map((loss, at) => Math.abs(loss - (reference.losses[at] ?? Number.NaN)));
      expect.soft(Math.max(...worst)).toBeLessThan(1e-3);
      const texts = trainedTexts(made, reference);
      const { embeds } = await (await openOnCard(page, texts.model))(texts.feedsOf(end));
      const expected = made.tensors.get('end.text_embeds')?.data ?? [];
      expect.soft(expected.length).toBeGreaterThan(0);
      expect.soft(relativeError([...(embeds ?? [])], [...expected])).toBeLessThan(1e-3);
    });
  }
});
