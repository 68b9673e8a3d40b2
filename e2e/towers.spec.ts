import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expectReport, openPage, pressInColumn, ready } from './support/app.ts';
import { MADE_CONFIG, madeCheckpoint } from './support/made-checkpoint.ts';

interface Numbers {
  readonly results: readonly {
    readonly columns: readonly (readonly { readonly probability: number }[])[];
  }[];
}

/** The page's own numbers as it saves them: probabilities of each column, all pictures in one list. */
async function probabilities(page: Page): Promise<number[][]> {
  await page.getByRole('button', { name: 'Share and save' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  const { results } = JSON.parse(readFileSync(await download.path(), 'utf8')) as Numbers;
  const columns = results[0]?.columns ?? [];
  return columns.map((_, column) =>
    results.flatMap((result) => (result.columns[column] ?? []).map((one) => one.probability)),
  );
}

function largestDifference(a: readonly number[] = [], b: readonly number[] = []): number {
  expect(a.length).toBeGreaterThan(10);
  expect(b).toHaveLength(a.length);
  return Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN))));
}

const column = (page: Page, name: string) => page.getByRole('region', { name });

test('a repaired column shows the bars of the complete one; a text tower that does not fit is not offered', async ({
  page,
}) => {
  await openPage(page);
  const [whole, broken] = await probabilities(page);
  expect(largestDifference(whole, broken)).toBeGreaterThan(0.1);
  await column(page, 'Column 2: Vision-only').getByRole('button', { name: 'Repair' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Fits, trained together');
  await expect(dialog).toContainText(/\d+ of 40 sample pictures right/);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /^Use / }).click();
  await expect(column(page, 'Column 2: Repaired')).toBeVisible();
  await expectReport(page, 2, 'from 2 sources');
  await ready(page);
  const [complete, repaired] = await probabilities(page);
  expect(largestDifference(complete, repaired)).toBeLessThan(1e-5);
  // It is called what it is, and taken back where it stands.
  await column(page, 'Column 2: Repaired').getByRole('button', { name: 'Undo the repair' }).click();
  await expect(column(page, 'Column 2: Vision-only')).toBeVisible();
  await ready(page);
  await page.getByRole('toolbar', { name: 'Page' }).getByRole('button', { name: 'Undo' }).click();
  await expect(column(page, 'Column 2: Repaired')).toBeVisible();
  await ready(page);
  // The address brings the pair back.
  await expect(page).toHaveURL(/text%3Dcomplete/);
  await page.reload();
  await expect(column(page, 'Column 2: Repaired')).toBeVisible();
  await expectReport(page, 2, 'from 2 sources');
  // So does it what was there before the repair.
  await ready(page);
  await column(page, 'Column 2: Repaired').getByRole('button', { name: 'Undo the repair' }).click();
  await expect(column(page, 'Column 2: Vision-only')).toBeVisible();
  await ready(page);
  const [, again] = await probabilities(page);
  expect(largestDifference(again, broken)).toBe(0);
  await test.step('one that does not fit', () => offerWhatDoesNotFit(page));
});

/** A text tower that does not fit says why, and is not offered for use. */
async function offerWhatDoesNotFit(page: Page): Promise<void> {
  await pressInColumn(page, 1, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles([
    { name: 'made.safetensors', mimeType: '', buffer: Buffer.from(madeCheckpoint()) },
    { name: 'open_clip_config.json', mimeType: '', buffer: Buffer.from(MADE_CONFIG) },
  ]);
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  await expectReport(page, 1, 'made.safetensors');
  await column(page, 'Column 2: Vision-only').getByRole('button', { name: 'Repair' }).click();
  const offers = page.getByRole('dialog').getByRole('listitem');
  const made = offers.filter({ hasText: 'made.safetensors' });
  await expect(made).toContainText('Does not fit: 256 against 128');
  await expect(made.getByRole('button', { name: /^Use / })).toBeDisabled();
  const builtIn = offers.filter({ hasText: 'The built-in model' });
  await expect(builtIn.getByRole('button', { name: /^Use / })).toBeEnabled();
}

test('a saved model, read back from disk, gives the same probabilities; a part started afresh changes them', async ({
  page,
}) => {
  await openPage(page);
  const before = await test.step('saved and read back', () => saveAndReadBack(page));
  await test.step('a part started afresh says so', () => startAfresh(page, before));
});

async function startAfresh(page: Page, before: readonly number[]): Promise<void> {
  await pressInColumn(page, 1, 'Change');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Towers and parts').click();
  await dialog.getByRole('checkbox', { name: 'text positions' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Load it', exact: true }).click();
  await expectReport(page, 1, 'Started afresh by choice: text positions, seed 0.');
  await ready(page);
  const [after] = await probabilities(page);
  expect(largestDifference(before, after)).toBeGreaterThan(0.001);
  await pressInColumn(page, 1, 'Load report');
  await page.getByRole('searchbox', { name: 'Search parameters' }).fill('positional');
  await expect(dialog).toContainText('re-initialised by choice; random: normal, deviation 0.01');
}

/** Probabilities of the first column, which the second has, too, from then on. */
async function saveAndReadBack(page: Page): Promise<readonly number[]> {
  await pressInColumn(page, 1, 'Change');
  await page.getByRole('button', { name: 'Save as' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the files' }).click();
  const links = dialog.getByRole('list', { name: 'Files to download' }).getByRole('link');
  await expect(links).toHaveCount(4);
  await expectAccessible(page);
  const files: { name: string; mimeType: string; buffer: Buffer }[] = [];
  for (const link of await links.all()) {
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const buffer = readFileSync(await download.path());
    files.push({ name: download.suggestedFilename(), mimeType: '', buffer });
  }
  await dialog.getByRole('button', { name: 'Close' }).click();
  await pressInColumn(page, 2, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles(files);
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  await expect(column(page, 'Column 2: Complete')).toBeVisible();
  await expectReport(page, 2, 'open_clip_model.safetensors');
  await ready(page);
  const [original = [], readBack] = await probabilities(page);
  expect(largestDifference(original, readBack)).toBe(0);
  return original;
}
