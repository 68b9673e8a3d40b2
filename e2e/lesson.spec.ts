import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { BuildList } from '../src/service-worker/build-list.ts';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { addLabel, holdBack, openPanel, pressInMenu, ready, row } from './support/app.ts';
import { expectMarksInForcedColours } from './support/forced-colours.ts';
import { lessonOf, lock, mapSpreads } from './support/lesson.ts';
import { serveFolder } from './support/static-server.ts';

const PAGES = [
  [1, 'What is compared?'],
  [2, 'Two columns: which is broken?'],
  [3, 'What do they share?'],
  [4, 'Being sure is not knowing'],
  [5, 'Where in the picture?'],
  [6, 'Who dropped it?'],
  [7, 'Repair'],
  [8, 'Your own pictures'],
] as const;

test('each page’s link sets up its state in a fresh profile, while the models are still held back', async ({
  browser,
}) => {
  for (const [number, title] of PAGES) {
    const context = await browser.newContext({ serviceWorkers: 'block', locale: 'en-GB' });
    const page = await context.newPage();
    const release = await holdBack(page, '**/models/**');
    await page.goto(`./#lesson=${number}`);
    const lesson = lessonOf(page);
    await expect(
      lesson.getByRole('heading', { name: `Page ${number}: ${title}`, exact: true }),
    ).toBeVisible();
    await expect(lesson.getByRole('button', { name: 'Lock my answer' })).toBeDisabled();
    const place = row(page, number === 3 ? 'lion' : 'tiger');
    await expect(place).toBeVisible();
    if (number === 2) await expect(place).toContainText('Answer the lesson’s question first.');
    // True bars, computed before anybody visits.
    else await expect(place.getByText(/^\d+%$/).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'What you see' })).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`lesson=${number}`));
    release();
    await context.close();
  }
});

test('a page wholly by keyboard: locked before it is revealed, and locked after a reload; no rule of accessibility is broken', async ({
  page,
}) => {
  await page.goto('./#lesson=2');
  const lesson = lessonOf(page);
  await expect(row(page, 'tiger')).toContainText('Answer the lesson’s question first.');
  await expect(page.getByText('8 of 8')).toHaveCount(0);
  // Neither the key that uncovers bars nor the picture’s own page tells anything.
  await ready(page);
  await expectAccessibleInBoth(page);
  await page.keyboard.press('g');
  await page.keyboard.press('g');
  await expect(page.getByRole('meter')).toHaveCount(0);
  await page.getByRole('button', { name: 'Open tiger' }).click();
  await expect(page.getByRole('dialog', { name: 'tiger' })).toBeVisible();
  await expect(page.getByRole('meter')).toHaveCount(0);
  await page.keyboard.press('Escape');

  await lesson.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(lesson).toContainText('Your answer is locked: Another wrong label');
  await expect(page.getByText('8 of 8')).toBeVisible();
  // Focus stays in the lesson: the next stop is the step.
  await page.keyboard.press('Tab');
  await expect(lesson.getByRole('button', { name: /^Do it for me/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Label against label' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(lesson).toContainText('The answer: Long bars');
  await expect(lesson).toContainText('Left: 8 of 8 right');
  await expect(lesson).toContainText(/Right: [0-3] of 8 right/);
  const own = lesson.getByRole('textbox', { name: 'In a sentence of your own' });
  await expect(lesson.getByRole('heading', { name: 'In one sentence' })).toHaveCount(0);
  await own.focus();
  await page.keyboard.type('Both are long.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(lesson.getByRole('heading', { name: 'In one sentence' })).toBeVisible();
  await lesson.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(lesson).toContainText('Not quite: Little: a broken model can be that sure, too.');
  await expectAccessibleInBoth(page);
  await expectMarksInForcedColours(page);

  await page.reload();
  await expect(lesson).toContainText('Your answer is locked: Another wrong label');
  await expect(lesson).toContainText('You wrote: Both are long.');
  await expect(lesson.getByRole('button', { name: 'Lock my answer' })).toHaveCount(0);
  await expect(lesson.getByRole('button', { name: 'Page 2' })).toHaveAccessibleName(/answered/);
});

test('steps are done by doing: roll again, scale, examples, report, repair; work of one’s own that a page replaced comes back', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await page.goto('./');
  await ready(page);
  const lesson = lessonOf(page);
  await test.step('work of one’s own', async () => {
    await addLabel(page, 'guitar');
    await ready(page);
    await pressInMenu(page, 'Lesson');
    await expect(page.getByText('The page was set up for this part of the lesson.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Edit guitar' })).toHaveCount(0);
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('button', { name: 'Edit guitar' })).toBeVisible();
    await expect(lesson).toBeVisible();
  });

  await lesson.getByRole('button', { name: /^Page 4/ }).click();
  await expect(page.getByRole('button', { name: 'Edit guitar' })).toHaveCount(0);
  await ready(page);
  await lock(page, 'It becomes unsure.');
  await (
    await openPanel(page, 'More about column 2')
  )
    .getByRole('button', { name: 'Roll again', exact: true })
    .click();
  await page.keyboard.press('Escape');
  await expect(lesson.getByRole('listitem').filter({ hasText: 'Roll again' })).toContainText(
    'done',
  );
  const scores = await openPanel(page, 'Scores');
  await scores.getByRole('button', { name: /where it has none/ }).click();
  await scores.getByRole('button', { name: 'Checkpoint’s' }).click();
  await page.keyboard.press('Escape');
  await expect(lesson).toContainText('Seed 1:');
  await lesson.getByRole('button', { name: 'We talked about it, go on' }).click();
  await expect(lesson.getByRole('heading', { name: 'In one sentence' })).toBeVisible();

  await lesson.getByRole('button', { name: /^Page 3/ }).click();
  await expect(row(page, 'lion')).toBeVisible();
  await ready(page);
  await lock(page, 'Both.');
  await lesson.getByRole('button', { name: /^Do it for me: Give each label/ }).click();
  await expect(row(page, 'dog')).toContainText('example of animal');
  await lesson.getByRole('button', { name: /^Do it for me: Let the bars/ }).click();
  await expect(lesson).toContainText('Now: left 8 of 8, right 8 of 8.');

  await lesson.getByRole('button', { name: /^Page 5/ }).click();
  await ready(page);
  await lock(page, /^As in the left/);
  await lesson.getByRole('button', { name: /^Do it for me: Make the map/ }).click();
  const maps = page.getByRole('dialog', { name: 'Where in the picture? turtle' });
  await expect(maps.getByRole('img', { name: /^turtle: most/ })).toHaveCount(2);
  // As the page tells it: with random words a map is nearly one colour, and far from that with trained ones.
  const [left = 0, right = 0] = await mapSpreads(maps);
  expect(right).toBeLessThan(left / 5);
  await page.keyboard.press('Escape');
  await expect(maps).toHaveCount(0);
  await expect(lesson).toContainText('The answer: Almost one colour everywhere');

  await lesson.getByRole('button', { name: /^Page 6/ }).click();
  await ready(page);
  await lock(page, /^It depends/);
  await (
    await openPanel(page, 'More about column 2')
  )
    .getByRole('button', { name: 'Load report', exact: true })
    .click();
  await page.getByRole('tab', { name: 'In other loaders’ words' }).click();
  await page.keyboard.press('Escape');
  await expect(lesson).toContainText('2,121,985 are random');

  await lesson.getByRole('button', { name: /^Page 7/ }).click();
  await lock(page, /text half that its image half/);
  await lesson.getByRole('button', { name: /^Do it for me: Refit/ }).click();
  await expect(lesson.getByRole('listitem').filter({ hasText: 'Refit' })).toContainText('done');
  await lesson.getByRole('button', { name: /^Do it for me: Take the other half/ }).click();
  await expect(lesson).toContainText('Now: left 8 of 8, right 8 of 8.');
});

test('answers of a room are read together, and the pack prints with no line cut', async ({
  page,
}) => {
  await page.goto('./#lesson=8');
  const lesson = lessonOf(page);
  await lock(page, /and count/);
  await lesson.getByRole('button', { name: 'Go on without it' }).click();
  await lesson.getByRole('radio', { name: 'That the answer is right.' }).check();
  await lesson.getByRole('button', { name: 'Answer', exact: true }).nth(1).click();
  await expect(lesson).toContainText('Not quite: That this label is nearest');
  await lesson.getByRole('textbox', { name: /^Name or table/ }).fill('Ana');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    lesson.getByRole('button', { name: 'Save for the teacher' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('lesson-Ana.json');
  const saved = await readFile(await download.path());

  await lesson.getByRole('button', { name: 'For teachers' }).click();
  const pack = page.getByRole('main');
  // What the numbers are is held to the model by a unit test.
  await expect(pack).toContainText(/Left 8 of 8 right and \d+% sure, right \d of 8 and \d+% sure/);
  const mimeType = 'application/json';
  await pack.getByLabel('Read files of answers').setInputFiles([
    { name: 'ana.json', mimeType, buffer: saved },
    { name: 'other.json', mimeType, buffer: Buffer.from('{"labels":[]}') },
  ]);
  await expect(pack).toContainText('No answers of this lesson in: other.json.');
  const line = pack.getByRole('row', { name: /^Ana/ });
  await expect(line).toContainText('I take pictures of which I know what they show, and count. ✓');
  await expect(line).toContainText('That the answer is right.');
  await expectAccessibleInBoth(page);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  // A sheet of A4 between the browser's margins, in CSS pixels.
  const sheet = { width: 718, height: 1047 };
  await page.setViewportSize(sheet);
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(lesson).toHaveCount(0);
  const found = await pack.evaluate((root) => {
    const texts = [...root.querySelectorAll('p, li, dt, dd, h2, h3, h4')].filter((one) =>
      one.checkVisibility(),
    );
    const box = (one: Element) => one.getBoundingClientRect();
    return {
      wide: texts.filter((one) => box(one).right > window.innerWidth + 1).length,
      // A box that hides what is over its edge would cut a line at the end of a sheet.
      clipped: [root, ...root.querySelectorAll('*')].filter(
        (one) => one.checkVisibility() && getComputedStyle(one).overflow !== 'visible',
      ).length,
      parted: texts.filter(
        (one) => !one.tagName.startsWith('H') && box(one).height > 60 && !isWhole(one),
      ).length,
      tallest: Math.max(
        ...[...root.querySelectorAll('*')].filter(isWhole).map((one) => box(one).height),
      ),
      height: box(root).height,
      ground: getComputedStyle(root).backgroundColor,
    };
    function isWhole(one: Element): boolean {
      for (let at: Element | null = one; at && at !== root; at = at.parentElement)
        if (getComputedStyle(at).breakInside === 'avoid') return true;
      return false;
    }
  });
  expect(found).toMatchObject({ wide: 0, clipped: 0, parted: 0, ground: 'rgb(255, 255, 255)' });
  expect(found.tallest).toBeLessThan(sheet.height);
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  // Worksheet and exit ticket begin sheets of their own, so at least all of the text and two more begun sheets.
  expect(sheets).toBeGreaterThanOrEqual(Math.ceil(found.height / sheet.height));
});

test.describe('with no network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a lesson that was opened once goes on: another page, its pictures, its steps', async ({
    page,
  }) => {
    const server = await serveFolder(process.env['E2E_DIST'] ?? 'dist', '/');
    await page.goto(`${server.url}#lesson=1`);
    await ready(page);
    const build = await page.locator('meta[name="build"]').getAttribute('content');
    const list = (await (
      await page.request.get(`${server.url}assets/build-${build}.json`)
    ).json()) as BuildList;
    const wanted = list.files.filter(({ keep }) => keep !== 'asked').length;
    const kept = () =>
      page.evaluate(async (name) => {
        const names = await caches.keys();
        const own = names.find((one) => one.includes(' build ') && one.endsWith(name));
        return own === undefined ? 0 : (await (await caches.open(own)).keys()).length;
      }, build ?? '');
    await expect.poll(kept, { timeout: 60_000 }).toBeGreaterThan(wanted);
    await page.goto('about:blank');
    await server.close();

    await page.goto(`${server.url}#lesson=3`);
    await lock(page, 'Both.');
    await lessonOf(page)
      .getByRole('button', { name: /^Do it for me: Let the bars/ })
      .click();
    await expect(lessonOf(page)).toContainText('Now: left 8 of 8, right 8 of 8.');
  });
});

test.describe('in Chinese on a phone', () => {
  test.use({
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });

  test('the lesson is a sheet above which bars are seen, and can be made small', async ({
    page,
  }) => {
    await page.goto('./#lesson=1');
    const lesson = page.getByRole('complementary', { name: '课程' });
    await expect(lesson.getByRole('heading', { name: '第 1 页：比较的是什么？' })).toBeVisible();
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    const sheet = await lesson.boundingBox();
    expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBeCloseTo(844, 0);
    const bars = await page.getByRole('article').first().boundingBox();
    expect((bars?.y ?? 0) + 60).toBeLessThan(sheet?.y ?? 0);
    await lesson.getByRole('button', { name: '收起课程' }).tap();
    const low = await lesson.boundingBox();
    expect(low?.height).toBeLessThanOrEqual(64);
    const field = page.getByRole('textbox', { name: '新标签' });
    const entry = await field.boundingBox();
    expect((entry?.y ?? 0) + (entry?.height ?? 0)).toBeLessThanOrEqual(low?.y ?? 0);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(390);

    // Its labels are Chinese too, and each label's pictures are known by them.
    await expect(page.getByRole('article').first()).toContainText('草莓');
    await page.goto('./#lesson=3');
    await expect(page.getByRole('article').first()).toContainText('动物');
    await expect(lesson).toContainText(/16 张图片，4 个标签。按文字，左列 16 张中对 \d+ 张/);
  });
});
