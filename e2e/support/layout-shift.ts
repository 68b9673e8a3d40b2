import { expect, type Page } from '@playwright/test';

declare const shifts: readonly number[];

/** Notes from the page's first moment on whatever moves by itself; to be called before it is opened. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: number[] = [];
    Object.assign(globalThis, { shifts: noted });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        noted.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Nothing has moved since the page was opened. */
export async function expectNothingMoved(page: Page): Promise<void> {
  const moved = await page.evaluate(() => shifts.reduce((sum, shift) => sum + shift, 0));
  expect(moved).toBeLessThan(0.0005);
}
