import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { expectReport, row } from './support/app.ts';
import { FILE, REPO, test, weightsUrl } from './support/small-hub.ts';

const column = (page: Page, number: number) =>
  page.getByRole('region', { name: new RegExp(`^Column ${number}:`) });

/** A link with the built-in model, and beside it what another server has. */
function linkTo(source: string): string {
  const columns = `complete,openclip,0 ${source},openclip,0`;
  return `./#${new URLSearchParams({ labels: 'turtle\nteapot', task: 'Press <b>nothing</b>.', lang: 'en', columns }).toString()}`;
}

/** The second column shows the other server's model, and its report names the file. */
async function isLoaded(page: Page): Promise<void> {
  await expect(column(page, 2)).toHaveAccessibleName('Column 2: Complete');
  await expectReport(page, 2, FILE);
}

test('a link’s other server is not asked before a press, also after a reload; the room’s is trusted until it is forgotten', async ({
  page,
  context,
  serve,
}) => {
  const server = await serve();
  const { host } = new URL(server.endpoint);
  const hub = ['hub', REPO, FILE, server.endpoint].map(encodeURIComponent).join(':');
  const place = (from: Page) => column(from, 2);
  const question = (from: Page) => place(from).getByText(`wants ${REPO}/${FILE} from ${host}`);
  const load = (from: Page) => place(from).getByRole('button', { name: 'Load it' });

  await page.goto(linkTo(hub));
  await expect(question(page)).toBeVisible();
  await expect(column(page, 1)).toHaveAccessibleName('Column 1: Complete');
  await expect(
    row(page, 'turtle')
      .getByRole('meter', { name: /teapot/ })
      .first(),
  ).toBeVisible();
  await expect(page.getByText('From the link: Press <b>nothing</b>.')).toBeVisible();
  // On the projector it is asked once, also while the answers are covered.
  await page.getByRole('button', { name: 'Presenter view', exact: true }).click();
  for (const pressed of [false, true]) {
    const cover = page.getByRole('button', { name: 'Cover', exact: true, pressed });
    await expect(cover).toBeVisible();
    await expect(page.getByText(`wants ${REPO}/${FILE} from ${host}`)).toHaveCount(1);
    await expect(load(page)).toBeVisible();
    await page.keyboard.press('Space');
  }
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await place(page).getByRole('button', { name: 'Not now' }).click();
  await expect(place(page)).toContainText(`Not loaded: ${REPO}/${FILE} from ${host}.`);
  await page.waitForFunction(() => localStorage.getItem('zero-shot setup')?.includes('hub'));
  await page.reload();
  await expect(question(page)).toBeVisible();
  // The set-up that the browser keeps, without its link.
  const later = await context.newPage();
  await later.goto('./');
  await expect(question(later)).toBeVisible();
  await later.close();
  expect(server.requests).toEqual([]);

  await load(page).click();
  await isLoaded(page);
  const { length } = server.requests;
  expect(length).toBeGreaterThan(0);
  // What was allowed comes back with this set-up; the same server's file in another link asks anew.
  await page.waitForFunction(() => localStorage.getItem('zero-shot allowed') !== null);
  await page.reload();
  await isLoaded(page);
  await expect(load(page)).toHaveCount(0);
  const other = await context.newPage();
  const url = encodeURIComponent(weightsUrl(server));
  await other.goto(linkTo(url));
  await expect(place(other)).toContainText(`from ${host} (size not known)`);
  await place(other)
    .getByRole('checkbox', { name: `${host} is my room’s server` })
    .check();
  await load(other).click();
  await isLoaded(other);

  const room = await context.newPage();
  await room.goto(linkTo(url).replace('turtle', 'cup'));
  await isLoaded(room);
  await expect(load(room)).toHaveCount(0);
  await room.getByRole('button', { name: 'Share and save' }).click();
  await room.getByRole('button', { name: 'Kept files' }).click();
  await room.getByRole('button', { name: `Forget ${server.endpoint}` }).click();
  await expect(room.getByRole('button', { name: /^Forget / })).toHaveCount(0);
  const after = await context.newPage();
  await after.goto(linkTo(url).replace('turtle', 'plate'));
  await expect(load(after)).toBeVisible();
});
