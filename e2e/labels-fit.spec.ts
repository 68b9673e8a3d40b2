import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { bars, openPage, pressInColumn, pressInMenu, ready, row } from './support/app.ts';
import { expectNothingMoved, watchShifts } from './support/layout-shift.ts';
import { dropFiles, type FilePayload } from './support/pictures.ts';

/** A drawing of the shelf under a name that says nothing. */
function drawing(sample: string, name: string): FilePayload {
  const buffer = readFileSync(new URL(`../public/samples/${sample}.webp`, import.meta.url));
  return { name, mimeType: 'image/webp', buffer };
}

test('labels that fit no picture of one’s own are said to, with words that come closer', async ({
  page,
}) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await openPage(page);
  expect(fetched.filter((path) => path.includes('everyday-words'))).toEqual([]);
  await dropFiles(page, [drawing('pizza', 'IMG_1.webp'), drawing('umbrella', 'IMG_2.webp')]);
  await ready(page);
  const panel = page.getByRole('region', { name: 'Labels for the new pictures' });
  await expect(panel).toContainText('2 new pictures were compared with the labels');
  await expect(panel.getByRole('button', { name: 'Take pizza as a label' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Take umbrella as a label' })).toBeVisible();
  const pizza = row(page, 'IMG_1.webp');
  await expect(pizza).toContainText('None of your labels fits well');
  // The built-in model's words come with the page, in the visitor's language alone.
  expect(fetched.filter((path) => path.includes('everyday-words'))).toEqual([
    '/models/mini/everyday-words-en.safetensors',
  ]);
  await expect(pizza).toContainText(/Vision-only: closest words/);
  // What is said of a column stands under its bars, to the end of the row.
  const [bar, said, whole] = await Promise.all(
    [
      pizza.getByRole('list', { name: 'Complete' }),
      pizza.getByText('None of your labels fits well').locator('..'),
      pizza,
    ].map((part) => part.boundingBox()),
  );
  expect(said?.x).toBeCloseTo(bar?.x ?? 0, 0);
  expect(said?.width).toBeCloseTo(bar?.width ?? 0, 0);
  expect((said?.y ?? 0) + (said?.height ?? 0)).toBeCloseTo(
    (whole?.y ?? 0) + (whole?.height ?? 0),
    0,
  );
  await expect(row(page, 'strawberry')).not.toContainText('fits well');
  await expectAccessible(page);

  // One press, by keyboard: the word is a label, wins, and nothing is said any more.
  await pizza.getByRole('button', { name: 'Take pizza as a label' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Edit pizza' })).toBeVisible();
  await ready(page);
  await expect(panel).toHaveCount(0);
  await expect(pizza).not.toContainText('fits well');
  expect((await bars(pizza))[0]?.label).toBe('pizza');
  await expect(row(page, 'IMG_2.webp')).toContainText('None of your labels fits well');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });

  test('words are Chinese, on a phone nothing is cut, and the labels can be kept', async ({
    page,
  }) => {
    await watchShifts(page);
    await page.goto('./');
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    await expectNothingMoved(page);
    await dropFiles(page, [drawing('pizza', 'IMG_1.webp')]);
    // One quiet line, so that the first bars stay where they are; it opens.
    const panel = page.getByRole('region', { name: '新图片的标签' });
    await expect(panel).toContainText('1 张新图片，标签还是旧的');
    expect((await panel.boundingBox())?.height).toBeLessThan(56);
    await panel.getByRole('button', { name: '找标签' }).click();
    await expect(panel.getByRole('button', { name: /^把“\p{Script=Han}+”用作标签$/u })).toHaveCount(
      3,
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);
    await panel.getByRole('button', { name: '标签没问题' }).click();
    await expect(panel).toHaveCount(0);
  });
});

test('a comparison that needs no missing half: two whole models asked for where they are published, the pictures’ names in Chinese', async ({
  page,
}) => {
  const asked = new Set<string>();
  // Nothing of another server comes into a test; which files it is asked for is what this story is about.
  await page.route('https://huggingface.co/**', async (route) => {
    asked.add(new URL(route.request().url()).pathname);
    await route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } });
  });
  await openPage(page);
  await pressInColumn(page, 1, 'Change');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Hub' }).check();
  await dialog.getByLabel('Known checkpoints').selectOption('siglip2-b16-onnx-quantized');
  // What is known of it, and that of the file itself no accuracy is.
  await expect(dialog).toContainText('Labels in many languages, Chinese among them');
  await expect(dialog).toContainText('Apache-2.0');
  await expect(dialog).toContainText('In these numbers its accuracy is not confirmed');
  await expect(
    dialog.getByRole('checkbox', {
      name: /^Load OpenAI ViT-B\/32.* and name the pictures in Chinese/,
    }),
  ).not.toBeChecked();
  await page.keyboard.press('Escape');

  // From the menu the comparison stands in the fields.
  await pressInMenu(page, 'Compare two languages');
  await expect(dialog).toContainText('Labels in English');
  await expect(dialog).toContainText(
    /Size by number format: fp32 605.1 MB · fp16 303 MB · 8 bit 153.6 MB/,
  );
  await expect(
    dialog.getByRole('checkbox', {
      name: /^Load SigLIP 2 .* into column 2 too, and name the pictures in Chinese/,
    }),
  ).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Load it', exact: true }).click();

  await expect(page.getByRole('button', { name: 'Edit 草莓' })).toBeVisible();
  // What did not come is said in each column, and the models of before go on: the built-in one was taught these names, too.
  for (const repository of [
    'Xenova/clip-vit-base-patch32',
    'onnx-community/siglip2-base-patch16-224-ONNX',
  ]) {
    await expect(page.getByText(`${repository} does not exist, or is private`)).toBeVisible();
    expect([...asked].some((path) => path.includes(repository))).toBe(true);
  }
  await ready(page);
  expect((await bars(row(page, 'strawberry')))[0]?.label).toBe('草莓');
  expect(
    [...asked].filter((path) => !/clip-vit-base-patch32|siglip2-base-patch16-224-ONNX/.test(path)),
  ).toEqual([]);
});
