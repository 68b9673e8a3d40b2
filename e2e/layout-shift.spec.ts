import { expect, test } from '@playwright/test';
import { expectNothingMoved, watchShifts } from './support/layout-shift.ts';

// Phones and laptops: the stories of a first visit there look at it, in English and in Chinese.
for (const { locale, ready } of [
  { locale: 'en-GB', ready: 'Ready' },
  { locale: 'zh-CN', ready: '就绪' },
]) {
  test.describe(() => {
    test.use({ locale, viewport: { width: 768, height: 1024 } });

    test(`nothing moves while a first visit comes to life on a tablet, ${locale}`, async ({
      page,
    }) => {
      await watchShifts(page);
      await page.goto('./');
      await expect(page.getByRole('status').first()).toContainText(ready, { timeout: 90_000 });
      await expectNothingMoved(page);
    });
  });
}
