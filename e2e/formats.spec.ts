import { expect, type Page, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { BUILT_IN_SIDE } from '../src/core/hub/built-in-model.ts';
import { onnxPair, PAIR_CONFIG } from '../src/testing/onnx-pair.ts';
import { expectAccessible } from './support/accessible.ts';
import { byteTokenizer } from './support/byte-tokenizer.ts';
import { expectReport, openPage, pressInColumn, ready, row } from './support/app.ts';
import { goldenIndex, goldenPath } from './support/golden.ts';

const RULE = 'What the loader takes';
const CHECKPOINT = 'tiny-quickgelu-hf.safetensors';
const MINI = new URL('../public/models/mini/', import.meta.url);

/** Opens the dialog of a column and gives it files of the disk. */
async function chooseFiles(
  page: Page,
  column: number,
  files: readonly { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  await pressInColumn(page, column, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles([...files]);
}

const load = (page: Page) => page.getByRole('button', { name: 'Load it', exact: true }).click();
const file = (name: string, content: Uint8Array | string) => ({
  name,
  mimeType: '',
  buffer: Buffer.from(content),
});

test('files from disk: without a tokenizer, as an ONNX pair, and in eight bits', async ({
  page,
}) => {
  await openPage(page);
  await test.step('a checkpoint without a tokenizer borrows one of as many tokens, and says whose', () =>
    loadWithoutTokenizer(page));
  await test.step('an ONNX pair gives bars, whole and by the rule that takes its image tower only', () =>
    loadPair(page));
  await test.step('a column in int8 beside the same in fp32 shows its size and its cosine, also in Chinese', () =>
    loadInEightBits(page));
});

async function loadPair(page: Page): Promise<void> {
  const { image, text } = onnxPair(CHECKPOINT);
  const pair = [
    file('vision_model.onnx', image),
    file('text_model.onnx', text),
    file('config.json', JSON.stringify(PAIR_CONFIG)),
    file('tokenizer.json', byteTokenizer()),
  ];
  await chooseFiles(page, 1, pair);
  await load(page);
  await expectReport(page, 1, 'The logit scale is missing: 100 is used.');
  await chooseFiles(page, 2, pair);
  await page.getByLabel(RULE).selectOption('timm');
  await load(page);
  await ready(page);
  await expect(page.getByRole('region', { name: 'Column 2: Vision-only' })).toBeVisible();
  const meters = row(page, 'turtle').getByRole('meter');
  await expect(meters.first()).toBeVisible();
  const values = await meters.evaluateAll((all) =>
    all.map((meter) => Number(meter.getAttribute('aria-valuenow'))),
  );
  // Both columns' shares add up, so both towers of both have answered.
  expect(values.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(1);
  await pressInColumn(page, 1, 'Load report');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Both towers are complete; the logit scale is missing');
  await expect(dialog).toContainText('Runs as the file’s own graph: vision_model.onnx, text_model');
  await expect(dialog).toContainText('onnx::MatMul_');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
}

async function loadInEightBits(page: Page): Promise<void> {
  const path = goldenPath('tiny-quickgelu-openclip.safetensors');
  const checkpoint = [
    file('model.safetensors', readFileSync(path ?? '')),
    file('open_clip_config.json', JSON.stringify(goldenIndex()['config'])),
    file('tokenizer.json', byteTokenizer()),
  ];
  await chooseFiles(page, 1, checkpoint);
  await load(page);
  await chooseFiles(page, 2, checkpoint);
  await page.getByLabel('Precision').selectOption('int8');
  expect(await page.getByLabel('Precision').locator('option').count()).toBe(2);
  await load(page);
  await ready(page);
  // Of 1.0 MB, 0.81 MB are weights of linear layers: a quarter of those and the rest are 0.42 MB.
  await expectReport(page, 1, /fp32, 1(\.0)? MB in memory/);
  await expectReport(
    page,
    2,
    /int8, 4[12]\d kB in memory/,
    /cosine (0\.9\d{4}|1\.00000) to fp32, lowest [01]\.\d{5}, over 8 sample pictures/,
  );
  await expect(page).toHaveURL(/precision%3Dint8/);
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('button', { name: '第 2 列的更多操作' }).click();
  await page.getByRole('button', { name: '加载报告' }).click();
  await expect(page.getByText(/与 fp32 的余弦为 [01]\.\d{5}/)).toBeVisible();
  await expectAccessible(page);
}

async function loadWithoutTokenizer(page: Page): Promise<void> {
  const names = [BUILT_IN_SIDE.image, BUILT_IN_SIDE.text, 'open_clip_config.json'];
  await chooseFiles(
    page,
    2,
    names.map((name) => file(name, readFileSync(new URL(name, MINI)))),
  );
  await load(page);
  await ready(page);
  const column = page.getByRole('region', { name: /^Column 2/ });
  await expect(column).toBeVisible();
  await expectReport(
    page,
    2,
    'It came without a tokenizer and borrows that of mini/open_clip_model.safetensors',
  );
  await expect(row(page, 'turtle').getByRole('meter').first()).toBeVisible();
}
