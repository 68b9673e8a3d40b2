import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { addLabel, bars, countCalls, encoded, openPage, ready, row } from './support/app.ts';
import { goldenPath } from './support/golden.ts';
import { animatedGif, dropFiles, dropPaths, jpeg, png } from './support/pictures.ts';

test('labels of every look, and pictures that cannot be used: each says why, and the others go on', async ({
  page,
}) => {
  await openPage(page);
  await test.step('labels', () => typeOddLabels(page));
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
    'cut.jpg': /cut off: \d+ of its 240 rows/,
    'huge.png': /too many pixels: 10,001 × 10,001/,
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

test('a folder as phones and systems leave it: pictures stay, the rest is counted, other formats are named', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'photos-'));
  const photos = join(folder, 'photos');
  mkdirSync(join(photos, '@eaDir'), { recursive: true });
  const put = (name: string, content: string | Buffer): void =>
    writeFileSync(
      join(photos, name),
      typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
    );
  const heic = '\0\0\0\x18ftypheic\0\0\0\0mif1heic';
  const size = '\0\0\0\x14ispe\0\0\0\0\0\0\0\x1e\0\0\0\x14';
  const boxes = `\0\0\0\x30meta\0\0\0\0\0\0\0\x24iprp\0\0\0\x1cipco${size}\0\0\0\x0bmdat\x01\x02\x03`;
  put('red', png('red', [200, 0, 0]).buffer);
  put('IMG_1.MOV', '\0\0\0\x14ftypqt  \0\0\0\0qt  ');
  put('IMG_1.AAE', '<?xml version="1.0"?><plist/>');
  put('Thumbs.db', '\xd0\xcf\x11\xe0');
  put('desktop.ini', '[.ShellClassInfo]');
  put('Icon\r', '');
  put('.DS_Store', '\0\0\0\x01Bud1');
  put('@eaDir/red.jpg', png('red', [200, 0, 0]).buffer);
  put('labels.csv', 'red,red');
  put('IMG_2.HEIC', heic + boxes);
  put('scan.tif', 'II*\0\x08\0\0\0\0\0');
  put('favicon.png', '\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0\x07\x02\0\0\x16\0\0\0');
  await openPage(page);
  await dropPaths(page, [photos], page.getByText(/files beside the pictures were passed over/));
  rmSync(folder, { recursive: true });
  const notice = page.getByText(/8 files beside the pictures were passed over/);
  await expect(notice).toContainText('5 made by the system');
  await expect(notice).toContainText('1 film');
  await expect(notice).toContainText('1 of notes about a picture');
  await expect(notice).toContainText('1 table');
  await expect(page.getByRole('article')).toHaveCount(12);
  const sentences: Readonly<Record<string, RegExp>> = {
    'IMG_2.HEIC': /HEIC.*Most Compatible/,
    'scan.tif': /format TIFF.*PNG or JPEG/,
    'favicon.png': /an icon \(ICO\)/,
  };
  for (const [name, sentence] of Object.entries(sentences)) {
    await row(page, name).scrollIntoViewIfNeeded();
    await expect(row(page, name)).toContainText(sentence);
  }
  const deep = goldenPath('kinds/grey16.png');
  if (!deep) throw new Error('The reference pictures are not at hand.');
  await page.getByLabel('Picture files').setInputFiles(deep.pathname);
  await row(page, 'grey16.png').scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Open grey16.png' }).click();
  await expect(page.getByRole('dialog')).toContainText('Grey of 16 bits');
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
  await expect(page.getByText(/^308 pictures/)).toBeVisible();
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

/** None, an empty one, the same one twice, and whatever they look like. */
async function typeOddLabels(page: Page): Promise<void> {
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
}
