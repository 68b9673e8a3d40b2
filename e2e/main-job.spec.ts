import { expect, type Page, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import {
  addLabel,
  bars,
  countCalls,
  encoded,
  holdBack,
  openPage,
  pressInColumn,
  ready,
  row,
} from './support/app.ts';
import { expectNothingMoved, watchShifts } from './support/layout-shift.ts';
import { dropFiles, png } from './support/pictures.ts';

declare const zeroShot: Engine;

test('a first visit shows both columns with bars while nothing moves, and says where each number comes from', async ({
  page,
}) => {
  await watchShifts(page);
  await openPage(page);
  await expectNothingMoved(page);
  const complete = page.getByRole('region', { name: 'Column 1: Complete' });
  const visionOnly = page.getByRole('region', { name: 'Column 2: Vision-only' });
  await expect(complete).toContainText('image ✓ · text ✓');
  await expect(complete.getByText('random')).toHaveCount(0);
  await expect(visionOnly).toContainText('image ✓ · text: random · seed 0');
  await expect(complete).toContainText('8 of 8 right');
  await expect(visionOnly).toContainText(/[0-3] of 8 like guessing/);
  const guessed = Number(/(\d) of 8 like/.exec((await visionOnly.textContent()) ?? '')?.[1]);
  const first = page.getByRole('article').first();
  const values = await bars(first);
  expect(values).toHaveLength(6);
  // Of eight labels each column shows the three highest: they fall, and have more than their share of one whole.
  for (const three of [values.slice(0, 3), values.slice(3)].map((of) =>
    of.map((one) => one.value),
  )) {
    expect(three).toEqual(three.toSorted((a, b) => b - a));
    const sum = three.reduce((total, value) => total + value, 0);
    expect(sum).toBeGreaterThan((3 / 8) * 100);
    expect(sum).toBeLessThan(100.2);
  }
  await expect(page.getByText('wins, right')).toHaveCount(8 + guessed);
  await expect(page.getByText('wins, wrong')).toHaveCount(8 - guessed);

  await pressInColumn(page, 2, 'Load report');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(/Text tower: 0 of \d+ tensors loaded, \d+ random, seed 0/);
  await expect(dialog).toContainText(/fp32, [\d.]+ MB in memory/);
  await dialog.getByRole('searchbox', { name: 'Search parameters' }).fill('token_embedding');
  await expect(
    dialog.getByRole('listitem').filter({ hasText: 'token_embedding.weight' }),
  ).toContainText('not in the file; random: normal, deviation 0.02');
  await page.keyboard.press('Escape');

  // The same engine by its console: probabilities of a picture add up to one.
  const sum = await page.evaluate(async () => {
    const { id } = await zeroShot.load({
      url: 'models/mini/open_clip_model-00001-of-00002.safetensors',
    });
    const blob = await (await fetch('samples/turtle.webp')).blob();
    const { probabilities } = await zeroShot.classify(id, [blob], ['dog', 'cat', 'car'], {
      templates: ['a photo of a {label}'],
    });
    await zeroShot.release(id);
    return [...probabilities].reduce((total, value) => total + value, 0);
  });
  expect(sum).toBeCloseTo(1, 5);
});

test('dropped and picked pictures are encoded once for both columns, a new label alone; the end of the worker loses none of them', async ({
  page,
}) => {
  await openPage(page);
  // With the first own picture everyday words are encoded, once.
  await dropFiles(page, [png('first.png', [90, 90, 90])]);
  const panel = page.getByRole('region', { name: 'Labels for the new pictures' });
  await expect(panel).toHaveAttribute('aria-busy', 'false');
  await countCalls(page);
  await dropFiles(page, [png('red.png', [220, 30, 30]), png('blue.png', [20, 40, 220])]);
  await page.getByLabel('Picture files').setInputFiles([png('green.png', [30, 200, 60])]);
  for (const name of ['red.png', 'blue.png', 'green.png']) {
    await expect(row(page, name).getByRole('meter').first()).toBeVisible();
    expect((await bars(row(page, name))).length).toBeGreaterThan(4);
  }
  await ready(page);
  expect(await encoded(page)).toEqual({ pictures: 3, prompts: [] });
  await addLabel(page, 'teapot');
  await expect(page.getByRole('meter', { name: 'teapot' }).first()).toBeAttached();
  await ready(page);
  const { prompts, pictures } = await encoded(page);
  expect(pictures).toBe(3);
  expect(new Set(prompts).size).toBe(1);
  expect(prompts.every((prompt) => prompt.includes('teapot'))).toBe(true);
  await page.getByRole('button', { name: 'Remove teapot' }).click();
  await expect(page.getByRole('meter', { name: 'teapot' })).toHaveCount(0);
  expect(await encoded(page)).toEqual({ prompts, pictures: 3 });
  await test.step('an end of the worker', () => endWorker(page));
});

test('loading can be cancelled and taken up again', async ({ page }) => {
  const go = await holdBack(page, '**/open_clip_model-*.safetensors');
  await page.goto('./');
  const column = page.getByRole('region', { name: /Column 1/ });
  await column.getByRole('button', { name: 'Cancel' }).click();
  await expect(column.getByRole('button', { name: 'Load it' })).toBeVisible();
  go();
  await column.getByRole('button', { name: 'Load it' }).click();
  await ready(page);
  await expect(page.getByRole('region', { name: 'Column 1: Complete' })).toBeVisible();
});

/** When the worker is ended, one click brings everything back. */
async function endWorker(page: Page): Promise<void> {
  await addLabel(page, 'teapot');
  await expect(row(page, 'red.png').getByRole('meter')).toHaveCount(6);
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
}
