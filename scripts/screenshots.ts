import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { withBrowser, withPreview } from './support/browser.ts';

/** Pictures of the page for the README, taken of the production build: `npm run screenshots`. */
const FOLDER = 'docs/screenshots';

interface Shot {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly before: (page: Page) => Promise<void>;
}

/** Drawn at a little over half their size: sharp enough for a README, and the twelve of them stay below a megabyte. */
const SCALE = { deviceScaleFactor: 0.56 };
const VIEWS: readonly Shot[] = [
  {
    name: 'first-visit',
    options: { viewport: { width: 1280, height: 720 }, ...SCALE },
    before: () => Promise.resolve(),
  },
  {
    name: 'phone',
    options: {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
      deviceScaleFactor: 0.85,
    },
    before: () => Promise.resolve(),
  },
  {
    name: 'presenter',
    options: { viewport: { width: 1280, height: 720 }, ...SCALE },
    before: present,
  },
];

const SHOTS: readonly Shot[] = VIEWS.flatMap(({ name, options, before }) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [
      { suffix: '', locale: 'en-GB' },
      { suffix: '-chinese', locale: 'zh-CN' },
    ].map(({ suffix, locale }) => ({
      name: `${name}-${colorScheme}${suffix}`,
      options: Object.assign({ colorScheme, locale }, options),
      before,
    })),
  ),
);

async function present(page: Page): Promise<void> {
  await page.keyboard.press('p');
  await page.getByRole('meter').first().waitFor();
}

mkdirSync(FOLDER, { recursive: true });
await withPreview((url) =>
  withBrowser(async (browser) => {
    for (const { name, options, before } of SHOTS) {
      const context = await browser.newContext({ serviceWorkers: 'block', ...options });
      const page = await context.newPage();
      await page.goto(url);
      await page
        .getByRole('status')
        .filter({ hasText: /Ready|就绪/ })
        .waitFor({ timeout: 120_000 });
      await before(page);
      await page.screenshot({ path: `${FOLDER}/${name}.png` });
      await context.close();
      console.log(`${FOLDER}/${name}.png`);
    }
  }),
);
