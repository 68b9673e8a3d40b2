import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { withBrowser, withPreview } from './support/browser.ts';

/** Pictures of the page for the README, taken of the production build: `npm run screenshots`. */
const FOLDER = 'docs/screenshots';

interface Shot {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly before?: (page: Page) => Promise<void>;
}

const LAPTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const PROJECTOR = { viewport: { width: 1920, height: 1080 } };

const SHOTS: readonly Shot[] = [
  ...(['light', 'dark'] as const).flatMap((colorScheme): Shot[] => [
    { name: `first-visit-${colorScheme}`, options: { ...LAPTOP, colorScheme } },
    { name: `phone-${colorScheme}`, options: { ...PHONE, colorScheme } },
    { name: `presenter-${colorScheme}`, options: { ...PROJECTOR, colorScheme }, before: present },
  ]),
  { name: 'first-visit-chinese', options: { ...LAPTOP, locale: 'zh-CN' } },
];

async function present(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Presenter view' }).click();
  await page.getByRole('meter').first().waitFor();
}

mkdirSync(FOLDER, { recursive: true });
await withPreview((url) =>
  withBrowser(async (browser) => {
    for (const { name, options, before } of SHOTS) {
      const context = await browser.newContext({
        locale: 'en-GB',
        serviceWorkers: 'block',
        ...options,
      });
      const page = await context.newPage();
      await page.goto(url);
      await page
        .getByRole('status')
        .filter({ hasText: /Ready|就绪/ })
        .waitFor({ timeout: 120_000 });
      await before?.(page);
      await page.screenshot({ path: `${FOLDER}/${name}.png` });
      await context.close();
      console.log(`${FOLDER}/${name}.png`);
    }
  }),
);
