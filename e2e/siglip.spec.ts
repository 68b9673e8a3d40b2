import { expect, type Page, test } from '@playwright/test';
import { joinedTowers } from '../src/testing/joined-towers.ts';
import { PAIR_CONFIG } from '../src/testing/onnx-pair.ts';
import { siglipPart, siglipReference, siglipTokenizer } from '../src/testing/siglip.ts';
import { openPage, pressInColumn, ready, row } from './support/app.ts';
import { byteTokenizer } from './support/byte-tokenizer.ts';
import { goldenPath } from './support/golden.ts';

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
