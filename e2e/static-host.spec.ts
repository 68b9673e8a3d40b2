import { expect, test } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { ready } from './support/app.ts';
import { serveFolder, type StaticServer } from './support/static-server.ts';

declare const zeroShot: Engine;

test.use({ serviceWorkers: 'allow' });

let server: StaticServer;

test.beforeEach(async () => {
  server = await serveFolder(process.env['E2E_DIST'] ?? 'dist', '/some/folder/');
});

test.afterEach(async () => {
  await server.close();
});

test('a host that cannot set headers still gives an isolated page with threads', async ({
  page,
}) => {
  const [first] = await Promise.all([
    page.waitForResponse(/index|folder\/$/),
    page.goto(server.url),
  ]);
  expect(first.headers()['cross-origin-embedder-policy']).toBeUndefined();
  await page.waitForFunction(() => window.crossOriginIsolated);
  await ready(page);
  const device = await page.evaluate(() => zeroShot.device());
  expect(device.crossOriginIsolated).toBe(true);
});
