import { expect, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { addLabel, bars, countCalls, encoded, openPage, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';

declare const zeroShot: Engine;

test('a first visit shows both columns with bars, and says which parts are random', async ({
  page,
}) => {
  await openPage(page);
  const complete = page.getByRole('region', { name: 'Column 1: Complete' });
  const visionOnly = page.getByRole('region', { name: 'Column 2: Vision-only' });
  await expect(complete.getByText('random')).toHaveCount(0);
  await expect(visionOnly.getByText('random', { exact: true })).toHaveCount(3);
  await expect(visionOnly).toContainText(/Text tower: 0 of \d+ tensors loaded, \d+ random, seed 0/);
  const first = page.getByRole('article').first();
  const values = await bars(first);
  expect(values.length).toBeGreaterThan(4);
  for (const { value } of values) expect(value).toBeGreaterThanOrEqual(0);
  await expect(page.getByText('differ', { exact: false }).first()).toBeVisible();
});

test('dropped pictures get bars in both columns', async ({ page }) => {
  await openPage(page);
  await dropFiles(page, [png('red.png', [220, 30, 30]), png('blue.png', [20, 40, 220])]);
  await ready(page);
  for (const name of ['red.png', 'blue.png']) {
    await expect(row(page, name)).toBeVisible();
    expect((await bars(row(page, name))).length).toBeGreaterThan(4);
  }
});

test('picked pictures are encoded once for both columns', async ({ page }) => {
  await openPage(page);
  await countCalls(page);
  await page.getByLabel('Picture files').setInputFiles([png('green.png', [30, 200, 60])]);
  await expect(row(page, 'green.png').getByRole('meter').first()).toBeVisible();
  await ready(page);
  expect((await encoded(page)).pictures).toBe(1);
});

test('a new label encodes its own prompt only; removing one encodes nothing', async ({ page }) => {
  await openPage(page);
  await countCalls(page);
  await addLabel(page, 'teapot');
  await expect(page.getByRole('meter', { name: 'teapot' }).first()).toBeAttached();
  await ready(page);
  const { prompts, pictures } = await encoded(page);
  expect(pictures).toBe(0);
  expect(new Set(prompts).size).toBe(1);
  expect(prompts.every((prompt) => prompt.includes('teapot'))).toBe(true);
  await page.getByRole('button', { name: 'Remove teapot' }).click();
  await expect(page.getByRole('meter', { name: 'teapot' })).toHaveCount(0);
  expect(await encoded(page)).toEqual({ prompts, pictures: 0 });
});

test('probabilities of a picture add up to one in each column', async ({ page }) => {
  await openPage(page);
  const response = page.getByRole('article').first();
  const all = await response.getByRole('meter').count();
  expect(all).toBeGreaterThan(0);
  const sums = await page.evaluate(async () => {
    const { id } = await zeroShot.load({ url: 'models/mini/vision-only.safetensors' });
    const picture = (await (await fetch('samples/index.json')).json()) as {
      samples: { file: string }[];
    };
    const blob = await (await fetch(`samples/${picture.samples[0]?.file ?? ''}`)).blob();
    const { probabilities } = await zeroShot.classify(id, [blob], ['dog', 'cat', 'car'], {
      templates: ['a photo of a {label}'],
    });
    await zeroShot.release(id);
    return [...probabilities].reduce((sum, value) => sum + value, 0);
  });
  expect(sums).toBeCloseTo(1, 5);
});

test('loading can be cancelled and taken up again', async ({ page }) => {
  await page.route('**/open_clip_model.safetensors', async (route) => {
    await held;
    await route.continue();
  });
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.goto('./');
  const column = page.getByRole('region', { name: /Column 1/ });
  await column.getByRole('button', { name: 'Cancel' }).click();
  await expect(column.getByRole('button', { name: 'Load it' })).toBeVisible();
  go();
  await column.getByRole('button', { name: 'Load it' }).click();
  await ready(page);
  await expect(page.getByRole('region', { name: 'Column 1: Complete' })).toBeVisible();
});

test('when the worker is ended, one click brings everything back', async ({ page }) => {
  await openPage(page);
  await addLabel(page, 'teapot');
  await dropFiles(page, [png('red.png', [220, 30, 30])]);
  await ready(page);
  const before = await bars(row(page, 'red.png'));
  const [worker] = page.workers();
  await worker?.evaluate(() => self.close());
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Pictures and labels are still here');
  await alert.getByRole('button', { name: 'Start it again' }).click();
  await expect(alert).toBeHidden();
  await ready(page);
  expect(await bars(row(page, 'red.png'))).toEqual(before);
});

test('the load report says for every parameter where its numbers come from', async ({ page }) => {
  await openPage(page);
  await page
    .getByRole('region', { name: 'Column 2: Vision-only' })
    .getByRole('button', { name: 'Load report' })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Search parameters' }).fill('token_embedding');
  await expect(
    dialog.getByRole('listitem').filter({ hasText: 'token_embedding.weight' }),
  ).toContainText('not in the file; random: normal, deviation 0.02');
});
