import { expect, test, type Page } from '@playwright/test';
import { bars, holdBack, openPage, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';

/** Names of the pictures that the browser keeps for the next visit. */
function keptNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      new Promise<readonly string[]>((resolve) => {
        const opening = indexedDB.open('zero-shot');
        opening.addEventListener('success', () => {
          const request = opening.result
            .transaction('pictures')
            .objectStore('pictures')
            .get('list');
          request.addEventListener('success', () => {
            opening.result.close();
            const kept = (request.result ?? []) as readonly { name: string }[];
            resolve(kept.map(({ name }) => name));
          });
        });
      }),
  );
}

test('a later visit has its bars before a model is there, and the model says the same', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Remove camera', exact: true }).first().click();
  await dropFiles(page, [png('mine.png', [200, 10, 90])]);
  await row(page, 'tiger').getByRole('button', { name: 'Remove tiger' }).click();
  await ready(page);
  await expect
    .poll(async () => (await keptNames(page)).join(', '))
    .toMatch(/^mine\.png, (?!.*tiger)/);

  // The script of the engine, without which no model can be loaded.
  const release = await holdBack(page, '**/assets/main-*.js');
  // The browser may take seconds to look for a newer service worker; the bars do not wait for that either.
  await page.addInitScript(() => {
    navigator.serviceWorker.register = () => new Promise(() => undefined);
  });
  await page.goto('about:blank');
  await page.goto('./');
  await expect(row(page, 'turtle').getByRole('meter')).toHaveCount(6);
  await expect(row(page, 'mine.png')).toBeVisible();
  await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(0);
  await expect(row(page, 'tiger')).toHaveCount(0);
  await expect(page.getByRole('meter', { name: 'camera' })).toHaveCount(0);
  const before = await bars(row(page, 'turtle'));

  release();
  await ready(page);
  await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(6);
  const live = await bars(row(page, 'turtle'));
  expect(live.map(({ label }) => label)).toEqual(before.map(({ label }) => label));
  for (const [index, { value }] of live.entries())
    expect(Math.abs(value - (before[index]?.value ?? Number.NaN))).toBeLessThan(0.5);
});
