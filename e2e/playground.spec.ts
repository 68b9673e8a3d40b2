import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decode } from 'fast-png';
import {
  addLabel,
  bars,
  countCalls,
  encoded,
  holdBack,
  openPage,
  openPanel,
  pressInMenu,
  ready,
  row,
} from './support/app.ts';
import {
  dropFiles,
  dropPaths,
  dropText,
  pastePicture,
  pasteText,
  png,
} from './support/pictures.ts';
import { readQr } from './support/read-qr.ts';

const DEFAULT_PICTURE = 'turtle';

test('the first visit shows true bars before any model is there, and the live ones are the same', async ({
  page,
}) => {
  const go = await holdBack(page, '**/*.safetensors');
  await page.goto('./');
  const first = page.getByRole('article').first();
  await expect(first.getByRole('meter').first()).toBeVisible();
  await expect(page.getByRole('status').first()).toContainText('Loading');
  const early = await bars(first);
  go();
  await ready(page);
  const live = await bars(first);
  expect(live.map(({ label }) => label)).toEqual(early.map(({ label }) => label));
  for (const [index, { value }] of live.entries()) {
    expect(value).toBeCloseTo(early[index]?.value ?? Number.NaN, 4);
  }
});

test('scale and scoring encode nothing, an ensemble asks in every way, a seed gives its own bars', async ({
  page,
}) => {
  await openPage(page);
  const turtle = () => bars(row(page, DEFAULT_PICTURE));
  const first = await turtle();
  const column = page.getByRole('region', { name: /Column 2/ });
  const seed = column.getByRole('spinbutton', { name: 'Seed' });
  await openPanel(page, 'More about column 2');
  const roll = async (value: string) => {
    await seed.fill(value);
    await seed.press('Enter');
    await expect(column).toContainText(`seed ${value}`);
    await ready(page);
    return turtle();
  };
  expect(await roll('7')).not.toEqual(first);
  expect(await roll('0')).toEqual(first);

  await countCalls(page);
  await openPanel(page, 'Prompt');
  await page
    .getByRole('combobox', { name: 'Ready templates' })
    .selectOption({ label: 'OpenAI’s 7' });
  await expect.poll(turtle).not.toEqual(first);
  await ready(page);
  const { prompts, pictures } = await encoded(page);
  expect(pictures).toBe(0);
  // Eight labels by seven templates, once for each column's own text tower.
  expect(new Set(prompts).size).toBe(56);
  expect(prompts).toHaveLength(112);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(turtle).toEqual(first);

  await countCalls(page);
  // The vision-only column has no trained scale; the complete one keeps its own.
  const complete = first.length / 2;
  await openPanel(page, 'Scores');
  await page.getByRole('button', { name: '14.29 where it has none' }).click();
  await expect.poll(turtle).not.toEqual(first);
  expect((await turtle()).slice(0, complete)).toEqual(first.slice(0, complete));
  await expect(page.getByText('Column 2 has no trained scale; 14.29 is used.')).toBeVisible();
  await page.getByRole('slider', { name: 'Logit scale' }).fill('10');
  await expect.poll(turtle).not.toEqual(first);
  await page.getByRole('radio', { name: 'Sigmoid' }).check();
  // Beside the choice, and over the bars.
  await expect(page.getByText(/a sigmoid without one is no probability/)).toHaveCount(2);
  await page.getByRole('radio', { name: 'Cosine' }).check();
  await page.getByRole('radio', { name: 'Logit' }).check();
  await page.getByLabel('Order of the pictures').selectOption({ label: 'Most confident first' });
  expect(await encoded(page)).toEqual({ pictures: 0, prompts: [] });
});

test('labels are edited, moved, asked in their own words and pasted as lists, by the keyboard alone', async ({
  page,
}) => {
  await openPage(page);
  const edit = (label: string) => page.getByRole('button', { name: `Edit ${label}`, exact: true });
  await edit('turtle').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('tortoise');
  await page.keyboard.press('Enter');
  await edit('tortoise').focus();
  await page.keyboard.press('Alt+ArrowLeft');
  const order = () => page.getByRole('button', { name: /^Edit / }).allTextContents();
  await expect.poll(order).toEqual(expect.arrayContaining(['tortoise']));
  expect((await order()).slice(0, 2)).toEqual(['tortoise', 'strawberry']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Prompts of “tortoise”' });
  await dialog.getByRole('textbox').fill('a drawing of a tortoise\na tortoise in the sea');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Prompts of tortoise' })).toHaveText('×2');
  await edit('tortoise').focus();
  await page.keyboard.press('Delete');
  await expect(edit('tortoise')).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Prompts of tortoise' })).toHaveText('×2');
  // By the mouse: a chip is dropped on the place of another.
  await edit('camera').dragTo(edit('tortoise'));
  await expect.poll(order).toEqual(expect.arrayContaining(['camera']));
  expect((await order())[0]).toBe('camera');

  // A list as it stands in a notebook, and a template as Python has it.
  await pasteText(page, "['hermit crab', \"bird's nest\"]");
  await expect(edit("bird's nest")).toBeVisible();
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(edit("bird's nest")).toBeHidden();
  await expect(edit('tortoise')).toBeVisible();
  await openPanel(page, 'Prompt');
  const template = page.getByRole('textbox', { name: 'Prompt template' });
  await template.fill("f'a drawing of a {c}',");
  await template.press('Enter');
  await expect(template).toHaveValue('a drawing of a {label}');
  await addLabel(page, Array.from({ length: 30 }, (_, i) => `word ${i}`).join(' '));
  await expect(page.getByText('longer than the model reads and was cut')).toBeVisible();
});

test('a link reproduces the set-up; a teacher’s sets a task; a broken one says what was left out', async ({
  page,
  browser,
}) => {
  await openPage(page);
  await addLabel(page, 'a $& of <b>');
  await page.getByRole('button', { name: 'Remove bicycle' }).last().click();
  await openPanel(page, 'Scores');
  await page.getByRole('radio', { name: 'Cosine' }).check();
  await ready(page);
  await page.getByRole('button', { name: 'Share and save' }).click();
  const field = page.getByRole('textbox', { name: 'Link to this set-up' });
  const link = await field.inputValue();
  await page.getByText('QR code of the link').click();
  expect(await readQr(page.getByRole('img', { name: 'QR code that opens this set-up' }))).toBe(
    link,
  );
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const other = await context.newPage();
  await openPage(other, link);
  await expect(other.getByRole('button', { name: 'Edit a $& of <b>' })).toBeVisible();
  await expect(other.getByRole('article')).toHaveCount(7);
  expect(await bars(row(other, DEFAULT_PICTURE))).toEqual(await bars(row(page, DEFAULT_PICTURE)));

  await page.getByText('For a class').click();
  await page.getByLabel('Task shown above the results').fill('Find a picture that fools both.');
  await page.getByRole('checkbox', { name: 'Scores' }).check();
  await page.getByRole('checkbox', { name: 'Models' }).check();
  const task = new URL(await field.inputValue()).hash;
  await other.evaluate((hash) => void (location.hash = hash), task);
  await expect(other.getByText('Find a picture that fools both.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Scores' })).toHaveCount(0);
  const menu = await openPanel(other, 'More about column 1');
  await expect(menu.getByRole('button', { name: 'Load report' })).toBeVisible();
  await expect(menu.getByRole('button', { name: 'Change', exact: true })).toHaveCount(0);
  await other.evaluate(() => void (location.hash = '#scale=1e999&columns=nonsense&show=cosine'));
  await expect(other.getByText(/Part of the link could not be read/)).toBeVisible();
  await context.close();
});

test('a picture can be opened, and everything can be carried away and read back', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page);
  const save = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name }).click(),
    ]);
    return readFileSync(await download.path());
  };
  await addLabel(page, 'teapot');
  await ready(page);
  await page.getByRole('button', { name: `Open ${DEFAULT_PICTURE}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('What the model sees')).toBeVisible();
  await expect(dialog).toContainText(/256 × 256 pixels/);
  await dialog.getByRole('button', { name: 'Copy as OpenCLIP script' }).last().click();
  await expect(dialog.getByText('The script is in the clipboard.')).toBeVisible();
  const script = await page.evaluate(() => navigator.clipboard.readText());
  expect(script).toContain("build(config, 0, 'openclip', files, loaded, '.')");
  expect(script).toContain('/models/mini/open_clip_model-00001-of-00002.safetensors');
  expect(script).toContain('turtle.webp');
  const card = decode(await save('Save as picture'));
  expect(filled(card)).toBeGreaterThan(1000);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Share and save' }).click();
  const sheet = decode(await save('Save as picture'));
  expect(sheet.width).toBe(card.width);
  // Eight rows of at least a picture's height each.
  expect(sheet.height).toBeGreaterThan(8 * 2 * 96);
  expect((await save('Save as CSV')).toString().split('\r\n')).toHaveLength(1 + 8 * 2 * 9);
  const saved = await save('Save as JSON');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove teapot' }).click();
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page
    .locator('input[type=file][accept*=json]')
    .setInputFiles({ name: 'zero-shot.json', mimeType: 'application/json', buffer: saved });
  await expect(page.getByText(/The set-up of the file is here/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
  await pressInMenu(page, 'Label against label');
  await expect(dialog.getByRole('table')).toHaveCount(2);
  // One scale in both columns: a random text tower's labels lie closer together than any of the trained one's.
  const means = dialog.getByText(/between two labels on average/).locator('strong');
  const [trained = 0, random = 0] = (await means.allTextContents()).map(Number);
  expect(random).toBeGreaterThan(0.8);
  expect(trained).toBeLessThan(random - 0.1);
});

/** Pixels in the colour of a trained winner's bar. */
function filled({ data, channels }: ReturnType<typeof decode>): number {
  let count = 0;
  for (let i = 0; i < data.length; i += channels)
    if (data[i] === 0x0b && data[i + 1] === 0x6b && data[i + 2] === 0x66) count += 1;
  return count;
}

test('labels and pictures survive a reload, and can be cleared', async ({ page }) => {
  await openPage(page);
  await addLabel(page, 'teapot');
  await expect(page).toHaveURL(/teapot/);
  await dropFiles(page, [png('mine.png', [200, 10, 90])]);
  await row(page, 'mine.png').waitFor();
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
  await expect(row(page, 'mine.png')).toBeVisible();
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page.getByRole('button', { name: 'Clear what this browser keeps' }).click();
  await expect(page.getByText(/this browser kept were deleted/)).toBeVisible();
  await page.goto('about:blank');
  await openPage(page);
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(8);
});

test('pictures come by paste, from a folder, from another page and from an address', async ({
  page,
}) => {
  const red = png('red.png', [220, 30, 30]);
  const allow = { 'access-control-allow-origin': '*' };
  await page.route('https://pictures.test/**', (route) =>
    route.request().url().endsWith('.png')
      ? route.fulfill({ body: red.buffer, contentType: 'image/png', headers: allow })
      : route.fulfill({ body: '<!doctype html>', contentType: 'text/html', headers: allow }),
  );
  await openPage(page);
  await pastePicture(page, png('clip.png', [10, 180, 180]));
  await expect(row(page, 'clip.png')).toBeVisible();

  const folder = mkdtempSync(join(tmpdir(), 'drop-'));
  mkdirSync(join(folder, 'pets', 'inner'), { recursive: true });
  for (const name of ['pets/one.png', 'pets/inner/two.png', 'pets/.hidden.png'])
    writeFileSync(join(folder, name), red.buffer);
  await dropPaths(page, [join(folder, 'pets')], row(page, 'one.png'));
  await expect(row(page, 'two.png')).toBeVisible();
  await expect(row(page, '.hidden.png')).toHaveCount(0);
  rmSync(folder, { recursive: true });

  await dropText(page, { 'text/uri-list': '# a comment\r\nhttps://pictures.test/a%20list.png' });
  await expect(row(page, 'a list.png')).toBeVisible();
  // A picture inside a link: the address of the picture counts, not the link's.
  await dropText(page, {
    'text/uri-list': 'https://pictures.test/page',
    'text/html': '<a href="page"><img src="https://pictures.test/inside.png"></a>',
  });
  await expect(row(page, 'inside.png')).toBeVisible();
  const base64 = red.buffer.toString('base64');
  await dropText(page, { 'text/uri-list': `data:image/png;base64,${base64}` });
  await expect(row(page, 'picture')).toBeVisible();

  await openPanel(page, 'More about pictures');
  const field = page.getByRole('textbox', { name: 'Address of a picture' });
  for (const [address, sentence] of [
    ['http://127.0.0.1:9/cat.png', /Save the picture, then drop the file here/],
    ['https://pictures.test/gallery', /is a web page\. Open it, copy the address of the picture/],
    ['cat', /no address of a picture/],
  ] as const) {
    await field.fill(address);
    await field.press('Enter');
    await expect(page.getByText(sentence)).toBeVisible();
  }
});
