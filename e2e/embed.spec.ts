import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { serveBuild } from '../scripts/support/serve-build.ts';
import { holdBack, ready } from './support/app.ts';

/** In a frame the page keeps things, and has a service worker, as it does anywhere else. */
test.use({ serviceWorkers: 'allow' });

const DIST = process.env['E2E_DIST'] ?? 'dist';

interface Course {
  readonly origin: string;
  /** The course shows this frame from now on. */
  show(html: string): void;
  close(): Promise<void>;
}

/**
 * A learning platform: a page with a frame between two buttons, which makes the frame as high as it is asked to. The page in
 * it comes from `localhost`: from `127.0.0.1` it is another site's, which browsers let keep nothing, or keep it apart.
 */
async function openCourse(host: 'localhost' | '127.0.0.1'): Promise<Course> {
  let frame = '';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>Course</title><button>Before</button>
      <script>
        window.heard = [];
        addEventListener('message', ({ data, source }) => {
          const frame = document.querySelector('iframe');
          if (source !== frame.contentWindow) return;
          window.heard.push(data);
          if (Number.isFinite(data.zeroShotHeight)) frame.style.height = data.zeroShotHeight + 'px';
        });
      </script>${frame}<button>After</button>`);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    show: (html) => {
      frame = html;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const heights = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    (window as unknown as { heard: { zeroShotHeight: number }[] }).heard.map(
      ({ zeroShotHeight }) => zeroShotHeight,
    ),
  );

/** The engine in the frame has nothing left to do. */
async function readyInside(frame: FrameLocator): Promise<void> {
  await expect(frame.getByRole('status').first()).toContainText('Ready', { timeout: 90_000 });
}

/** Sentences of the browser about what went wrong, in any frame. */
function problemsOf(page: Page): readonly string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

/** Presses Tab until the focus is on a button of the course itself; tells what it met in the frame. */
async function tabTo(page: Page, key: 'Tab' | 'Shift+Tab', name: string): Promise<string[]> {
  const met: string[] = [];
  const inside = page.frames()[1];
  for (let press = 0; press < 150; press++) {
    await page.keyboard.press(key);
    const outside = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (outside === name) return met;
    const focused = await inside?.evaluate(
      () =>
        document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
    met.push(focused ?? '');
  }
  throw new Error(`No press of ${key} leads out of the frame: ${met.slice(-5).join(', ')}`);
}

test('a teacher’s link opens inside a course on another site: compact, as high as it asks, with its keyboard, and without errors', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const problems = problemsOf(page);
  const course = await openCourse('127.0.0.1');
  const server = await serveBuild(DIST, 0, 'localhost', { frameAncestors: [course.origin] });
  const home = `http://localhost:${server.port}/`;

  // The teacher sets up the page, and copies what the course page needs.
  await page.goto(`${home}#labels=teapot%0Acastle`);
  await ready(page);
  await page.getByRole('button', { name: 'Share and save' }).click();
  await page.getByText('For a class').click();
  await page.getByLabel('Task shown above the results').fill('Which one is right, and "why"?');
  await page.getByRole('button', { name: 'Copy for a learning platform' }).click();
  await expect(page.getByRole('button', { name: 'The HTML is in the clipboard.' })).toBeVisible();
  const html = await page.evaluate(() => navigator.clipboard.readText());
  expect(html).toMatch(/^<iframe src="http:\/\/localhost:\d+\/\?embed#[^"]+" title="[^"]+"/);
  course.show(html);

  const release = await holdBack(page, '**/samples/index.json');
  await page.goto(course.origin);
  const inside = page.frameLocator('iframe');
  // While pictures are on their way, nothing in the frame is as high as the frame: it would grow without end.
  await expect.poll(async () => (await heights(page)).length).toBeGreaterThan(0);
  for (let frames = 0; frames < 20; frames++)
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
  expect(Math.max(...(await heights(page)))).toBeLessThan(1500);
  release();
  await readyInside(inside);
  await expect(inside.getByText('Which one is right, and "why"?')).toBeVisible();
  await expect(inside.getByRole('meter', { name: 'teapot' }).first()).toBeVisible();
  // The browser lets the frame keep nothing, which is said once and stops nothing.
  await expect(inside.getByText('does not let the page keep anything')).toHaveCount(1);
  const frame = page.frames()[1];
  if (!frame) throw new Error('The course has no frame.');
  expect(await frame.evaluate(() => window.crossOriginIsolated)).toBe(false);

  // Nothing scrolls in the frame, and it can become lower again.
  await expect
    .poll(() => frame.evaluate(() => document.documentElement.scrollHeight - window.innerHeight))
    .toBe(0);
  const told = await heights(page);
  expect(told.every((height) => Number.isInteger(height) && height >= 520)).toBe(true);
  const high = told.at(-1) ?? 0;
  expect(high).toBe(await page.locator('iframe').evaluate((element) => element.clientHeight));

  // What makes no sense in a frame is not there; the short menu says why it is slower.
  await expect(inside.getByRole('button', { name: 'Presenter view' })).toHaveCount(0);
  await expect(inside.getByRole('button', { name: 'Evaluate' })).toHaveCount(0);
  await inside.getByRole('button', { name: 'More', exact: true }).click();
  const menu = inside.getByRole('dialog', { name: 'More', exact: true });
  await expect(menu).toContainText('the models run on one thread');
  await expect(menu.getByRole('button')).toHaveCount(5);
  await page.keyboard.press('Escape');

  // The keyboard goes in, through and out, both ways.
  await page.getByRole('button', { name: 'Before' }).focus();
  const forwards = await tabTo(page, 'Tab', 'After');
  expect(forwards).toContain('Open the full page');
  expect(forwards).toContain('New label');
  expect(await tabTo(page, 'Shift+Tab', 'Before')).toContain('Open the full page');

  const field = inside.getByRole('textbox', { name: 'New label' });
  await field.fill('violin');
  await field.press('Enter');
  await expect(inside.getByRole('meter', { name: 'violin' }).first()).toBeVisible();
  // With less in it the frame is lower.
  await inside.getByRole('button', { name: 'Hide the explanation' }).click();
  await expect.poll(async () => (await heights(page)).at(-1)).toBeLessThan(high);

  // The full page has all of it.
  const opened = page.waitForEvent('popup');
  await inside.getByRole('link', { name: 'Open the full page' }).click();
  const full = await opened;
  await ready(full);
  expect(new URL(full.url()).search).toBe('');
  await expect(full.getByRole('button', { name: 'Edit violin' })).toBeVisible();
  await full.close();

  expect(problems).toEqual([]);
  await server.close();
  await course.close();
});

test('a course sees the page only where the host names it, also when a service worker answers for the host', async ({
  page,
  baseURL,
}) => {
  const problems = problemsOf(page);
  const refusals = () => problems.filter((problem) => problem.includes('frame-ancestors')).length;
  const [apart, beside] = [await openCourse('127.0.0.1'), await openCourse('localhost')];
  const show = async (course: Course, home: string): Promise<void> => {
    course.show(`<iframe src="${home}?embed"></iframe>`);
    await page.goto(course.origin);
  };
  const closed = await serveBuild(DIST, 0, 'localhost');
  const open = await serveBuild(DIST, 0, 'localhost', { frameAncestors: [beside.origin] });
  const homes = [closed, open].map(({ port }) => `http://localhost:${port}/`) as [string, string];
  // What is of the same site shares its service workers with the frame.
  for (const home of homes) {
    await page.goto(home);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }
  let before = 0;
  for (const [course, home] of [
    [apart, String(baseURL)],
    [apart, homes[0]],
    [beside, homes[0]],
    [apart, homes[1]],
  ] as const) {
    await show(course, home);
    await expect.poll(refusals).toBeGreaterThan(before);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    before = refusals();
  }
  await show(beside, homes[1]);
  await expect(
    page.frameLocator('iframe').getByRole('link', { name: 'Open the full page' }),
  ).toBeVisible();
  await readyInside(page.frameLocator('iframe'));
  // It has a service worker, and was not loaded again for an isolation that cannot be had there.
  expect(
    await page
      .frames()[1]
      ?.evaluate(() => [
        navigator.serviceWorker.controller !== null,
        window.crossOriginIsolated,
        performance.getEntriesByType('navigation')[0]?.toJSON().type,
      ]),
  ).toEqual([true, false, 'navigate']);
  expect(refusals()).toBe(before);
  for (const server of [closed, open, apart, beside]) await server.close();
});
