import { readFile } from 'node:fs/promises';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import project from '../package.json' with { type: 'json' };
import type { BuildList } from '../src/service-worker/build-list.ts';
import { SECURITY_HEADERS } from '../src/service-worker/security-headers.ts';
import { addLabel, openPanel, pressInColumn, pressInMenu, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';
import { buildAgain, SECOND, type SecondBuild } from './support/second-build.ts';
import { serveFolder, type FolderServer } from './support/static-server.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = process.env['E2E_DIST'] ?? 'dist';
const FOLDER = '/some/folder/';
/** Anything larger is sent once to a visitor, or it is a fault. */
const LARGE = 1e6;

const buildOf = (page: Page): Promise<string> =>
  page.locator('meta[name="build"]').getAttribute('content').then(String);

/** The list that the page's build brought with it. */
async function listOf(page: Page): Promise<BuildList> {
  const response = await page.request.get(
    new URL(`assets/build-${await buildOf(page)}.json`, page.url()).href,
  );
  return (await response.json()) as BuildList;
}

/** Names of the builds that the browser keeps, and how many files of each. */
function keptBuilds(page: Page): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes(' build '));
    const counts = names.map(async (name) => {
      const cache = await caches.open(name);
      return [name.split(' ').at(-1), (await cache.keys()).length] as const;
    });
    return Object.fromEntries(await Promise.all(counts));
  });
}

/** Waits until the whole build is kept; the runtime for WebGPU only where it was used. */
async function wholeBuildKept(page: Page): Promise<BuildList> {
  const list = await listOf(page);
  const wanted = list.files.filter(({ keep }) => keep !== 'asked').length;
  // And the list itself.
  await expect
    .poll(async () => (await keptBuilds(page))[list.build], { timeout: 60_000 })
    .toBeGreaterThanOrEqual(wanted + 1);
  return list;
}

const total = (files: readonly { bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

/** What a visit asked of the server, without the browser's own question whether there is a newer service worker. */
function sent(server: FolderServer) {
  return server.sent().filter(({ path }) => path !== 'service-worker.js');
}

/** How often each large file was sent. */
function largeFiles(files: readonly { path: string; bytes: number }[]) {
  const counts = new Map<string, number>();
  for (const { path, bytes } of files)
    if (bytes > LARGE) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}

async function leave(page: Page): Promise<void> {
  await page.goto('about:blank');
}

/** The help leads to the licences of all that the page ships: at least those of every package that it names itself. */
async function expectNotices(page: Page): Promise<void> {
  await pressInMenu(page, 'Help');
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: /licences/ }).click();
  const notices = await opened;
  for (const name of Object.keys(project.dependencies)) {
    const read = async (file: string) => readFile(`node_modules/${name}/${file}`, 'utf8');
    const facts = JSON.parse(await read('package.json')) as { name: string; version: string };
    await expect(notices.locator('body')).toContainText(`${facts.name} ${facts.version} (`);
    const licence = await read('LICENSE').catch(() => 'Copyright (c) Microsoft Corporation');
    await expect(notices.locator('body')).toContainText(licence.trim());
  }
  await notices.close();
  await page.keyboard.press('Escape');
}

/** The menu leads to the version that `package.json` names, the build that is open, and every line of `CHANGELOG.md`. */
async function expectVersion(page: Page): Promise<void> {
  await pressInMenu(page, 'Version and changes');
  const dialog = page.getByRole('dialog', { name: 'Version and changes' });
  await expect(dialog).toContainText(`This is version ${project.version}.`);
  await expect(dialog).toContainText(`Build ${await buildOf(page)}.`);
  const written = await readFile('CHANGELOG.md', 'utf8');
  const firstWords = Array.from(written.matchAll(/^- ([^`[(\n]{1,30})/gm), ([, words = '']) =>
    words.trim(),
  );
  const listed = dialog.getByRole('listitem');
  await expect(listed).toHaveCount(written.match(/^- /gm)?.length ?? 0);
  const texts = (await listed.allTextContents()).join('\n');
  expect(firstWords.filter((words) => !texts.includes(words))).toEqual([]);
  await page.keyboard.press('Escape');
}

/** Every view that comes when it is asked for opens, whole: no sentence that a part has not come. */
async function expectViewsOpen(page: Page): Promise<void> {
  for (const [place, name, title = name] of [
    ['menu', 'Help'],
    ['menu', 'Label against label'],
    ['menu', 'Where pictures and words lie'],
    ['menu', 'Compare two languages', 'Model of column 1'],
    ['menu', /Choose what the models run on/, 'What the models run on'],
    ['column', 'Load report'],
    ['page', 'Repair', 'Repair column 2'],
    ['page', 'Ladder of faults'],
    ['page', 'Evaluate'],
    ['page', 'Share and save'],
    ['page', 'Samples', 'Sample pictures'],
    ['page', 'Sets', /./],
    ['page', 'Open turtle', 'turtle'],
    ['page', 'Where in the picture? turtle', /turtle/],
  ] as const) {
    if (place === 'menu') await pressInMenu(page, name);
    else if (place === 'column') await pressInColumn(page, 1, name);
    else await page.getByRole('button', { name, exact: true }).first().click();
    // By its name: a menu is a dialog too, and a part that comes late is not there at once.
    const named = typeof title === 'string' ? new RegExp(title, 'i') : title;
    await expect(page.getByRole('dialog', { name: named }).first()).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await pressInMenu(page, 'Lesson');
  await page.getByRole('button', { name: 'Close the lesson' }).click();
  await page.getByRole('button', { name: 'Presenter view' }).click();
  await expect(page.getByRole('banner')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner')).toBeVisible();
}

for (const [host, headers] of [
  ['cannot set headers', {}],
  ['sets them', SECURITY_HEADERS],
] as const) {
  test(`on a host that ${host} no large file comes twice, a second visit costs no byte, and every part opens with no network`, async ({
    page,
  }) => {
    const server = await serveFolder(DIST, FOLDER, { headers });
    await page.goto(server.url);
    await page.waitForFunction(() => window.crossOriginIsolated);
    await ready(page);
    const { files } = await wholeBuildKept(page);
    const large = largeFiles(server.sent());
    expect([...large.values()]).toEqual([...large.values()].map(() => 1));
    expect([...large.keys()].toSorted()).toEqual([
      expect.stringMatching(/^assets\/ort-wasm.*\.wasm$/),
      'models/mini/open_clip_model-00001-of-00002.safetensors',
      'models/mini/open_clip_model-00002-of-00002.safetensors',
    ]);

    await leave(page);
    await page.goto(server.url);
    await ready(page);
    await expect(page.getByRole('meter').first()).toBeVisible();
    const again = sent(server);
    test
      .info()
      .annotations.push({ type: 'bytes of a second visit', description: `${total(again)}` });
    expect(again).toEqual([]);

    await server.close();
    await leave(page);
    await page.goto(server.url);
    await ready(page);
    await expectViewsOpen(page);
    await expectNotices(page);
    await expectVersion(page);
    await openPanel(page, 'Prompt');
    await page.getByLabel('Ready templates').selectOption('openai-80');
    await expect(page.getByLabel('Ready templates')).toHaveValue('openai-80');
    await page.getByRole('button', { name: '中文' }).click();
    await expect(page.getByRole('button', { name: '评测' })).toBeVisible();
    // Whatever else the build holds is here too, file by file.
    const wanted = files.filter(({ keep }) => keep !== 'asked').map(({ path }) => path);
    const missing = await page.evaluate(async (paths) => {
      const answers = paths.map(async (path) => {
        const response = await fetch(path).catch(() => null);
        return response?.ok ? [] : [path];
      });
      return (await Promise.all(answers)).flat();
    }, wanted);
    expect(missing).toEqual([]);
  });
}

test.describe('two builds', () => {
  let second: SecondBuild;
  test.beforeAll(async () => {
    second = await buildAgain();
  });
  test.afterAll(() => second.remove());

  const lookForNewer = (page: Page) =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration?.update().catch(() => undefined);
    });
  const offer = (page: Page) => page.getByText('There is a newer version of this page');
  const help = (page: Page) => page.getByRole('button', { name: /^Help/ });
  /** Which build's list of samples a tab gets: it has the same name in both. */
  const samplesAreNewer = (page: Page) =>
    page.evaluate(
      async () => 'newer' in ((await (await fetch('samples/index.json')).json()) as object),
    );

  test('an old tab stays whole, says that there is a newer version, and takes it with everything that was set up', async ({
    page,
    context,
  }) => {
    let halfThere = true;
    const server = await serveFolder(DIST, FOLDER, {
      missing: 'page',
      lacks: (path) => halfThere && /Overlays.*\.js$/.test(path),
    });
    halfThere = false;
    await page.goto(server.url);
    await page.waitForFunction(() => window.crossOriginIsolated);
    await ready(page);
    const first = await wholeBuildKept(page);
    await addLabel(page, 'teapot');
    await dropFiles(page, [png('mine.png', [200, 10, 90])]);
    const other = await context.newPage();
    await other.goto(server.url);
    await expect(other.getByRole('button', { name: 'More', exact: true })).toBeVisible();

    // A build that is only half there is offered to nobody.
    halfThere = true;
    server.serve(second.folder);
    await lookForNewer(page);
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          return registration?.installing ?? registration?.waiting ?? null;
        }),
      )
      .toBeNull();
    await expect(offer(page)).toHaveCount(0);

    halfThere = false;
    await lookForNewer(page);
    await expect(offer(page)).toBeVisible();
    await pressInMenu(page, /^Help/);
    await expect(page.getByRole('dialog', { name: 'Help', exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    expect(await samplesAreNewer(page)).toBe(false);

    await page.getByRole('button', { name: 'Reload', exact: true }).click();
    await openPanel(page, 'More');
    await expect(help(page)).toHaveAccessibleName(`Help ${SECOND}`);
    await ready(page);
    await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
    await expect(row(page, 'mine.png').getByRole('meter')).toHaveCount(6);
    expect(await samplesAreNewer(page)).toBe(true);

    // The other tab did not ask for it: it is of the old build still, and says that there is a newer one.
    await expect(offer(other)).toBeVisible();
    await pressInMenu(other, /^Help/);
    await expect(other.getByRole('dialog', { name: 'Help', exact: true })).toBeVisible();
    await other.keyboard.press('Escape');
    expect(await samplesAreNewer(other)).toBe(false);
    expect(Object.keys(await keptBuilds(page))).toContain(first.build);

    await other.close();
    await page.reload();
    await ready(page);
    await expect
      .poll(async () => Object.keys(await keptBuilds(page)))
      .toEqual([await buildOf(page)]);
    await server.close();
  });

  test('without a service worker an old tab says it as soon as a part has gone', async ({
    browser,
  }) => {
    for (const missing of ['not found', 'page'] as const) {
      const server = await serveFolder(DIST, '/', { missing });
      const context: BrowserContext = await browser.newContext({
        serviceWorkers: 'block',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      await page.goto(server.url);
      await addLabel(page, 'teapot');
      server.serve(second.folder);
      await page.getByRole('button', { name: 'Evaluate' }).click();
      await expect(page.getByRole('dialog', { name: 'This part is missing' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(offer(page)).toBeVisible();
      await page.getByRole('button', { name: 'Reload', exact: true }).click();
      await openPanel(page, 'More');
      await expect(help(page)).toHaveAccessibleName(`Help ${SECOND}`);
      await expect(page.getByRole('button', { name: 'Edit teapot' })).toBeVisible();
      await context.close();
      await server.close();
    }
  });
});
