import { expect, test } from '@playwright/test';
import { addLabel, bars, countCalls, encoded, openPage, ready, row } from './support/app.ts';
import { animatedGif, dropFiles, jpeg, png } from './support/pictures.ts';

test('each picture that cannot be used says why; the others go on', async ({ page }) => {
  await openPage(page);
  const whole = await jpeg(page, 'whole.jpg');
  const text = (name: string, mimeType: string, content: string) => ({
    name,
    mimeType,
    buffer: Buffer.from(content),
  });
  await dropFiles(page, [
    text('notes.png', 'image/png', 'These are notes, no picture.'),
    { ...whole, name: 'cut.jpg', buffer: whole.buffer.subarray(0, whole.buffer.length / 2) },
    png('huge.png', [9, 9, 9], 4, 10_001),
    text('drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    text('empty.png', 'image/png', ''),
    whole,
    animatedGif('moving.gif'),
  ]);
  const sentences: Readonly<Record<string, RegExp>> = {
    'notes.png': /no picture.*Choose a PNG/,
    'cut.jpg': /ends in the middle/,
    'huge.png': /too many pixels/,
    'drawing.svg': /SVG is a drawing/,
    'empty.png': /empty/,
  };
  for (const [name, sentence] of Object.entries(sentences)) {
    await row(page, name).scrollIntoViewIfNeeded();
    await expect(row(page, name)).toContainText(sentence);
  }
  await ready(page);
  await row(page, 'whole.jpg').scrollIntoViewIfNeeded();
  expect((await bars(row(page, 'whole.jpg'))).length).toBeGreaterThan(4);
  await page.getByRole('button', { name: 'Open moving.gif' }).click();
  await expect(page.getByRole('dialog')).toContainText('its first frame is used');
});

test('three hundred pictures at once all get their place; a cancel stops them, and no label that comes later', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openPage(page);
  await dropFiles(
    page,
    Array.from({ length: 300 }, (_, i) =>
      png(`p${i}.png`, [i % 256, (i * 7) % 256, (i * 31) % 256], 8),
    ),
  );
  await expect(page.getByRole('heading', { name: /Pictures \(308\)/ })).toBeVisible();
  const status = page.getByRole('status').first();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(status).toContainText(/Stopped: \d+ are not encoded/);
  await countCalls(page);
  await addLabel(page, 'zebra');
  const prompts = ['a photo of a zebra', 'a photo of a zebra'];
  await expect.poll(() => encoded(page)).toEqual({ pictures: 0, prompts });
  await expect(status).toContainText(/Stopped: \d+ are not encoded/);
  await page.getByRole('button', { name: 'Go on', exact: true }).click();
  await expect(status).toContainText('Ready', { timeout: 240_000 });
  // Only what is on the screen is in the document.
  expect(await page.getByRole('article').count()).toBeLessThan(60);
});

test('labels: none, an empty one, the same one twice, and whatever they look like', async ({
  page,
}) => {
  await openPage(page);
  await addLabel(page, '   ');
  await expect(page.getByText('A label needs at least one character.')).toBeVisible();
  await addLabel(page, 'teapot');
  await addLabel(page, 'teapot');
  await expect(page.getByText('“teapot” is a label already.')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all labels' }).click();
  await expect(page.getByText('The model picks among the labels you give it.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await ready(page);
  await expect(page.getByRole('meter', { name: 'teapot' }).first()).toBeAttached();
  const labels = ['$& $1', '{}', '<b>bold</b>', '🐱', 'قطة', '一只猫'];
  for (const label of labels) await addLabel(page, label);
  await ready(page);
  for (const label of labels) {
    await expect(page.getByRole('button', { name: `Edit ${label}`, exact: true })).toBeVisible();
  }
  await expect(page.locator('b', { hasText: 'bold' })).toHaveCount(0);
});
