import { expect, test } from '@playwright/test';
import { openPage, ready } from './support/app.ts';
import { CHROMIUM_ARGS, chromiumPath } from './support/chromium.ts';

test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: [
      ...CHROMIUM_ARGS,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  },
});

test('a picture from the camera becomes a picture like any other', async ({ page }) => {
  await openPage(page);
  const before = await page.getByRole('heading', { name: /Pictures \(\d+\)/ }).textContent();
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Take the picture' }).click();
  await expect(page.getByText(String(before), { exact: true })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await ready(page);
  await expect(page.getByRole('heading', { name: 'Pictures (9)' })).toBeVisible();
});
