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

test('the camera shows bars while one looks, gives pictures, and says when it cannot', async ({
  page,
}) => {
  await openPage(page);
  await expect(page.getByRole('article')).toHaveCount(8);
  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Complete' }).getByRole('meter')).toHaveCount(3);
  await expect(dialog.getByRole('list', { name: 'Vision-only' }).getByRole('meter')).toHaveCount(3);
  // The square that the models see, and a label that is typed while one looks.
  await expect(dialog.getByText('The models see what is in the square.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'New label' }).fill('green ball');
  await page.keyboard.press('Enter');
  await expect(page.locator('main, section').getByText('green ball').first()).toBeAttached();
  await ready(page);
  const asked = dialog.getByRole('list', { name: 'Complete' }).getByRole('listitem');
  await expect(asked).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Bars while you look' }).click();
  await expect(dialog.getByRole('meter')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Other camera' }).click();
  await dialog.getByRole('button', { name: 'Take the picture' }).click();
  await page.keyboard.press('Escape');
  await ready(page);
  await expect(page.getByRole('article')).toHaveCount(9);

  for (const [name, sentence] of [
    ['NotAllowedError', /was not allowed to use the camera\. Allow it beside the address/],
    ['NotFoundError', /No camera was found\. Connect one/],
    ['NotReadableError', /another program may be using it\. Close that program/],
  ] as const) {
    // A refusal as the browser gives it; the switch that lets this test use a camera also answers its question.
    await page.evaluate((error) => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('', error);
      };
    }, name);
    await page.getByRole('button', { name: 'Camera', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText(sentence);
    await expect(dialog.getByRole('button', { name: 'Take the picture' })).toBeDisabled();
    await page.keyboard.press('Escape');
  }
});
