import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { openPage, ready, row } from './support/app.ts';
import type { FilePayload } from './support/pictures.ts';

const NAMES = ['strawberry', 'turtle', 'bicycle', 'sailboat', 'tiger', 'cactus', 'house', 'camera'];

/** Another view of each sample picture: turned a little and mirrored, as a PNG. */
async function views(page: Page): Promise<FilePayload[]> {
  const made = await page.evaluate(async (names) => {
    const view = async (name: string): Promise<string> => {
      const source = [...document.images].find(({ src }) => src.includes(`${name}.webp`));
      if (!source) throw new Error(`There is no picture of a ${name}.`);
      await source.decode();
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 224;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('There is no canvas.');
      context.fillStyle = 'white';
      context.fillRect(0, 0, 224, 224);
      context.translate(112, 112);
      context.rotate(0.15);
      context.scale(-0.95, 0.95);
      context.drawImage(source, -112, -112, 224, 224);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    };
    return Promise.all(names.map(view));
  }, NAMES);
  return made.map((data, index) => ({
    name: `view of ${NAMES[index]}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(data, 'base64'),
  }));
}

/** How many of the other views the second column names right. */
async function right(page: Page): Promise<number> {
  let count = 0;
  for (const name of NAMES) {
    const bars = row(page, `view of ${name}.png`).getByRole('list').nth(1);
    const winners = await bars
      .locator('li[data-wins="true"] [role="meter"]')
      .evaluateAll((meters) => meters.map((meter) => meter.getAttribute('aria-label')));
    if (winners[0] === name) count += 1;
  }
  return count;
}

test('without a text tower, a picture of each label is enough to name the others', async ({
  page,
}) => {
  test.setTimeout(75_000);
  page.setDefaultTimeout(8000);
  await page.setViewportSize({ width: 1280, height: 4200 });
  await openPage(page);
  await page.getByLabel('Picture files').setInputFiles(await views(page));
  await expect(row(page, 'view of camera.png')).toBeVisible();
  await ready(page);
  const byWords = await right(page);
  expect(byWords).toBeLessThanOrEqual(4);

  await page.getByRole('button', { name: 'Scores' }).click();
  await page.getByRole('button', { name: 'Teach by example' }).click();
  const dialog = page.getByRole('dialog', { name: 'Teach by example' });
  const second = dialog.getByRole('group', { name: 'Column 2: bars by' });
  await second.getByRole('radio', { name: 'Pictures' }).check();
  await expect(dialog).toContainText('There is no example yet');
  // One by the keyboard, the rest by their names.
  await dialog.getByRole('combobox', { name: 'strawberry is an example', exact: true }).focus();
  await page.keyboard.type('straw');
  await expect(dialog).toContainText('Only one label has examples');
  await dialog.getByRole('button', { name: 'Use the named pictures as examples' }).click();
  await expect(dialog).toContainText('8 examples of 8 labels');
  await expect(dialog).toContainText('Every named picture is an example');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(row(page, 'strawberry')).toContainText('example of strawberry');
  await expect.poll(() => right(page)).toBe(8);
  await expect(page).toHaveURL(/bars%3Dpictures/);

  await page.getByRole('button', { name: 'Bars by pictures' }).click();
  await second.getByRole('radio', { name: 'Both' }).check();
  const slider = dialog.getByRole('slider', { name: 'How far the words are trusted' });
  // The random words name the examples no better than guessing.
  await expect.poll(async () => Number(await slider.inputValue())).toBeLessThan(0.5);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'As safetensors' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('class-vectors-2.safetensors');
});
