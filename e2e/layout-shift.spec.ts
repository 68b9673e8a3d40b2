import { expect, test } from '@playwright/test';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
];

for (const { locale, ready } of [
  { locale: 'en-GB', ready: 'Ready' },
  { locale: 'zh-CN', ready: '就绪' },
]) {
  for (const viewport of SIZES) {
    test.describe(() => {
      test.use({ locale, viewport });

      test(`nothing moves while a first visit comes to life, ${locale}, ${viewport.width} pixels`, async ({
        page,
      }) => {
        await page.addInitScript(() => {
          const shifts: number[] = [];
          Object.assign(globalThis, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
              shifts.push((entry as unknown as { value: number }).value);
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await page.goto('./');
        await expect(page.getByRole('status').first()).toContainText(ready, { timeout: 90_000 });
        const shifts = await page.evaluate(
          () => (globalThis as unknown as { shifts: readonly number[] }).shifts,
        );
        expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.0005);
      });
    });
  }
}
