import type { BrowserContext, Page } from '@playwright/test';
import { openContextPage, table, withBrowser, withPreview } from './support/browser.ts';

/** What a first and a second visit cost: time to the first true bars and to live ones, blocking, layout shift, bytes. */
interface Visit {
  readonly firstBars: number;
  readonly live: number;
  readonly longTasks: number;
  readonly longest: number;
  readonly layoutShift: number;
  readonly bytesBeforeBars: number;
  readonly bytes: number;
}

async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = await openContextPage(context, 'about:blank');
  await page.addInitScript(() => {
    const seen = { longTasks: [] as number[], layoutShift: 0, firstBars: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        seen.layoutShift += (entry as unknown as { value: number }).value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[role="meter"]')) return;
      seen.firstBars = performance.now();
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(url);
  await page.getByRole('meter').first().waitFor();
  const bytesBeforeBars = await transferred(page);
  await ready(page);
  const bytes = await transferred(page);
  const measured = await page.evaluate(() => {
    const { seen } = globalThis as unknown as {
      seen: { longTasks: number[]; layoutShift: number; firstBars: number };
    };
    return { ...seen, live: performance.now() };
  });
  await wholeBuildKept(page);
  await page.close();
  const { firstBars, live, layoutShift, longTasks } = measured;
  return {
    firstBars,
    live,
    layoutShift,
    longTasks: longTasks.length,
    longest: Math.max(0, ...longTasks),
    bytesBeforeBars,
    bytes,
  };
}

/** Waits until nothing more comes into the browser's caches: a second visit is not made while the first still writes. */
async function wholeBuildKept(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const names = await caches.keys();
      const keys = names.map(async (name) => (await (await caches.open(name)).keys()).length);
      return (await Promise.all(keys)).reduce((sum, count) => sum + count, 0);
    });
  for (let before = -1, now = await kept(); now > before; now = await kept()) {
    before = now;
    await page.waitForTimeout(3000);
  }
}

/** Bytes over the network for the page itself; what the worker fetches (runtime and model) is not among them. */
function transferred(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map((entry) => (entry as PerformanceResourceTiming).transferSize)
      .reduce((sum, size) => sum + size, 0),
  );
}

async function ready(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
}

/** Long tasks of the main thread, in milliseconds, while a hundred pictures that were dropped on the page are encoded. */
async function hundredPictures(page: Page): Promise<readonly number[]> {
  await ready(page);
  await page.evaluate(async () => {
    const transfer = new DataTransfer();
    for (let i = 0; i < 100; i++) {
      const canvas = new OffscreenCanvas(640, 480);
      const context = canvas.getContext('2d');
      if (context) {
        context.fillStyle = `hsl(${i * 3.6} 70% 50%)`;
        context.fillRect(i * 4, i * 3, 200, 150);
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      transfer.items.add(new File([blob], `${i}.jpg`, { type: blob.type }));
    }
    Object.assign(globalThis, { transfer });
  });
  await page.evaluate(() => {
    const { transfer } = globalThis as unknown as { transfer: DataTransfer };
    const longTasks: number[] = [];
    Object.assign(globalThis, { longTasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    }).observe({ type: 'longtask' });
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
    );
  });
  await page
    .getByRole('status')
    .filter({ hasText: /of 108 pictures/ })
    .waitFor({ timeout: 300_000 });
  return page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
}

await withPreview((url) =>
  withBrowser(async (browser) => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const cold = await visit(context, url);
    const warm = await visit(context, url);
    const ms = (value: number) => value.toFixed(0);
    const rows: [string, (of: Visit) => string][] = [
      ['first true bars, ms', ({ firstBars }) => ms(firstBars)],
      ['live bars, ms', ({ live }) => ms(live)],
      ['main-thread tasks over 50 ms', ({ longTasks }) => String(longTasks)],
      ['longest of them, ms', ({ longest }) => ms(longest)],
      ['layout shift', ({ layoutShift }) => layoutShift.toFixed(3)],
      ['kB of the page before the first bars', ({ bytesBeforeBars }) => ms(bytesBeforeBars / 1000)],
      ['kB of the page in all', ({ bytes }) => ms(bytes / 1000)],
    ];
    console.log(
      table([
        ['a visit', 'first', 'second'],
        ...rows.map(([name, of]) => [name, of(cold), of(warm)]),
      ]),
    );
    const tasks = await hundredPictures(await openContextPage(context, url));
    console.log(
      `\nwhile 100 pictures are encoded: ${tasks.length} main-thread tasks over 50 ms` +
        (tasks.length > 0 ? `, the longest ${ms(Math.max(...tasks))} ms` : ''),
    );
  }),
);
