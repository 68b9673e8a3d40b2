import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { bars, ready } from './support/app.ts';
import { documentedHeaders } from './support/documented-headers.ts';
import { serveFolder, type FolderServer } from './support/static-server.ts';
import { pageProblems } from './support/page-problems.ts';

let server: FolderServer;

test.beforeAll(async () => {
  server = await serveFolder('.', '/', { headers: documentedHeaders() });
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(async ({ context }) => {
  // Beside the examples lies the build that the other stories run on, wherever it is.
  await context.route(`${server.url}dist/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(
      process.env['E2E_DIST'] ?? 'dist',
      pathname.slice('/dist/'.length) || 'index.html',
    );
    await route.fulfill(existsSync(file) ? { path: file } : { status: 404 });
  });
});

const comparison = (page: Page, nth = 0): Locator =>
  page
    .getByRole('region', { name: /^(Two models on the same pictures|两个模型看同样的图片)$/ })
    .nth(nth);

/** Changes an attribute of the first element, as a script around it would. */
async function change(page: Page, name: string, value: string | null): Promise<void> {
  await page
    .locator('zero-shot-compare')
    .first()
    .evaluate(
      (element, [name, value]) => {
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      },
      [name, value] as const,
    );
}

test('an element compares two checkpoints in somebody’s text, in both languages, and opens the page as it stands', async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto(`${server.url}examples/compare.html`);
  const first = comparison(page);
  await expect(first.getByRole('status')).toHaveText('Ready', { timeout: 120_000 });
  const dog = first.getByRole('article', { name: 'dog.webp' });
  const whole = dog.getByRole('list', { name: 'Complete' });
  const half = dog.getByRole('list', { name: 'Vision-only' });

  await test.step('the whole checkpoint knows the dog, the half says what chance says, hatched', async () => {
    const [own, chance] = [await bars(whole), await bars(half)];
    expect(own.map(({ label }) => label)).toEqual(['dog', 'cat', 'bicycle', 'house']);
    for (const column of [own, chance])
      expect(Math.abs(column.reduce((sum, { value }) => sum + value, 0) - 100)).toBeLessThan(0.3);
    expect(own[0]?.value).toBeGreaterThan(90);
    expect(chance).not.toEqual(own);
    const fills = (list: Locator) =>
      list
        .locator('.fill')
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundImage));
    expect(new Set(await fills(whole))).toEqual(new Set(['none']));
    for (const image of await fills(half)) expect(image).toContain('repeating-linear-gradient');
    await expect(first.getByRole('region', { name: 'Column 2: Vision-only' })).toContainText(
      'image ✓ · text: random · seed 0',
    );
  });

  await test.step('Chinese by lang, and another seed', async () => {
    const second = comparison(page, 1);
    await second.scrollIntoViewIfNeeded();
    await expect(second.getByRole('status')).toHaveText('就绪', { timeout: 60_000 });
    await expect(second.getByRole('region', { name: '第 2 列：仅图像' })).toContainText('种子 7');
    expect((await bars(second.getByRole('list', { name: '完整' })))[0]?.value).toBeGreaterThan(50);
  });

  await expectAccessibleInBoth(page);
  expect(problems).toEqual([]);

  await test.step('the link opens the page with the same pictures, labels, models and bars', async () => {
    const shown = [await bars(whole), await bars(half)];
    const [other] = await Promise.all([
      page.waitForEvent('popup'),
      first.getByRole('link', { name: 'Try it with your own pictures' }).click(),
    ]);
    await ready(other);
    const row = other.getByRole('article', { name: /dog/i });
    for (const [index, title] of ['Complete', 'Vision-only'].entries()) {
      // The page shows the three highest.
      const there = await bars(row.getByRole('list', { name: title }));
      expect(there.length).toBeGreaterThan(1);
      for (const { label, value } of there) {
        const here = shown[index]?.find((bar) => bar.label === label)?.value ?? Number.NaN;
        expect(Math.abs(here - value), `${title}: ${label}`).toBeLessThan(0.15);
      }
    }
  });
});

test('what fails is said in its place, in words; labels and names are text', async ({ page }) => {
  const missing: string[] = ['gone.safetensors', 'gone.webp'];
  await page.route('**/gone.*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    if (missing.includes(name)) await route.fulfill({ status: 404 });
    else
      await route.fulfill({
        body: readFileSync('public/models/mini/open_clip_model-00001-of-00002.safetensors'),
      });
  });
  await page.goto(`${server.url}examples/compare.html`);
  const first = comparison(page);
  await change(page, 'pictures', '../dist/samples/dog.webp gone.webp ../examples/examples.css');
  await change(page, 'labels', 'dog\n<img src=x onerror=alert(1)>\nhouse');
  await change(page, 'second', '../dist/models/mini/gone.safetensors');
  await expect(first.getByRole('list', { name: 'Complete' })).toBeVisible({ timeout: 120_000 });

  await test.step('one checkpoint is missing: the other one answers', async () => {
    const second = first.getByRole('region', { name: /^Column 2/ });
    await expect(second.getByRole('alert')).toContainText('There is no file at this address');
    await expect(first.getByRole('status')).toHaveText('No model is loaded');
    const [dog] = await bars(
      first.getByRole('article', { name: 'dog.webp' }).getByRole('list', { name: 'Complete' }),
    );
    expect(dog?.value).toBeGreaterThan(50);
  });

  await test.step('pictures that do not come, or are none, have their sentences; the first keeps its bars', async () => {
    await expect(first.getByRole('article', { name: 'gone.webp' })).toContainText(
      'There is no file at this address',
    );
    await expect(first.getByRole('article', { name: 'examples.css' })).toContainText(
      'This file is no picture',
    );
  });

  await test.step('a label is text', async () => {
    await expect(first.getByRole('meter', { name: '<img src=x onerror=alert(1)>' })).toHaveCount(1);
    await expect(first.locator('li img')).toHaveCount(0);
  });

  await test.step('it is there now: another try', async () => {
    missing.length = 0;
    await first.getByRole('button', { name: 'Try again' }).click();
    await expect(first.getByRole('status')).toHaveText('Ready', { timeout: 60_000 });
  });

  await test.step('an attribute that makes no sense, in the language of the text around', async () => {
    await change(page, 'lang', 'zh-CN');
    await change(page, 'first-rule', 'whole');
    await expect(page.getByRole('alert').first()).toContainText('“whole”不是加载规则');
    await change(page, 'first-rule', null);
    await expect(first.getByRole('status')).toHaveText('就绪', { timeout: 60_000 });
  });
});
