import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { BUILT_IN, BUILT_IN_FILES, BUILT_IN_SIDE } from '../src/core/hub/built-in-model.ts';
import { parseSafetensorsHeader } from '../src/core/checkpoint/safetensors-header.ts';
import { writeSafetensors } from '../src/core/checkpoint/write-safetensors.ts';
import { expectAccessible } from './support/accessible.ts';
import { goldenPath } from './support/golden.ts';
import {
  addLabel,
  bars,
  expectReport,
  openPage,
  pressInColumn,
  ready,
  row,
} from './support/app.ts';
import { dropFiles } from './support/pictures.ts';

const RULE = 'What the loader takes';

test('what a fault costs is seen before it is made: the ladder, a file of the image side, a rule for a complete one', async ({
  page,
}) => {
  await openPage(page);
  await test.step('the ladder shows what each fault costs', () => expectLadder(page));
  await test.step('weights from disk open as a model', () => lookIntoDisk(page));
  await test.step('a rule is seen before it is loaded: complete file, image tower only', () =>
    lookAtRule(page));
});

async function lookAtRule(page: Page): Promise<void> {
  await pressInColumn(page, 1, 'Change');
  await page.getByLabel(RULE).selectOption('timm');
  await page.getByRole('button', { name: 'Look inside first' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(
    'Complete file, but this rule takes the image tower only: labels would be compared with noise.',
  );
  const text = dialog.getByRole('listitem', { name: 'text tower', exact: true });
  await expect(text).toContainText('present');
  await expect(text).toContainText('dropped by the rule, random');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Load it into column 1' }).click();
  await expect(page.getByRole('region', { name: 'Column 1: Vision-only' })).toBeVisible();
}

test('a wrong file leaves its column and the other as they were, Undo takes a right one back, and of weights in two forms one can choose', async ({
  page,
}) => {
  await openPage(page);
  const column = page.getByRole('region', { name: 'Column 2: Vision-only' });
  const before = await bars(row(page, 'turtle'));
  const junk = { name: 'junk.safetensors', mimeType: '', buffer: Buffer.from('<!doctype html>') };
  await dropFiles(page, [junk]);
  await expect(column).toContainText(
    'junk.safetensors was not loaded, and the column is as before',
  );
  await expect(column).toContainText('This is a web page, not a checkpoint.');
  await ready(page);
  expect(await bars(row(page, 'turtle'))).toEqual(before);

  // Each kind of file has its own sentence.
  for (const [content, sentence] of KINDS) {
    await dropFiles(page, [{ ...junk, buffer: Buffer.from(content) }]);
    await expect(column).toContainText(sentence);
  }

  await pressInColumn(page, 1, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles(junk);
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  const first = page.getByRole('region', { name: 'Column 1: Complete' });
  await expect(first).toContainText('junk.safetensors was not loaded');
  await first.getByRole('button', { name: 'Close' }).click();
  await expect(first).not.toContainText('junk');

  // What is asked for later is answered by both models.
  await addLabel(page, 'teapot');
  await ready(page);
  await row(page, 'turtle').getByRole('button', { name: 'Open turtle' }).click();
  await expect(page.getByRole('dialog').getByRole('meter', { name: 'teapot' })).toHaveCount(2);
  await page.keyboard.press('Escape');

  const asked = await bars(row(page, 'turtle'));
  await dropFiles(page, [BUILT_IN.complete, ...BUILT_IN_FILES].map(builtIn));
  await expect(page.getByRole('region', { name: 'Column 2: Complete' })).toBeVisible();
  await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(column).toBeVisible();
  await ready(page);
  expect(await bars(row(page, 'turtle'))).toEqual(asked);
  await test.step('averaged weights beside the plain ones', () => chooseAveraged(page));
});

const KINDS = [
  ['version https://git-lfs.github.com/spec/v1\noid sha256:ab\n', 'git lfs pull'],
  ['GGUF\u0003\0\0\0\u00ff\u00ff\u00ff\u00ff', 'This is a GGUF file'],
  ['{"metadata": {}, "weight_map": {}}', 'the index of a checkpoint in several files'],
] as const;

/** A file of the model that comes with the page, as one from the disk. */
function builtIn(name: string) {
  const buffer = readFileSync(new URL(`../public/models/mini/${name}`, import.meta.url));
  return { name, mimeType: '', buffer };
}

async function lookIntoDisk(page: Page): Promise<void> {
  const path = goldenPath('tiny-quickgelu-timm.safetensors');
  await pressInColumn(page, 2, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles(path?.pathname ?? '');
  await page.getByRole('button', { name: 'Look inside first' }).click();
  await expect(page.getByRole('dialog')).toContainText('The file holds the image side only');
  await page.keyboard.press('Escape');
}

/** A file with averaged weights beside the plain ones: the column says so, and the dialog asks which. */
async function chooseAveraged(page: Page): Promise<void> {
  await dropFiles(page, [
    { name: 'both.safetensors', mimeType: '', buffer: twice('model.', 'model_ema.') },
    ...['open_clip_config.json', 'tokenizer.json'].map(builtIn),
  ]);
  const column = page.getByRole('region', { name: 'Column 2: Complete' });
  await expect(column).toBeVisible();
  await expectReport(page, 2, 'The file holds other weights, too (model_ema)');
  await pressInColumn(page, 2, 'Change');
  await page.getByLabel('Weights in the file').selectOption('model_ema');
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  await expectReport(
    page,
    2,
    'The file holds other weights, too (model)',
    'In both.safetensors the model lies behind “model_ema.”',
  );
}

/** The model that comes with the page, every tensor under each of the prefixes. */
function twice(...prefixes: readonly string[]): Buffer {
  const tensors = [BUILT_IN_SIDE.image, BUILT_IN_SIDE.text].flatMap((file) => {
    const bytes = new Uint8Array(builtIn(file).buffer);
    return parseSafetensorsHeader(bytes, bytes.length).tensors.map(
      ({ name, dtype, shape, begin, end }) => ({
        name,
        dtype,
        shape,
        bytes: bytes.slice(begin, end),
      }),
    );
  });
  const parts = writeSafetensors(
    prefixes.flatMap((prefix) =>
      tensors.map(({ name, dtype, shape, bytes }) => ({
        name: prefix + name,
        dtype,
        shape,
        bytes,
      })),
    ),
  );
  return Buffer.concat(parts);
}

async function expectLadder(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ladder of faults' }).click();
  const rung = (name: string) =>
    page.getByRole('dialog').getByRole('region', { name, exact: true });
  await expect(rung('All together')).toContainText('to complete', { timeout: 60_000 });
  await expect(rung('Complete')).toContainText('Images: cosine 1.000 to complete');
  await expect(rung('Random text tower')).toContainText('Images: cosine 1.000 to complete');
  await expect(rung('Random text tower')).not.toContainText('Labels: cosine 1.000');
  await expect(rung('Random image projection')).toContainText('Labels: cosine 1.000 to complete');
  await expect(rung('Random image projection')).not.toContainText('Images: cosine 1.000');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await ready(page);
}
