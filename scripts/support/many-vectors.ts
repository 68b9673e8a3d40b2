import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { tasksSince, watchThread } from '../../e2e/support/page-thread.ts';
import { writeSafetensors } from '../../src/core/checkpoint/write-safetensors.ts';
import {
  openPage,
  pageSeconds,
  rendererPeakBytes,
  resetRendererPeak,
  withBrowser,
  withPreview,
} from './browser.ts';
import { costOf } from './peer/cost.ts';

const [CLASSES, WIDTH] = [1000, 512];

/** Rows around their class's direction, far enough from it that not all are right. */
function writeVectors(path: string, rows: number): void {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const texts = Float32Array.from({ length: CLASSES * WIDTH }, next);
  const images = Float32Array.from({ length: rows * WIDTH }, (_, at) => {
    const row = Math.floor(at / WIDTH) % CLASSES;
    return (texts[row * WIDTH + (at % WIDTH)] ?? 0) * 0.15 + next();
  });
  const tensor = (name: string, values: Float32Array<ArrayBuffer>, rows: number) => ({
    name,
    dtype: 'F32' as const,
    shape: [rows, WIDTH],
    bytes: new Uint8Array(values.buffer),
  });
  const labels = Array.from({ length: rows }, (_, row) => row % CLASSES);
  const parts = writeSafetensors(
    [tensor('image_embeds', images, rows), tensor('text_embeds', texts, CLASSES)],
    { image_labels: JSON.stringify(labels), logit_scale: '100' },
  );
  writeFileSync(path, Buffer.concat(parts));
}

/**
 * Vectors against 1,000 labels in the page, as a file from elsewhere: seconds, processor, tasks of the page's thread, memory.
 * Tasks are counted by the processor, not by the clock: what else a busy machine does is not the page's.
 */
export async function scoreManyVectors(rows = 50_000): Promise<void> {
  const path = join(tmpdir(), `bench-vectors-${process.pid}.safetensors`);
  writeVectors(path, rows);
  try {
    const figures = await withPreview((url) =>
      withBrowser((browser) => measure(browser, url, path)),
    );
    console.log(`${rows} vectors x ${CLASSES} labels, ${WIDTH} wide: ${figures}`);
  } finally {
    rmSync(path, { force: true });
  }
}

async function measure(browser: Browser, url: string, path: string): Promise<string> {
  const page = await openPage(browser, url);
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  await dialog.getByLabel('Vectors of pictures, or a file of both').setInputFiles(path);
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const [before, began] = [resetRendererPeak(), await pageSeconds(client)];
  await watchThread(browser, page);
  const { cpu, wall } = await costOf(async () => {
    await dialog.getByRole('button', { name: 'Score the vectors' }).click();
    await dialog.getByRole('button', { name: 'Close this file' }).waitFor({ timeout: 600_000 });
  });
  const own = (await pageSeconds(client)) - began;
  const peak = rendererPeakBytes();
  const tasks = await tasksSince(browser);
  const long = tasks.filter((task) => task > 50);
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  return (
    `${wall.toFixed(1)} s; processor ${cpu.toFixed(1)} s, of which ${own.toFixed(2)} s on the page's thread; ` +
    `${long.length} tasks over 50 ms, the longest ${(tasks[0] ?? 0).toFixed(0)} ms; ` +
    `process at most ${megabytes(peak)} MB, ${megabytes(peak - before)} more than before`
  );
}
