import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expectReport, openPage, pressInColumn } from './support/app.ts';
import type { HubServer } from './support/hub-server.ts';
import {
  crossed,
  FILE,
  REPO,
  weightsRequests,
  test,
  WEIGHTS,
  weightsUrl,
} from './support/small-hub.ts';

const column = (page: Page, number: number) =>
  page.getByRole('region', { name: new RegExp(`^Column ${number}:`) });

/** Chooses the hub's file for a column by its address. */
async function choose(page: Page, hub: HubServer, number = 1): Promise<void> {
  await pressInColumn(page, number, 'Change');
  await page.getByRole('radio', { name: 'Address' }).check();
  await page.getByLabel('Address of a .safetensors file').fill(weightsUrl(hub));
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
}

async function openKept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page.getByRole('button', { name: 'Kept files' }).click();
}

test('a download shows its bytes, stops at once, goes on, and is listed until it is deleted', async ({
  page,
  serve,
}) => {
  const server = await serve({ holdAfter: 8 << 20 });
  await openPage(page);
  await choose(page, server);
  const files = column(page, 1).getByRole('list', { name: 'Files on their way' });
  await expect(files).toContainText(/open_clip_model\.safetensors [\d.]+ MB of 17\.\d MB/);
  // The server holds the rest back.
  await expect(files).toContainText(/MB of 17\.\d MB, nothing is arriving/);
  await column(page, 1).getByRole('button', { name: 'Cancel' }).click();
  await expect(column(page, 1)).toHaveAccessibleName('Column 1: Complete');
  await openKept(page);
  const kept = page.getByRole('table', { name: 'Kept checkpoints' });
  await expect(kept).toContainText(/MB of 17\.\d MB are here/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close' }).click();

  const releasing = setInterval(() => server.release(), 50);
  await choose(page, server);
  await expectReport(page, 1, 'open_clip_model.safetensors');
  await expect(column(page, 1).getByRole('progressbar')).toHaveCount(0);
  clearInterval(releasing);
  await openKept(page);
  await expect(kept).toContainText('in use');
  const remove = page.getByRole('button', { name: /^Delete 127.*safetensors$/ });
  await expect(remove).toBeDisabled();
  // What was made of it stands beside it, and can go at any time.
  const made = kept.getByRole('row', { name: /made ready for the (image|text) tower \(fp32\)/ });
  await expect(made).toHaveCount(2);
  await made
    .filter({ hasText: 'image tower' })
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(made).toHaveCount(1);
  await page.getByRole('button', { name: 'Close' }).click();
  await pressInColumn(page, 1, 'Change');
  await page.getByRole('radio', { name: 'Built in' }).check();
  await page.getByRole('button', { name: 'Load it', exact: true }).click();
  await expect(column(page, 1)).not.toContainText('Loading');
  await openKept(page);
  await remove.click();
  await expect(page.getByRole('dialog')).toContainText('No checkpoint is kept.');
});

test('a full disk says how much is missing, and the column goes on from memory', async ({
  page,
  baseURL,
  serve,
}) => {
  const server = await serve();
  await openPage(page);
  const session = await page.context().newCDPSession(page);
  const origin = new URL(baseURL ?? '').origin;
  // Beyond what the page keeps of itself.
  const usage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 6e6 });
  await choose(page, server);
  await expect(column(page, 1)).toContainText(/no room for this file: 1\d(\.\d)? MB are missing/);
  await expect(column(page, 2)).toHaveAccessibleName('Column 2: Vision-only');
  await column(page, 1).getByRole('button', { name: 'Kept files' }).click();
  await expect(page.getByRole('dialog')).toContainText(/Column 1 needs 1\d(\.\d)? MB more/);
  await page.getByRole('dialog').getByRole('button', { name: 'Load it into memory' }).click();
  await expect(column(page, 1)).toHaveAccessibleName('Column 1: Complete');
  await expectReport(page, 1, FILE);
  // What the disk had taken was not downloaded again.
  const [header, refused, rest] = weightsRequests(server);
  expect([header?.range, refused?.range]).toEqual([
    'bytes=0-65535',
    `bytes=65536-${WEIGHTS.length - 1}`,
  ]);
  expect(rest?.range).toMatch(new RegExp(`^bytes=\\d{7,}-${WEIGHTS.length - 1}$`));
});

test('after a tab that died while loading, the next one starts with the built-in model and says why', async ({
  page,
  context,
  serve,
}) => {
  const server = await serve({ holdAfter: 4 << 20, holdEach: true });
  // A server that fell silent would be given up, and the load with it, before the tab dies on a busy machine.
  const dripping = setInterval(() => server.release(), 5000);
  await openPage(page);
  await choose(page, server);
  await expect(column(page, 1).getByRole('list', { name: 'Files on their way' })).toBeVisible();
  // Another tab, opened while this one is at work, is told nothing.
  const beside = await context.newPage();
  await openPage(beside, './#lang=en');
  await expect(beside.getByRole('log')).not.toContainText('was closed by the browser');
  await beside.close();
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  clearInterval(dripping);
  const next = await context.newPage();
  await openPage(next);
  await expect(next.getByRole('log')).toContainText(
    /closed by the browser while it loaded http.*open_clip_model\.safetensors/,
  );
  await expect(column(next, 1)).toHaveAccessibleName('Column 1: Complete');
  await expect(column(next, 1)).not.toContainText('open_clip_model.safetensors 127');
  await next.reload();
  await openPage(next);
  await expect(next.getByRole('log')).not.toContainText('was closed by the browser');
});

test('a mirror is listed, refuses what cannot be read, and gives the pair of the article, later without a network', async ({
  page,
  serve,
}) => {
  const old = readFileSync(new URL('../golden/torch/torchscript.pt', import.meta.url));
  const graph = new Uint8Array(1e6);
  const server = await serve(
    {},
    {
      files: {
        [`${REPO}/old.pt`]: old,
        [`${REPO}/onnx/vision_model_quantized.onnx`]: graph,
        [`${REPO}/onnx/text_model_quantized.onnx`]: graph,
      },
    },
  );
  await page.route('**/models/index.json', (route) =>
    route.fulfill({
      json: { models: [{ name: 'room', files: [{ path: 'a.safetensors', bytes: 6e8 }] }] },
    }),
  );
  await openPage(page);
  await pressInColumn(page, 1, 'Change');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Address' }).check();
  await dialog.getByLabel('On this server').selectOption('room/a.safetensors, 600 MB');
  await expect(dialog.getByLabel('Address of a .safetensors file')).toHaveValue(
    /\/models\/room\/a\.safetensors$/,
  );

  await dialog.getByRole('radio', { name: 'Hub' }).check();
  await dialog.getByLabel('Endpoint').fill(server.endpoint);
  await expect(dialog).toContainText('hf-mirror.com does not let other pages read its files.');
  await dialog.getByLabel('Repository').fill('lab/none');
  await dialog.getByRole('button', { name: 'List its files' }).click();
  await expect(dialog).toContainText('lab/none does not exist, or is private.');
  await dialog.getByLabel('Repository').fill(`${server.endpoint}/${REPO}/tree/main`);
  await dialog.getByRole('button', { name: 'List its files' }).click();
  await expect(dialog.getByRole('radio', { name: /One file of named tensors/ })).toBeVisible();
  // The pair in 8 bits first, and what it saves.
  await expect(
    dialog.getByRole('group', { name: 'Which file' }).getByRole('radio').first(),
  ).toHaveAccessibleName(/vision_model_quantized\.onnx.*1\d\.\d MB less to download/);
  await expectAccessible(page);
  await dialog.getByRole('radio', { name: /old\.pt.*A PyTorch archive/ }).check();
  await dialog.getByRole('button', { name: 'Load it', exact: true }).click();
  await expect(column(page, 1)).toContainText('This is a TorchScript archive');
  await expect(column(page, 2)).toHaveAccessibleName('Column 2: Vision-only');

  // A refused file leaves the column with its own model, from which the dialog starts.
  await pressInColumn(page, 1, 'Change');
  await dialog.getByRole('radio', { name: 'Hub' }).check();
  await dialog.getByLabel('Endpoint').fill(server.endpoint);
  await dialog.getByLabel('Repository').fill(REPO);
  await dialog.getByRole('button', { name: 'List its files' }).click();
  await dialog.getByRole('radio', { name: /One file of named tensors/ }).check();
  await dialog.getByLabel(/too, with the image tower by timm only/).check();
  await dialog.getByRole('button', { name: 'Load it', exact: true }).click();
  const pairIsThere = async (): Promise<void> => {
    for (const [number, name] of [
      [1, 'Complete'],
      [2, 'Vision-only'],
    ] as const) {
      await expect(column(page, number)).toHaveAccessibleName(`Column ${number}: ${name}`);
      await expectReport(page, number, FILE);
    }
  };
  await pairIsThere();
  expect(crossed(server)).toBe(WEIGHTS.length);
  await expect(page).toHaveURL(/lab%25252Fclip|lab%252Fclip/);
  await server.close();
  await page.reload();
  await pairIsThere();
});
