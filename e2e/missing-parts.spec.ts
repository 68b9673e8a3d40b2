import { expect, test, type Page, type Route } from '@playwright/test';
import { openPage, openPanel, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';

/** What a server or a network does to a file of the page. */
const FAULTS = {
  'no network': (route: Route) => route.abort('internetdisconnected'),
  'not found': (route: Route) => route.fulfill({ status: 404, body: 'Not found' }),
  'a web page under every address': (route: Route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Home</title>' }),
  'only its style is not found': (route: Route) =>
    route.request().url().includes('.css')
      ? route.fulfill({ status: 404, body: 'Not found' })
      : route.continue(),
} as const;
type Fault = keyof typeof FAULTS;

/** Breaks the page's own files of a kind from now on; the function that comes back says how, or mends them. */
async function breakable(page: Page, files: RegExp): Promise<(fault: Fault | null) => void> {
  let now: Fault | null = null;
  await page.route(files, (route) => (now ? FAULTS[now](route) : route.continue()));
  return (fault) => {
    now = fault;
  };
}

/** Every part that is fetched when it is first shown: the button that shows it, and what then stands there. */
const PARTS = [
  { press: 'Help', menu: 'More', shows: { role: 'dialog', name: 'Help' } },
  { press: 'Load report', menu: 'More about column 1', shows: { role: 'dialog', name: /report/i } },
  { press: 'Evaluate', menu: null, shows: { role: 'dialog', name: 'Evaluate' } },
  { press: 'Presenter view', menu: null, shows: { role: 'main', name: 'Presenter view' } },
] as const;

/** Presses what shows a part, in its menu where it stands in one. */
async function pressPart(page: Page, press: string, menu: string | null): Promise<void> {
  const place = menu === null ? page : await openPanel(page, menu);
  await place.getByRole('button', { name: press, exact: true }).first().click();
}

test('each part that cannot be fetched costs only that part, and really is tried again', async ({
  page,
}) => {
  await openPage(page);
  await dropFiles(page, [png('mine.png', [200, 10, 90])]);
  await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(6);
  // The menus themselves are parts, too: here they have come.
  for (const menu of ['More', 'More about column 1', 'Prompt']) {
    await expect(
      (await openPanel(page, menu))
        .getByRole('button')
        .or(page.getByLabel('Ready templates'))
        .first(),
    ).toBeVisible();
    await page.keyboard.press('Escape');
  }
  const set = await breakable(page, /\/assets\/[^/]+\.(js|css)(\?|$)/);
  const dialog = page.getByRole('dialog', { name: 'This part is missing' });

  for (const { press, menu, shows } of PARTS) {
    for (const fault of Object.keys(FAULTS) as Fault[]) {
      await test.step(`${press}: ${fault}`, async () => {
        set(fault);
        await pressPart(page, press, menu);
        await expect(dialog.getByRole('alert')).toContainText('could not be fetched');
        await dialog.getByRole('button', { name: 'Try again' }).click();
        await expect(dialog.getByRole('alert')).toContainText('could not be fetched');
        await dialog.getByRole('button', { name: 'Close' }).click();
        await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(6);
      });
    }
    await test.step(`${press}: tried again`, async () => {
      await pressPart(page, press, menu);
      await expect(dialog).toBeVisible();
      set(null);
      await dialog.getByRole('button', { name: 'Try again' }).click();
      const part = page.getByRole(shows.role, { name: shows.name });
      await expect(part).toBeVisible();
      // As wide as the window: only its style says so.
      if (press === 'Evaluate')
        await expect.poll(async () => (await part.boundingBox())?.width).toBeGreaterThan(1200);
      await page.keyboard.press('Escape');
      await expect(part).toHaveCount(0);
    });
  }

  // What is fetched without being shown says so beside the rest, and comes the next time.
  set('no network');
  const ready = page.getByLabel('Ready templates');
  await openPanel(page, 'Prompt');
  await ready.selectOption('openai-80');
  const log = page.getByRole('log');
  await expect(log).toContainText('could not be fetched');
  // Other sentences may stand before it: all go, or the next one could not be told from this one.
  while ((await log.getByText('could not be fetched').count()) > 0)
    await log.getByRole('button', { name: 'Dismiss' }).first().click();
  await page.getByRole('button', { name: 'Repair' }).click();
  await expect(log).toContainText('could not be fetched');
  set(null);
  await openPanel(page, 'Prompt');
  await ready.selectOption('openai-80');
  await expect(ready).toHaveValue('openai-80');
  await page.getByRole('button', { name: 'Repair' }).click();
  await expect(page.getByRole('dialog', { name: /Repair column/ })).toBeVisible();
  await expect(row(page, 'mine.png')).toBeVisible();
});

test('a page whose script does not come says so, in both languages', async ({ page }) => {
  await page.route(/\/assets\/page-[^/]+\.js$/, FAULTS['not found']);
  await page.goto('./');
  await expect(page.getByText('If this stays, check the connection')).toBeVisible();
  await expect(page.getByText('页面正在加载')).toBeVisible();
});
