import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { makeTar, makeZip } from '../src/testing/make-archives.ts';
import { expectAccessible } from './support/accessible.ts';
import { openPage, ready } from './support/app.ts';
import { generatedPictures, serveFiles, writeFiles } from './support/generated-set.ts';

declare const zeroShot: { -readonly [Call in keyof Engine]: Engine[Call] };
declare const seen: string[];

const CLASSES = ['red apple', 'green_leaf|leaf', 'blue sea'];
let folder = '';

test.beforeEach(() => {
  folder = join(tmpdir(), `generated-set-${process.pid}-${Date.now()}`);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function openEvaluation(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Evaluate' }).click();
  return page.getByRole('dialog');
}

async function finished(dialog: Locator): Promise<void> {
  await expect(dialog).toContainText(/(\d[\d,]*) of \1 pictures/, { timeout: 120_000 });
}

/** The rows of the results that hold figures. */
async function figures(dialog: Locator): Promise<string[]> {
  await expect(dialog.getByRole('row', { name: /Top-1/ })).toBeVisible();
  return dialog.getByRole('row').allInnerTexts();
}

/** Drops a file or a folder of this machine, as a file manager does. */
async function dropPath(page: Page, target: Locator, path: string): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('There is nothing to drop on.');
  const client = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', {
      type,
      x: box.x + 8,
      y: box.y + 8,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  }
}

test('a dropped folder and a zip of it give the same figures, and what cannot be read is said', async ({
  page,
}) => {
  const png = generatedPictures(['x'], 1)[0]?.data ?? new Uint8Array();
  const files = [
    ...generatedPictures(CLASSES, 24),
    { name: 'blue sea/broken.png', data: png.slice(0, 40) },
    { name: 'alone.png', data: png },
  ];
  writeFiles(folder, files);
  await openPage(page);
  const dialog = await openEvaluation(page);
  await dropPath(page, dialog.getByRole('group', { name: /Drop a folder/ }), folder);
  await expect(dialog.getByRole('status')).toContainText('25 pictures in 3 classes');
  await expect(dialog.getByText('1 picture lies in no class folder')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Names of green_leaf|leaf' })).toHaveValue(
    'green leaf | leaf',
  );
  const sea = dialog.getByRole('textbox', { name: 'Names of blue sea' });
  await sea.fill('sea');
  await dialog.getByRole('combobox', { name: 'Templates' }).selectOption('openai-7');
  await expect(dialog.getByText('28 prompts for each column')).toBeVisible();
  await expect(dialog.getByText('This list is OpenAI’s')).toBeVisible();
  await expectAccessible(page, 'dialog');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await finished(dialog);
  await expect(dialog.getByText('1 picture cannot be read and is left out')).toContainText(
    'broken.png',
  );
  const first = await figures(dialog);

  await dialog.getByRole('radio', { name: 'Set up' }).check();
  const archive = { name: 'set.zip', mimeType: 'application/zip' };
  const zip = makeZip(
    files.map(({ name, data }, index) => ({ name, data, deflate: index % 2 === 0 })),
  );
  const input = dialog.getByLabel('Choose archives or files');
  await input.setInputFiles({ ...archive, buffer: Buffer.from(zip.slice(0, 500)) });
  await expect(dialog.getByRole('alert')).toContainText('The archive is cut off');
  await input.setInputFiles({ ...archive, buffer: Buffer.from(zip) });
  await expect(dialog.getByText('set.zip: 25 pictures in 3 classes')).toBeVisible();
  await sea.fill('sea');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await finished(dialog);
  expect(await figures(dialog)).toEqual(first);
});

test('a run goes on after a pause and after a reload, and no picture is encoded twice', async ({
  page,
}) => {
  writeFiles(folder, generatedPictures(CLASSES, 300));
  const names: string[] = [];
  const visit = async (): Promise<Locator> => {
    await page.evaluate(() => {
      Object.assign(globalThis, { seen: [] });
      const { encodeImagesWith } = zeroShot;
      zeroShot.encodeImagesWith = (ids, images, options) => {
        seen.push(...images.map((image) => (image as File).name));
        return encodeImagesWith.call(zeroShot, ids, images, options);
      };
    });
    const dialog = await openEvaluation(page);
    await dialog.getByLabel('Choose a folder', { exact: true }).setInputFiles(folder);
    await expect(dialog.getByText('300 pictures in 3 classes')).toBeVisible();
    return dialog;
  };
  await openPage(page);
  const before = await visit();
  await before.getByRole('button', { name: 'Start' }).click();
  await before.getByRole('button', { name: 'Pause' }).click();
  await expect(before).toContainText(/pictures · paused/);
  await before.getByRole('button', { name: 'Go on' }).click();
  await before.getByRole('button', { name: 'Pause' }).click();
  // The batch at hand still comes to its end, and with it to the storage.
  await expect
    .poll(async () => {
      const done = Number(/(\d+) of 300 pictures · paused/.exec(await before.innerText())?.[1]);
      return done > 0 && done === (await page.evaluate(() => seen.length));
    })
    .toBe(true);
  names.push(...(await page.evaluate(() => seen)));
  expect(names.length).toBeLessThan(300);

  await page.reload();
  await ready(page);
  const after = await visit();
  await after.getByRole('button', { name: `Go on with the other ${300 - names.length}` }).click();
  await finished(after);
  await expect(after).toContainText(`${names.length} of them from an earlier run`);
  names.push(...(await page.evaluate(() => seen)));
  expect(names).toHaveLength(300);
  expect(new Set(names).size).toBe(300);

  await after.getByRole('radio', { name: 'Set up' }).check();
  const remove = after.getByRole('button', { name: /Delete what is kept of generated-set/ });
  await remove.click();
  await expect(remove).toBeHidden();
});

test('WebDataset shards come from a server, with the names beside them', async ({ page }) => {
  const shard = makeTar(
    generatedPictures(['s'], 12).flatMap(({ data }, i) => [
      { name: `s${i}.png`, data },
      { name: `s${i}.cls`, data: new TextEncoder().encode(String(i % 2)) },
    ]),
  );
  const server = await serveFiles({
    '/colours/test/0.tar': shard,
    '/colours/test/half.tar': shard.slice(0, shard.length / 2),
    '/colours/classnames.txt': 'dawn\nnoon\ndusk\n',
  });
  try {
    await openPage(page);
    const dialog = await openEvaluation(page);
    const address = dialog.getByRole('textbox', { name: 'Address of a .tar or .zip' });
    const open = dialog.getByRole('button', { name: 'Open the address' });
    const alert = dialog.getByRole('alert');
    for (const [url, sentence] of [
      ['no address', 'This is no address'],
      [`${server.url}/missing.tar`, 'There is no file at this address (404)'],
      [`${server.url}/colours/test/half.tar`, 'The archive is cut off'],
    ] as const) {
      await address.fill(url);
      await open.click();
      await expect(alert).toContainText(sentence);
    }
    await address.fill(`${server.url}/colours/test/0.tar`);
    await open.click();
    await expect(dialog.getByText('0.tar: 12 pictures in 3 classes')).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Names of 2' })).toHaveValue('dusk');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await finished(dialog);
    await expect(dialog.getByRole('row', { name: /Top-1/ })).toBeVisible();
  } finally {
    await server.close();
  }
});

test('splits and character sets of data as they come can be chosen, and what no browser unpacks is said', async ({
  page,
}) => {
  await openPage(page);
  const dialog = await openEvaluation(page);
  const input = dialog.getByLabel('Choose archives or files');
  const field = (path: string) => input.setInputFiles(join('golden/field', path));
  const status = dialog.getByRole('status');
  const choose = (name: string) => dialog.getByRole('combobox', { name });

  await field('46-zip-structure/lzma-packed.zip');
  await expect(dialog.getByRole('alert')).toContainText('All 4 files are packed with LZMA');
  await field('47-extensions-left-out/heic-beside-jpg.zip');
  await expect(dialog.getByText('2 pictures are of a format that this browser')).toBeVisible();
  await field('40-train-val-test-above-classes/dataset.zip');
  await expect(status).toContainText('dataset.zip: 6 pictures in 3 classes');
  await expect(choose('Split')).toHaveValue('test');
  await choose('Split').selectOption('train (9)');
  await expect(status).toContainText('dataset.zip: 9 pictures in 3 classes');

  await test.step('a table that can be read in two ways, with templates of its own', async () => {
    const rows = Array.from({ length: 6 }, (_, i) =>
      [
        `${String(i).padStart(4, '0')}.png`,
        i < 4 ? 'warm' : 'cold',
        ['ruby', 'amber'][i % 2],
      ].join(),
    );
    const text = (name: string, lines: readonly string[]) => ({
      name,
      data: new TextEncoder().encode(lines.join('\n')),
    });
    const zip = makeZip([
      ...generatedPictures(['ruby', 'amber'], 6),
      text('labels.csv', ['filename,label,stone', ...rows]),
      text('zeroshot_classification_templates.txt', ['a drawing of {c}', 'one {c}.']),
    ]);
    await input.setInputFiles({
      name: 'stones.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(zip),
    });
    const table = dialog.getByRole('region', { name: 'First rows of labels.csv' });
    await expect(table.getByRole('columnheader')).toHaveText(['filename', 'label', 'stone']);
    await expect(dialog.getByText('6 of 6 rows name a picture that is here.')).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Names of warm' })).toBeVisible();
    await choose('Column of the labels').selectOption('Column 3: stone');
    await expect(dialog.getByRole('textbox', { name: 'Names of amber' })).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: 'Names of warm' })).toBeHidden();
    await choose('Column of the labels').selectOption('Column 2: label');
    await expect(dialog.getByRole('textbox', { name: 'Names of cold' })).toBeVisible();
    await choose('Labels come from').selectOption('the folders');
    await expect(table).toBeHidden();
    await expect(dialog.getByRole('textbox', { name: 'Names of amber' })).toBeVisible();
    await choose('Templates').selectOption('From the data (2)');
    await expect(dialog.getByRole('textbox', { name: 'Templates, one a line' })).toHaveValue(
      'a drawing of {label}\none {label}.',
    );
    await expect(dialog.getByText('4 prompts for each column')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Names of amber' }).fill('amber '.repeat(90));
    await dialog.getByRole('button', { name: 'Start' }).click();
    await finished(dialog);
    await expect(
      dialog.getByText('2 prompts are longer than the model reads and were cut'),
    ).toContainText('amber amber');
    await dialog.getByRole('radio', { name: 'Set up' }).check();
  });

  await field('42-gbk-names-in-zip/windows-zh.zip');
  await expect(dialog.getByRole('textbox', { name: 'Names of 叶子' })).toBeVisible();
  await choose('Names are written in').selectOption('cp437');
  await expect(dialog.getByRole('textbox', { name: 'Names of ╥╢╫╙' })).toBeVisible();
});
