import { expect, test } from '@playwright/test';
import { addLabel, pressInMenu, ready, row } from './support/app.ts';
import { CHROMIUM_ARGS, chromiumPath } from './support/chromium.ts';
import { dropFiles, png } from './support/pictures.ts';
import { serveBuild } from '../scripts/support/serve-build.ts';

test.use({
  serviceWorkers: 'allow',
  launchOptions: {
    executablePath: chromiumPath(),
    // Unlike localhost, this name is no secure place for the browser.
    args: [...CHROMIUM_ARGS, '--disable-gpu', '--host-resolver-rules=MAP room.test localhost'],
  },
});

test('on a room’s own server without https the page works with one thread, and says so', async ({
  page,
}) => {
  const server = await serveBuild(process.env['E2E_DIST'] ?? 'dist', 0, '0.0.0.0');
  await page.goto(`http://room.test:${server.port}/`);
  await ready(page);
  expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
  await addLabel(page, 'teapot');
  await dropFiles(page, [png('red.png', [220, 30, 30])]);
  await ready(page);
  await expect(row(page, 'red.png').getByRole('meter').first()).toBeVisible();
  await pressInMenu(page, /CPU, 1 thread\b/);
  await expect(page.getByRole('dialog')).toContainText('one thread is used');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await expect(page.getByRole('dialog')).toContainText('The link is in the clipboard.');
  await server.close();
});
