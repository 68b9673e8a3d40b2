import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { generatedPictures } from '../e2e/support/generated-set.ts';
import { makeZip } from '../src/testing/make-archives.ts';
import { openPage, pageSeconds, table, withBrowser, withPreview } from './support/browser.ts';
import { scoreManyVectors } from './support/many-vectors.ts';

/**
 * 10,000 generated pictures through the production build: memory after each thousand, and pictures a second. With `--vectors`
 * 50,000 vectors (or as many as are named behind it) that are there already against 1,000 labels: processor, longest task and memory.
 */
const [, , first, second] = process.argv;
const PICTURES = Number(first === '--vectors' ? 0 : (first ?? 10_000));
const STEP = PICTURES / 10;
const CLASSES = Array.from({ length: 10 }, (_, i) => `class ${i}`);

interface Figure {
  readonly done: number;
  readonly seconds: number;
  /** The page's own heap after a collection, and all of its process, worker included. */
  readonly heap: number;
  readonly resident: number;
  /** Seconds of the processor that the page's own thread has taken since the start. */
  readonly worked: number;
}

async function measure(url: string, archive: string): Promise<Figure[]> {
  return withBrowser(async (browser) => {
    const page = await openPage(browser, url);
    const client = await page.context().newCDPSession(page);
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Evaluate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Choose archives or files').setInputFiles(archive);
    await dialog.getByRole('button', { name: 'Start' }).click({ timeout: 120_000 });
    const start = Date.now();
    // Of the processor, not of the clock: others may use the machine.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = await pageSeconds(client);
    const figures: Figure[] = [];
    for (let wanted = STEP; wanted <= PICTURES; wanted += STEP) {
      const done = await atLeast(page, wanted);
      const seconds = (Date.now() - start) / 1000;
      // Before the collection of the heap, which is the page's work too.
      const worked = (await pageSeconds(client)) - before;
      const heap = await heapBytes(client);
      figures.push({ done, seconds, worked, heap, resident: residentBytes() });
    }
    return figures;
  });
}

/** Waits until so many pictures are through; how many are. */
async function atLeast(page: Page, wanted: number): Promise<number> {
  const handle = await page.waitForFunction(
    (least) => {
      const text = document.querySelector('dialog')?.innerText ?? '';
      const done = Number(/([\d,]+) of [\d,]+ pictures/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
      return done >= least && done;
    },
    wanted,
    { timeout: 3_600_000, polling: 250 },
  );
  return Number(await handle.jsonValue());
}

async function heapBytes(client: CDPSession): Promise<number> {
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Resident size of the largest renderer process. */
function residentBytes(): number {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return Math.max(0, ...ids.map(rendererBytes));
}

function rendererBytes(id: string): number {
  try {
    if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=renderer')) return 0;
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    // The process ended between the listing and the reading.
    return 0;
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
async function pictures(): Promise<void> {
  const archive = join(tmpdir(), `bench-evaluate-${process.pid}.zip`);
  writeFileSync(archive, makeZip(generatedPictures(CLASSES, PICTURES)));
  try {
    const figures = await withPreview((url) => measure(url, archive));
    const rows = figures.map(({ done, seconds, worked, heap, resident }) => [
      String(done),
      seconds.toFixed(0),
      (done / seconds).toFixed(1),
      ((1000 * worked) / done).toFixed(2),
      megabytes(heap),
      megabytes(resident),
    ]);
    const head = ['pictures', 's', 'a second', 'page ms each', 'heap MB', 'process MB'];
    process.stdout.write(`${table([head, ...rows])}\n`);
    const [start, ...later] = figures.map(({ resident }) => resident);
    const growth = Math.max(0, ...later.map((bytes) => bytes - (start ?? 0)));
    process.stdout.write(`Largest growth after the first step: ${megabytes(growth)} MB.\n`);
  } finally {
    rmSync(archive, { force: true });
  }
}

await (first === '--vectors' ? scoreManyVectors(second ? Number(second) : undefined) : pictures());
