import { closeSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { FULL_SIZE, writeFullSize } from '../scripts/support/full-size-checkpoint.ts';
import { serveRanges } from '../scripts/support/range-server.ts';
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
        loaded: report.parts.reduce((sum, part) => sum + part.loadedNumbers, 0),
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

/** Parameters whose numbers are compared with the file's: the first, one of the text side in the middle, the last large one. */
const SAMPLED = [
  'visual.conv1.weight',
  'transformer.resblocks.6.mlp.c_fc.weight',
  'token_embedding.weight',
];

/** A tensor's numbers, read from the file by safetensors' own description: length of the header, header, data. */
function tensorOnDisk(path: string, name: string): Float32Array {
  const file = openSync(path, 'r');
  const read = (start: number, length: number) => {
    const bytes = new Uint8Array(length);
    readSync(file, bytes, 0, length, start);
    return bytes;
  };
  const length = Number(new DataView(read(0, 8).buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(read(8, length))) as Readonly<
    Record<string, { readonly data_offsets: readonly [number, number] }>
  >;
  const [start, end] = header[name]?.data_offsets ?? [0, 0];
  const numbers = new Float32Array(read(8 + length + start, end - start).buffer);
  closeSync(file);
  return numbers;
}

test('ViT-L/14 at full size is looked into by its header, loaded over the network, and answers', async ({
  page,
}, testInfo) => {
  test.skip(
    testInfo.project.name === 'webgpu',
    'a picture takes more than a minute on the software adapter',
  );
  test.setTimeout(300_000);
  const path = testInfo.outputPath('open_clip_model.safetensors');
  const bytes = writeFullSize('ViT-L/14', path);
  writeFileSync(
    testInfo.outputPath('open_clip_config.json'),
    JSON.stringify({ model_cfg: FULL_SIZE['ViT-L/14'] }),
  );
  const server = await serveRanges(testInfo.outputPath('.'));
  try {
    await page.route('**/models/mini/*', (route) => route.abort());
    await page.goto('./');
    const result = await page.evaluate(
      async ([url, parameters]) => {
        const { downloadedBytes } = await zeroShot.inspect({ url });
        const { id, report } = await zeroShot.load({ url }, { device: 'wasm', keep: false });
        const summaries = [];
        for (const name of parameters)
          summaries.push((await zeroShot.describeParameter(id, name)).summary);
        const canvas = new OffscreenCanvas(300, 200);
        canvas.getContext('2d')?.fillRect(100, 50, 100, 100);
        const image = await zeroShot.encodeImages(id, [await canvas.convertToBlob()]);
        const text = await zeroShot.encodeTexts(id, {
          inputIds: [49406, 320, 49407],
          dims: [1, 3],
        });
        await zeroShot.release(id);
        return {
          downloadedBytes,
          summaries,
          numbers: report.parts.reduce((sum, part) => sum + part.numbers, 0),
          loaded: report.parts.reduce((sum, part) => sum + part.loadedNumbers, 0),
          image: [...image.data],
          text: [...text.data],
        };
      },
      [`${server.url}open_clip_model.safetensors`, SAMPLED] as const,
    );
    expect(result.downloadedBytes).toBeLessThan(bytes / 1000);
    // OpenAI's ViT-L/14 has that many parameters.
    expect(result.numbers).toBe(427_616_513);
    expect(result.loaded).toBe(427_616_513);
    SAMPLED.forEach((name, i) => {
      const numbers = tensorOnDisk(path, name);
      const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      expect(result.summaries[i]?.mean).toBeCloseTo(mean, 6);
      expect(result.summaries[i]?.smallest).toBe(numbers.reduce((a, b) => Math.min(a, b)));
      expect(result.summaries[i]?.largest).toBe(numbers.reduce((a, b) => Math.max(a, b)));
    });
    for (const embedding of [result.image, result.text]) {
      expect(embedding).toHaveLength(768);
      expect(embedding.every(Number.isFinite)).toBe(true);
      expect(Math.hypot(...embedding)).toBeGreaterThan(0);
    }
  } finally {
    await server.close();
    rmSync(path);
  }
});
