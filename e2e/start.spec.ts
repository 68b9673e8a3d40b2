import { expect, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { bars, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';
import { serveFolder } from './support/static-server.ts';

declare const zeroShot: Engine;

test('a runtime that does not come is said, the bars stay, and then one request is enough', async ({
  page,
}) => {
  // Requests that a route has seen are never answered from the browser's cache, as in many a private window.
  let broken = true;
  let requests = 0;
  await page.route('**/*.wasm', async (route) => {
    requests++;
    if (broken) await route.fulfill({ status: 503, headers: { 'Retry-After': '600' } });
    else await route.continue();
  });
  await page.goto('./');
  const column = page.getByRole('region', { name: /^Column 1/ });
  await expect(column).toContainText('The part of this page that computes (the runtime) did not');
  const status = page.getByRole('status').first();
  await expect(status).toContainText('No model is loaded');
  const place = row(page, 'turtle');
  await expect(place.getByRole('meter')).toHaveCount(6);
  for (const list of await place.getByRole('list').all())
    await expect(list).toHaveAttribute('data-stale', 'true');
  const before = await bars(place);

  broken = false;
  requests = 0;
  const again = page.getByRole('button', { name: 'Try again' });
  await again.first().click();
  await expect(again).toHaveCount(1);
  await expect(status).toContainText('1 column has no model that answers');
  await again.click();
  await ready(page);
  expect(requests).toBe(1);
  const { threads, crossOriginIsolated } = await page.evaluate(() => zeroShot.device());
  expect(crossOriginIsolated).toBe(true);
  expect(threads).toBeGreaterThan(1);
  const live = await bars(place);
  expect(live.map(({ label }) => label)).toEqual(before.map(({ label }) => label));
});

test.describe('on a host that sets no headers', () => {
  test.use({ serviceWorkers: 'allow' });

  test('nothing that never answers keeps the models from coming', async ({ page }) => {
    const server = await serveFolder(process.env['E2E_DIST'] ?? 'dist', '/');
    await page.addInitScript(() => {
      const never = (): Promise<never> => new Promise(() => undefined);
      Object.defineProperty(navigator.serviceWorker, 'ready', { get: never });
      navigator.locks.request = never;
      navigator.storage.persisted = never;
      indexedDB.open = () => new EventTarget() as IDBOpenDBRequest;
    });
    await page.route(/samples\/index\.json|first-visit\.json/, () => undefined);
    await page.goto(server.url);
    await ready(page);
    await dropFiles(page, [png('mine.png', [200, 10, 90])]);
    await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(6);
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(false);
    await server.close();
  });
});
