import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { readTestCheckpoint } from '../src/testing/checkpoint.ts';
import { expectAccessible } from './support/accessible.ts';
import { openPage, pressInColumn } from './support/app.ts';
import type { HubServer } from './support/hub-server.ts';
import { MADE_CONFIG, madeCheckpoint } from './support/made-checkpoint.ts';
import { crossed, test, weightsUrl } from './support/small-hub.ts';

async function openReport(page: Page, column: 1 | 2): Promise<Locator> {
  await pressInColumn(page, column, 'Load report');
  return page.getByRole('dialog', { name: /^Load report/ });
}

async function choose(dialog: Locator, parameter: string): Promise<Locator> {
  await dialog.getByRole('searchbox', { name: 'Search parameters' }).fill(parameter);
  await dialog.getByRole('button', { name: new RegExp(`^${parameter} `) }).click();
  const numbers = dialog.getByRole('region', { name: `Numbers of ${parameter}` });
  await expect(numbers.getByRole('img')).toBeVisible();
  return numbers;
}

/** What a fact's row says: here, and of a fresh start. */
async function fact(numbers: Locator, name: string): Promise<readonly number[]> {
  const cells = await numbers
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell')
    .allTextContents();
  return cells.map((text) => Number(text.replaceAll(',', '')));
}

/** Of the built-in file's numbers, read and counted apart from the page. */
function deviation(parameter: string): number {
  const held = readTestCheckpoint(
    '../public/models/mini/open_clip_model-00002-of-00002.safetensors',
  );
  const values = [...(held.get(parameter) ?? [])];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

test('what is inside: of the built-in columns, and of remote files at the cost of their headers', async ({
  page,
  context,
  serve,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page);
  await test.step('the vision-only column: its parts, drawn numbers, and what the loaders say of it', () =>
    inspectVisionOnly(page));
  await page.keyboard.press('Escape');
  await test.step('the two built-in columns: trained numbers, and what is the same in both', () =>
    inspectBoth(page));
  await page.keyboard.press('Escape');
  const keep = (name: string): boolean => name.startsWith('visual.');
  const files = {
    'lab/tower/model.safetensors': madeCheckpoint(keep),
    'lab/tower/open_clip_config.json': MADE_CONFIG,
  };
  const faults = { 'lab/tower/model.safetensors': { noRanges: true } };
  const hub = await serve({}, { files, faults });
  await test.step('remote files, complete and of the image side', () => inspectRemote(page, hub));
});

async function inspectVisionOnly(page: Page): Promise<void> {
  const dialog = await openReport(page, 2);
  const text = dialog.getByRole('listitem', { name: 'text tower', exact: true });
  await expect(text).toContainText('absent');
  await expect(text).toContainText('chance fills in');
  await expect(dialog).toContainText('drawn as OpenCLIP itself draws a whole model at seed 0');
  const [own, fresh] = await fact(await choose(dialog, 'token_embedding.weight'), 'Deviation');
  expect(fresh).toBe(0.02);
  expect(own).toBeCloseTo(0.02, 3);
  await expectAccessible(page);

  await dialog.getByRole('tab', { name: 'In other loaders’ words' }).click();
  const loader = (name: string) => dialog.getByRole('article', { name, exact: true });
  await expect(loader('OpenCLIP 3')).toContainText('Missing key(s) in state_dict');
  await expect(loader('OpenCLIP 2.26, image tower by timm')).toContainText('says nothing');
  await expect(loader('OpenCLIP 3, image tower by timm')).toContainText(
    'WARNING Model NAME initialized partially.',
  );
  // Two blocks of 12, four arrays around them, projection and scale.
  await expect(loader('A strict load')).toContainText('30 missing keys');
  await expectAccessible(page);

  await dialog.getByRole('button', { name: 'Copy as text' }).click();
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('A strict load (refuses)');
  expect(copied).toContain('Numbers of token_embedding.weight');
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(await readFile(await (await saving).path(), 'utf8'));
  expect(saved.report.verdict).toEqual({ kind: 'vision-only' });
  expect(saved.loaders.at(-1).check.missing).toHaveLength(30);
  expect(saved.numbers.name).toBe('token_embedding.weight');
}

async function inspectBoth(page: Page): Promise<void> {
  const dialog = await openReport(page, 1);
  const [own, fresh] = await fact(await choose(dialog, 'token_embedding.weight'), 'Deviation');
  expect(fresh).toBe(0.02);
  expect(own).toBeCloseTo(deviation('token_embedding.weight'), 5);
  await dialog.getByRole('tab', { name: 'Compare', exact: true }).click();
  await dialog.getByRole('button', { name: 'Compare their numbers' }).click();
  const counts = (part: string) =>
    dialog
      .getByRole('row', { name: new RegExp(`^${part} `) })
      .getByRole('cell')
      .allTextContents();
  await expect(dialog.getByRole('table', { name: 'Parameters of each part' })).toBeVisible();
  const [same, other, ...none] = await counts('image tower');
  expect(Number(same)).toBeGreaterThan(50);
  expect([other, ...none]).toEqual(['0', '0', '0', '0']);
  expect((await counts('text proj.')).slice(0, 2)).toEqual(['0', '1']);
  const list = dialog.getByRole('region', { name: 'Parameters that are compared' });
  const origin = (name: string) => list.getByRole('listitem').filter({ hasText: name });
  await expect(origin('text_projection')).toContainText(
    'from a file in the first, random in the second',
  );
  await expect(origin('logit_scale')).toContainText(
    'from a file in the first; 100 is used in the second',
  );
  await expectAccessible(page);
}

async function inspectRemote(page: Page, hub: HubServer): Promise<void> {
  const whole = await look(page, weightsUrl(hub));
  await expect(whole).toContainText('Complete file, and this rule takes all of it.');
  await expect(whole).toContainText('Read 66 kB of weight files');
  expect(crossed(hub)).toBe(65_536);
  await expect(whole).toContainText('The numbers themselves can be seen once it is loaded.');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  const tower = await look(page, `${hub.endpoint}/lab/tower/resolve/main/model.safetensors`);
  await expect(tower).toContainText('The file holds the image side only');
  await expect(tower).toContainText('The server ignores ranges');
  await expect(tower.getByRole('listitem', { name: 'text tower', exact: true })).toContainText(
    'absent',
  );

  await tower.getByRole('tab', { name: 'Compare', exact: true }).click();
  await expect(tower).toContainText('Values are compared after loading.');
  const against = tower.getByLabel('Compare this file with');
  await expect(against.getByRole('option')).toHaveText([
    'Column 1: Complete',
    'Column 2: Vision-only',
    /lab\/clip\/resolve\/main\/open_clip_model\.safetensors, looked into, /,
  ]);
  await against.selectOption({ index: 2 });
  const cells = (part: string) =>
    tower
      .getByRole('row', { name: new RegExp(`^${part} `) })
      .getByRole('cell')
      .allTextContents();
  const [sameShape, ...different] = await cells('image tower');
  expect(Number(sameShape)).toBeGreaterThan(10);
  expect(different).toEqual(['0', '0', '0']);
  const [none, otherShape, onlyFirst, onlySecond] = await cells('text tower');
  expect([none, otherShape, onlyFirst]).toEqual(['0', '0', '0']);
  expect(Number(onlySecond)).toBeGreaterThan(10);
  await expectAccessible(page);
}

async function look(page: Page, url: string): Promise<Locator> {
  await pressInColumn(page, 1, 'Change');
  await page.getByRole('radio', { name: 'Address' }).check();
  await page.getByLabel('Address of a .safetensors file').fill(url);
  await page.getByRole('button', { name: 'Look inside first' }).click();
  return page.getByRole('dialog', { name: 'Inside the checkpoint' });
}
