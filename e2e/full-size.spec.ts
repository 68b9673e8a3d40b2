import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { goldenText, relativeError, serveGolden } from './support/golden.ts';

declare const zeroShot: Engine;

interface FullSize {
  readonly config: unknown;
  readonly crops: readonly string[];
  readonly prompts: readonly string[];
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
}

/** Token ids of the five reference prompts by CLIP's own tokenizer, so that no tokenizer file is needed. */
const ids = JSON.parse(
  readFileSync(new URL('support/full-size-token-ids.json', import.meta.url), 'utf8'),
) as readonly (readonly number[])[];

test("ViT-B/16 drawn from seed 0 gives PyTorch's embeddings", async ({ page }, { project }) => {
  test.skip(
    project.name === 'webgpu',
    'a picture takes more than a minute on the software adapter',
  );
  test.setTimeout(300_000);
  await serveGolden(page);
  await page.route('**/models/mini/*', (route) => route.abort());
  await page.goto('./');
  const { full } = JSON.parse(goldenText('init/index.json')) as { full: FullSize };
  const result = await page.evaluate(
    async ({ config, crops, inputIds, dims }) => {
      const { id, report } = await zeroShot.load(
        { config },
        { seed: 0, device: 'wasm', activation: 'quickgelu' },
      );
      const blobs = await Promise.all(
        crops.map(async (crop) => (await fetch(`golden/${crop}`)).blob()),
      );
      const images = await zeroShot.encodeImages(id, blobs);
      const texts = await zeroShot.encodeTexts(id, { inputIds, dims });
      await zeroShot.release(id);
      return {
        images: [...images.data],
        texts: [...texts.data],
        numbers: report.parts.reduce((sum, part) => sum + part.numbers, 0),
        loaded: report.parts.reduce((sum, part) => sum + part.loaded, 0),
      };
    },
    {
      config: full.config,
      crops: full.crops,
      inputIds: ids.flat(),
      dims: [ids.length, ids[0]?.length ?? 0] as const,
    },
  );
  expect(result.numbers).toBe(149_620_737);
  expect(result.loaded).toBe(0);
  expect(relativeError(result.images, full.image_embeds.flat())).toBeLessThan(1e-4);
  expect(relativeError(result.texts, full.text_embeds.flat())).toBeLessThan(1e-4);
});
