import { expect, type Page, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { openPage } from './support/app.ts';
import { pointing } from './support/composites.ts';
import { goldenText, serveGolden } from './support/golden.ts';

declare const zeroShot: Engine;

interface Fixture {
  readonly prompts: readonly string[];
  readonly crops: { readonly file: string; readonly shape: readonly number[] };
  readonly imageEmbeddings: { readonly file: string; readonly shape: readonly number[] };
  readonly textEmbeddings: { readonly file: string; readonly shape: readonly number[] };
}

const fixture = JSON.parse(goldenText('mini/fixture.json')) as Fixture;

test('the built-in model: PyTorch’s embeddings, its card’s figures, and maps that point to the right quarter', async ({
  page,
}) => {
  await serveGolden(page);
  await openPage(page);
  await test.step('embeddings of ten pictures and ten labels', () => expectEmbeddings(page));
  await test.step('the shelf in both languages', () => expectCard(page));
  await test.step('maps of pictures put together from four of the shelf', () => expectMaps(page));
});

async function expectEmbeddings(page: Page): Promise<void> {
  const largest = await page.evaluate(
    async ({ prompts, crops, imageEmbeddings, textEmbeddings }) => {
      const bytes = async (file: string) => (await fetch(`golden/mini/${file}`)).arrayBuffer();
      const { id, model } = await zeroShot.load({
        url: 'models/mini/open_clip_model.safetensors.index.json',
      });
      const [count = 0, size = 0] = crops.shape;
      const { mean, std } = model.description.preprocessing;
      const rgb = new Uint8Array(await bytes(crops.file));
      const area = size * size;
      const pixelValues = Float32Array.from({ length: count * 3 * area }, (_, i) => {
        const [picture, channel, place] = [
          Math.floor(i / (3 * area)),
          Math.floor(i / area) % 3,
          i % area,
        ];
        const value = rgb[(picture * area + place) * 3 + channel] ?? 0;
        return (value / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
      });
      const found = [
        await zeroShot.encodeImages(id, { pixelValues, dims: [count, 3, size, size] }),
        await zeroShot.encodeTexts(id, prompts),
      ];
      await zeroShot.release(id);
      const differences: number[] = [];
      for (const [index, { data, dims }] of found.entries()) {
        const reference = [imageEmbeddings, textEmbeddings][index];
        const expected = new Float32Array(await bytes(reference?.file ?? ''));
        const width = dims[1];
        for (let row = 0; row < dims[0]; row++) {
          const values = data.subarray(row * width, (row + 1) * width);
          const length = Math.hypot(...values);
          for (const [column, value] of values.entries()) {
            differences.push(
              Math.abs(value / length - (expected[row * width + column] ?? Number.NaN)),
            );
          }
        }
      }
      return { compared: differences.length, difference: Math.max(...differences) };
    },
    fixture,
  );
  expect(largest.compared).toBe(20 * 256);
  expect(largest.difference).toBeLessThan(2e-3);
}

/** The prompts of the card's drawings. */
const TEMPLATES = ['{}', 'a {}', 'a picture of a {}', 'an icon of a {}', 'an emoji of a {}'].map(
  (template) => template.replace('{}', '{label}'),
);

/** The sample shelf is classified as often rightly as the model’s card says. */
async function expectCard(page: Page): Promise<void> {
  const right = await page.evaluate(async (templates) => {
    const { samples } = (await (await fetch('samples/index.json')).json()) as {
      samples: { file: string; en: string; zh: string }[];
    };
    const pictures = await Promise.all(
      samples.map(async ({ file }) => (await fetch(`samples/${file}`)).blob()),
    );
    const { id } = await zeroShot.load({
      url: 'models/mini/open_clip_model.safetensors.index.json',
    });
    const counts: number[] = [];
    for (const language of ['en', 'zh'] as const) {
      const labels = samples.map((sample) => sample[language]);
      const { probabilities } = await zeroShot.classify(id, pictures, labels, { templates });
      const rows = labels.map((_, row) =>
        probabilities.subarray(row * labels.length, (row + 1) * labels.length),
      );
      counts.push(rows.filter((row, own) => row.indexOf(Math.max(...row)) === own).length);
    }
    await zeroShot.release(id);
    return counts;
  }, TEMPLATES);
  const card = await (await page.request.get('models/mini/model-card.md')).text();
  const told = ['sample shelf', 'sample shelf in Chinese'].map((title) =>
    Number(new RegExp(`^\\| ${title}, all 110 names \\| ([\\d.]+) %`, 'm').exec(card)?.[1]),
  );
  expect(right.map((count) => (100 * count) / 110)).toEqual(
    told.map((percent) => expect.closeTo(percent, 1)),
  );
}

/** Maps point to the right quarter, and those of random words to any. */
async function expectMaps(page: Page): Promise<void> {
  // `npm run bench:maps` looks at 320.
  const shares = await pointing(page, 40, 1);
  expect(shares.tiles).toBeGreaterThanOrEqual(0.95);
  expect(shares.patches).toBeGreaterThanOrEqual(0.85);
  for (const chance of [shares.tilesOfRandomWords, shares.patchesOfRandomWords]) {
    expect(chance).toBeGreaterThan(0.17);
    expect(chance).toBeLessThan(0.33);
  }
}
