import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { addLabel, bars, countCalls, encoded, openPage, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';

const DEFAULT_PICTURE = 'turtle';

test('the first visit shows true bars before any model is there, and the live ones are the same', async ({
  page,
}) => {
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  await page.route('**/*.safetensors', async (route) => {
    await held;
    await route.continue();
  });
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

test('scale, scoring and what the bars show encode nothing', async ({ page }) => {
  await openPage(page);
  const before = await bars(row(page, DEFAULT_PICTURE));
  await countCalls(page);
  await page.getByRole('slider', { name: 'Logit scale' }).fill('100');
  await expect.poll(() => bars(row(page, DEFAULT_PICTURE))).not.toEqual(before);
  await page.getByRole('radio', { name: 'Sigmoid' }).check();
  await page.getByRole('radio', { name: 'Cosine' }).check();
  await page.getByRole('radio', { name: 'Logit' }).check();
  expect(await encoded(page)).toEqual({ pictures: 0, prompts: [] });
});

test('a seed gives the same bars every time, and another seed others', async ({ page }) => {
  await openPage(page);
  const column = page.getByRole('region', { name: /Column 2/ });
  const seed = column.getByRole('spinbutton', { name: 'Seed' });
  const first = await bars(row(page, DEFAULT_PICTURE));
  const roll = async (value: string) => {
    await seed.fill(value);
    await seed.press('Enter');
    await expect(column).toContainText(`seed ${value}`);
    await ready(page);
    return bars(row(page, DEFAULT_PICTURE));
  };
  expect(await roll('7')).not.toEqual(first);
  expect(await roll('0')).toEqual(first);
});

test('a template ensemble asks every label in every way', async ({ page }) => {
  await openPage(page);
  const before = await bars(row(page, DEFAULT_PICTURE));
  await countCalls(page);
  await page
    .getByRole('combobox', { name: 'Ready templates' })
    .selectOption({ label: 'OpenAI’s 7' });
  await expect.poll(() => bars(row(page, DEFAULT_PICTURE))).not.toEqual(before);
  await ready(page);
  const { prompts, pictures } = await encoded(page);
  expect(pictures).toBe(0);
  // Eight labels by seven templates, once for each column's own text tower.
  expect(new Set(prompts).size).toBe(56);
  expect(prompts).toHaveLength(112);
});

test('a thousand labels: adding one more encodes one', async ({ page }) => {
  test.setTimeout(300_000);
  await openPage(page);
  const list = Array.from({ length: 1000 }, (_, i) => `thing ${i}`).join('\n');
  const field = page.getByRole('textbox', { name: 'New label' });
  await field.focus();
  await field.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, list);
  await expect(page.getByRole('status').first()).toContainText('Encoding');
  await expect(page.getByRole('status').first()).toContainText('Ready', { timeout: 240_000 });
  await countCalls(page);
  await addLabel(page, 'one more');
  await expect.poll(async () => new Set((await encoded(page)).prompts).size).toBe(1);
  await ready(page);
  expect(new Set((await encoded(page)).prompts).size).toBe(1);
});

test('labels are edited by the keyboard alone, and a removal can be taken back', async ({
  page,
}) => {
  await openPage(page);
  const chip = page.getByRole('button', { name: 'Edit turtle' });
  await chip.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('tortoise');
  await page.keyboard.press('Enter');
  const renamed = page.getByRole('button', { name: 'Edit tortoise' });
  await expect(renamed).toBeVisible();
  await renamed.focus();
  await page.keyboard.press('Delete');
  await expect(renamed).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(renamed).toBeVisible();
});

test('a link reproduces the set-up in a fresh profile', async ({ page, browser }) => {
  await openPage(page);
  await addLabel(page, 'a $& of <b>');
  await page.getByRole('radio', { name: 'Cosine' }).check();
  await ready(page);
  await page.getByRole('button', { name: 'Share and save' }).click();
  const link = await page.getByRole('textbox', { name: 'Link to this set-up' }).inputValue();
  const other = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await openPage(other, link);
  await expect(other.getByRole('button', { name: 'Edit a $& of <b>' })).toBeVisible();
  expect(await bars(row(other, DEFAULT_PICTURE))).toEqual(await bars(row(page, DEFAULT_PICTURE)));
  await other.context().close();
});

test('a teacher’s link shows a task and hides controls; a broken one says what was left out', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page.getByText('For a class').click();
  await page.getByLabel('Task shown above the results').fill('Find a picture that fools both.');
  await page.getByRole('checkbox', { name: 'Scores' }).check();
  const link = await page.getByRole('textbox', { name: 'Link to this set-up' }).inputValue();
  await page.goto('about:blank');
  await openPage(page, link);
  await expect(page.getByText('Find a picture that fools both.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Scores' })).toHaveCount(0);
  await page.goto('about:blank');
  await openPage(page, './#scale=1e999&columns=nonsense&show=cosine');
  await expect(page.getByText(/Part of the link could not be read/)).toBeVisible();
});

test('what was exported can be read back', async ({ page }) => {
  await openPage(page);
  await addLabel(page, 'teapot');
  await ready(page);
  await page.getByRole('button', { name: 'Share and save' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const saved = readFileSync(await download.path());
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove teapot' }).click();
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page
    .locator('input[type=file][accept*=json]')
    .setInputFiles({ name: 'zero-shot.json', mimeType: 'application/json', buffer: saved });
  await expect(page.getByText(/The set-up of the file is here/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
});

test('labels and pictures survive a reload', async ({ page }) => {
  await openPage(page);
  await addLabel(page, 'teapot');
  await dropFiles(page, [png('mine.png', [200, 10, 90])]);
  await ready(page);
  await expect(page).toHaveURL(/teapot/);
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
  await expect(row(page, 'mine.png')).toBeVisible();
});

test('an address that another site keeps to itself is refused in one sentence', async ({
  page,
}) => {
  await openPage(page);
  const field = page.getByRole('textbox', { name: 'Address of a picture' });
  await field.fill('http://127.0.0.1:9/cat.png');
  await field.press('Enter');
  await expect(page.getByText(/Save the picture, then drop the file here/)).toBeVisible();
});

test('a pasted picture is added', async ({ page }) => {
  await openPage(page);
  const { buffer } = png('clip.png', [10, 180, 180]);
  await page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], 'clip.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, buffer.toString('base64'));
  await expect(row(page, 'clip.png')).toBeVisible();
});

test('a picture can be opened: crop, facts, full ranking and a script', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: `Open ${DEFAULT_PICTURE}` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('What the model sees')).toBeVisible();
  await expect(dialog).toContainText(/256 × 256 pixels/);
  await expect(
    dialog.getByRole('button', { name: 'Copy as OpenCLIP script' }).first(),
  ).toBeVisible();
});

test('labels against labels: a random text tower maps all to one direction', async ({ page }) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Label against label' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table')).toHaveCount(2);
  await expect(dialog.getByText(/Smallest/)).toHaveCount(2);
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('the page speaks Chinese from the first visit, and can be switched', async ({ page }) => {
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', /zh/);
    await expect(page.getByRole('heading', { name: '标签', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Labels' })).toBeVisible();
  });
});

for (const width of [320, 390]) {
  test(`nothing is wider than a screen of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await openPage(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test(`no view breaks a rule of accessibility, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await openPage(page);
    await expectAccessible(page);
    for (const name of [
      'Share and save',
      'Label against label',
      'Samples',
      'Sets',
      'Load report',
    ]) {
      await page.getByRole('button', { name, exact: true }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}
