import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSafetensors } from '../../src/core/checkpoint/write-safetensors.ts';
import {
  openPage,
  rendererPeakBytes,
  resetRendererPeak,
  withBrowser,
  withPreview,
} from './browser.ts';

const [ROWS, CLASSES, WIDTH] = [50_000, 1000, 512];

/** Rows around their class's direction, far enough from it that not all are right. */
function writeVectors(path: string): void {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  const texts = Float32Array.from({ length: CLASSES * WIDTH }, next);
  const images = Float32Array.from({ length: ROWS * WIDTH }, (_, at) => {
    const row = Math.floor(at / WIDTH) % CLASSES;
    return (texts[row * WIDTH + (at % WIDTH)] ?? 0) * 0.15 + next();
  });
  const tensor = (name: string, values: Float32Array<ArrayBuffer>, rows: number) => ({
    name,
    dtype: 'F32' as const,
    shape: [rows, WIDTH],
    bytes: new Uint8Array(values.buffer),
  });
  const labels = Array.from({ length: ROWS }, (_, row) => row % CLASSES);
  const parts = writeSafetensors(
    [tensor('image_embeds', images, ROWS), tensor('text_embeds', texts, CLASSES)],
    { image_labels: JSON.stringify(labels), logit_scale: '100' },
  );
  writeFileSync(path, Buffer.concat(parts));
}

/** 50,000 vectors against 1,000 labels in the page, as a file from elsewhere: seconds, longest task of the page's thread, memory. */
export async function scoreManyVectors(): Promise<void> {
  const path = join(tmpdir(), `bench-vectors-${process.pid}.safetensors`);
  writeVectors(path);
  try {
    await withPreview((url) =>
      withBrowser(async (browser) => measure(await openPage(browser, url), path)),
    );
  } finally {
    rmSync(path, { force: true });
  }
}

async function measure(page: Awaited<ReturnType<typeof openPage>>, path: string): Promise<void> {
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  await dialog.getByLabel('Vectors of pictures, or a file of both').setInputFiles(path);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  const before = resetRendererPeak();
  const start = Date.now();
  await dialog.getByRole('button', { name: 'Score the vectors' }).click();
  await dialog.getByRole('button', { name: 'Close this file' }).waitFor({ timeout: 600_000 });
  const seconds = (Date.now() - start) / 1000;
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  const peak = rendererPeakBytes();
  console.log(
    `${ROWS} vectors x ${CLASSES} labels, ${WIDTH} wide: ${seconds.toFixed(1)} s; ${tasks.length} tasks over 50 ms, the longest ` +
      `${Math.max(0, ...tasks).toFixed(0)} ms; process at most ${megabytes(peak)} MB, ${megabytes(peak - before)} more than before`,
  );
}
