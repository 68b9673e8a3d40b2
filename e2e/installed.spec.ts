import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { serveBuild } from '../scripts/support/serve-build.ts';
import { ready, row } from './support/app.ts';
import { type FilePayload, png } from './support/pictures.ts';

const DIST = process.env['E2E_DIST'] ?? 'dist';

const note = (name: string): FilePayload => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from('no picture'),
});

/** What a phone's share menu does: it posts files to the page's share target, from nowhere. */
async function shareMenu() {
  let target = '';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(`<form action="${target}" method="post" enctype="multipart/form-data">
      <input type="file" name="pictures" multiple aria-label="Files"><button>Share</button></form>`);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}/`;
  return {
    share: async (page: Page, home: string, files: readonly FilePayload[]): Promise<void> => {
      target = new URL('shared', home).href;
      await page.goto(url);
      await page.getByLabel('Files').setInputFiles([...files]);
      await page.getByRole('button', { name: 'Share' }).click();
      await page.waitForURL((address) => address.href.startsWith(home));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

test.describe('with its service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the page can be installed, and what is shared to it or opened with it is there: pictures once, the rest said', async ({
    page,
    context,
  }) => {
    const server = await serveBuild(DIST, 0, 'localhost');
    const home = `http://localhost:${server.port}/`;
    const menu = await shareMenu();
    await page.goto(home);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const browser = await context.newCDPSession(page);
    const { errors } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    // A window that keeps nothing installs nothing either.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);

    await menu.share(page, home, [png('shared.png', [220, 30, 30]), note('note.txt')]);
    await expect(row(page, 'shared.png')).toHaveCount(1);
    await expect(page.getByRole('log')).toContainText('1 ');
    expect(new URL(page.url()).search).toBe('');
    await ready(page);
    await expect(row(page, 'shared.png').getByRole('meter').first()).toBeVisible();
    await page.reload();
    await expect(row(page, 'shared.png')).toHaveCount(1);

    const many = Array.from({ length: 52 }, (_, at) => note(`${at}.txt`));
    await menu.share(page, home, many);
    await expect(page.getByText('2 shared files were left out: at most 50 at once')).toBeVisible();
    await expect(page.getByRole('log')).toContainText('50');
    await expect(row(page, 'shared.png')).toHaveCount(1);

    await page.addInitScript(
      (bytes) => {
        const file = new File([Uint8Array.from(bytes)], 'opened.png', { type: 'image/png' });
        const setConsumer = (take: (launch: object) => void) =>
          take({ files: [{ getFile: async () => file }] });
        Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
      },
      [...png('opened.png', [30, 60, 220]).buffer],
    );
    await page.goto(`${home}?opened`);
    await expect(row(page, 'opened.png')).toHaveCount(1);
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await menu.close();
    await server.close();
  });
});

test('without its service worker the page says that nothing came with a share, and how to go on', async ({
  page,
}) => {
  const server = await serveBuild(DIST, 0, 'localhost');
  const menu = await shareMenu();
  await menu.share(page, `http://localhost:${server.port}/`, [png('lost.png', [220, 30, 30])]);
  await expect(page.getByText('No picture has come with what was shared')).toBeVisible();
  await expect(row(page, 'lost.png')).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await menu.close();
  await server.close();
});
