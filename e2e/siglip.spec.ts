import { expect, type Locator, type Page } from '@playwright/test';
import { joinedTowers } from '../src/testing/joined-towers.ts';
import { PAIR_CONFIG } from '../src/testing/onnx-pair.ts';
import { siglipPair, siglipScoring } from '../src/testing/siglip-pair.ts';
import {
  SIGLIP_FILE,
  siglipPart,
  siglipReference,
  siglipTokenizer,
} from '../src/testing/siglip.ts';
import { openPage, openPanel, pressInColumn, ready, row } from './support/app.ts';
import { byteTokenizer } from './support/byte-tokenizer.ts';
import { goldenPath } from './support/golden.ts';
import { test } from './support/small-hub.ts';

const CHECKPOINT = 'tiny-quickgelu-hf.safetensors';

interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const file = (name: string, content: Uint8Array | string): Given => ({
  name,
  mimeType: '',
  buffer: Buffer.from(content),
});

async function loadFiles(page: Page, column: number, files: readonly Given[]): Promise<void> {
  await pressInColumn(page, column, 'Change');
  await page.getByRole('radio', { name: 'This computer' }).check();
  await page.locator('dialog input[type=file]').setInputFiles([...files]);
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
}

function words(): readonly Given[] {
  const { json, config } = siglipTokenizer();
  return [
    file('tokenizer.json', JSON.stringify(json)),
    file('tokenizer_config.json', JSON.stringify(config)),
    file('config.json', JSON.stringify(siglipReference.config)),
  ];
}

test('SigLIP from disk beside its image side alone, and a model.onnx with both towers, with their reports', async ({
  page,
}) => {
  test.skip(!goldenPath(CHECKPOINT), 'the references are not at hand');
  await openPage(page);
  const whole = file(
    'siglip.safetensors',
    siglipPart(() => true),
  );
  const vision = file(
    'vision.safetensors',
    siglipPart((name) => name.startsWith('vision_model.')),
  );
  await loadFiles(page, 1, [whole, ...words()]);
  await expect(page.getByRole('region', { name: 'Column 1: Complete' })).toBeVisible();
  await loadFiles(page, 2, [vision, ...words()]);
  await expect(page.getByRole('region', { name: 'Column 2: Vision-only' })).toBeVisible();
  await ready(page);
  await expect(row(page, 'turtle').getByRole('meter').first()).toBeVisible();

  await pressInColumn(page, 1, 'Load report');
  const dialog = page.getByRole('dialog');
  const parts = dialog.getByRole('listitem');
  await expect(parts.filter({ hasText: 'image tower' }).first()).toContainText('loaded');
  // SigLIP has no image projection, so none is listed.
  await expect(dialog.getByRole('listitem', { name: 'image projection' })).toHaveCount(0);
  await expect(dialog).toContainText('visual.conv1.bias [32]');
  await expect(dialog).toContainText('vision_model.embeddings.patch_embedding.bias');
  await expect(dialog).toContainText('text_model.head.bias');
  await page.keyboard.press('Escape');

  await pressInColumn(page, 2, 'Load report');
  await expect(dialog).toContainText('as transformers itself draws a whole SiglipModel at seed');
  await expect(dialog).toContainText('before its cut at');
  await page.keyboard.press('Escape');

  await loadFiles(page, 1, [
    file('model.onnx', joinedTowers(CHECKPOINT)),
    file('config.json', JSON.stringify(PAIR_CONFIG)),
    file('tokenizer.json', byteTokenizer()),
  ]);
  await ready(page);
  await pressInColumn(page, 1, 'Load report');
  await expect(dialog).toContainText('Both towers are complete; the logit scale is missing');
  await expect(dialog).toContainText('Runs as the file’s own graph: model.onnx');
  await page.keyboard.press('Escape');

  // One whose sides hang together is refused, and the column keeps what it has.
  const change: NonNullable<Parameters<typeof joinedTowers>[1]>['change'] = (graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.outputs[0] === 'image_embeds'
        ? { ...node, operator: 'Add', inputs: ['image_embeds:raw', 'text_embeds:raw'] }
        : node,
    ),
  });
  await loadFiles(page, 1, [
    file('hung.onnx', joinedTowers(CHECKPOINT, { change })),
    file('config.json', JSON.stringify(PAIR_CONFIG)),
  ]);
  const first = page.getByRole('region', { name: /^Column 1/ });
  await expect(first).toContainText('holds both towers in one graph, and its image_embeds');
  await expect(first).toContainText('is computed from input_ids, too');
});

/** With these the cosines of a random model are no certainties. */
const SCORING = { logScale: 3, bias: 0.75 };
const PREPROCESSOR = {
  image_processor_type: 'SiglipImageProcessor',
  do_resize: true,
  size: { height: 32, width: 32 },
  resample: 2,
  do_rescale: true,
  rescale_factor: 1 / 255,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};

const sum = (all: readonly { readonly probability: number }[]): number =>
  all.reduce((total, { probability }) => total + probability, 0);

/** p = 1 / (1 + exp(-(factor cos + bias))) in percent. */
const percent = (cosine: number, { logScale, bias }: typeof SCORING): number =>
  100 / (1 + Math.exp(-(Math.exp(logScale) * cosine + bias)));

/** Every bar of a row in the order of the columns: its label, the probability in percent and the cosine. */
async function told(place: Locator) {
  const meters = await place
    .getByRole('meter')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute('aria-label'), one.getAttribute('aria-valuetext')]),
    );
  return meters.map(([label, text]) => {
    const [, probability, cosine] = /^([\d.]+)%, cosine ([-−]?[\d.]+)$/.exec(text ?? '') ?? [];
    return {
      label,
      probability: Number(probability),
      cosine: Number(cosine?.replace('−', '-')),
    };
  });
}

test('a pair of SigLIP graphs from a hub beside the built-in CLIP, scored with scale and bias read by range', async ({
  page,
  serve,
}) => {
  test.skip(!goldenPath(SIGLIP_FILE), 'the references are not at hand');
  const repo = 'lab/siglip';
  const weights = 3 << 20;
  const { image, text } = siglipPair();
  const files = {
    'onnx/vision_model.onnx': image,
    'onnx/text_model.onnx': text,
    'preprocessor_config.json': JSON.stringify(PREPROCESSOR),
    'model.safetensors': siglipScoring(SCORING, weights),
    ...Object.fromEntries(words().map(({ name, buffer }) => [name, buffer])),
  };
  const server = await serve(undefined, {
    files: Object.fromEntries(
      Object.entries(files).map(([path, content]) => [`${repo}/${path}`, Buffer.from(content)]),
    ),
  });
  await openPage(page);
  const turtle = (column: string) => told(row(page, 'turtle').getByRole('list', { name: column }));
  const builtIn = await turtle('Complete');
  await pressInColumn(page, 2, 'Change');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Hub' }).check();
  await dialog.getByLabel('Endpoint').fill(server.endpoint);
  await dialog.getByLabel('Repository').fill(repo);
  await dialog.getByRole('button', { name: 'List its files' }).click();
  await dialog.getByRole('radio', { name: /vision_model\.onnx/ }).check();
  const before = server.requests.length;
  await dialog.getByRole('button', { name: 'Load it', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Column 2: Both towers' })).toBeVisible();
  await ready(page);

  // Beside it CLIP stays as it was: shares of a whole. SigLIP asks of each label by itself, with its own two numbers.
  expect(await turtle('Complete')).toEqual(builtIn);
  // Shown to a whole per cent above ten, to a tenth below.
  expect(Math.abs(sum(builtIn) - 100)).toBeLessThanOrEqual(0.5 + 0.05 * builtIn.length);
  const own = await turtle('Both towers');
  expect(own).toHaveLength(builtIn.length);
  expect(sum(own)).toBeGreaterThan(101);
  // Cosines are shown to a thousandth, and the sigmoid is steepest with a quarter of its factor.
  const step = 25 * Math.exp(SCORING.logScale) * 0.0005 + 0.051;
  for (const { probability, cosine } of own)
    expect(Math.abs(probability - percent(cosine, SCORING))).toBeLessThan(step);

  const asked = server.requests
    .slice(before)
    .filter(({ path }) => path === `${repo}/model.safetensors`);
  expect(asked.every(({ range }) => range !== null)).toBe(true);
  const crossed = asked.reduce((bytes, one) => bytes + one.bytes, 0);
  expect(crossed).toBeGreaterThan(0);
  expect(crossed).toBeLessThan(weights / 20);

  const kilobytes = Math.round(crossed / 1000);
  const scale = Math.exp(SCORING.logScale).toFixed(2);
  await pressInColumn(page, 2, 'Load report');
  await expect(dialog).toContainText('scale and bias were read from model.safetensors beside them');
  await expect(dialog).toContainText(
    `not in the towers; read from model.safetensors, ${kilobytes} kB`,
  );
  await expect(dialog).not.toContainText('100 is used');
  await page.keyboard.press('Escape');
  await openPanel(page, 'Scores');
  await expect(
    page.getByText(
      `Column 2: the graphs hold neither scale nor bias. Scale ${scale} and bias 0.75 were read from model.safetensors, ${kilobytes} kB of it.`,
    ),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '中文' }).click();
  await openPanel(page, '分数');
  await expect(
    page.getByText(
      `第 2 列：这些图不含尺度和偏置。尺度 ${scale} 和偏置 0.75 读自 model.safetensors，只读了其中 ${kilobytes} kB。`,
    ),
  ).toBeVisible();
});
