import { expect, test, type Page } from '@playwright/test';
import {
  addLabel,
  openPage,
  openPanel,
  pressInColumn,
  pressInMenu,
  ready,
  row,
} from './support/app.ts';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { expectNothingMoved, watchShifts } from './support/layout-shift.ts';

const SIZES = [
  { name: 'laptop', width: 1366, height: 768, touch: false, pairs: 3, words: 180 },
  { name: 'small laptop', width: 1280, height: 720, touch: false, pairs: 3, words: 180 },
  { name: 'phone', width: 390, height: 844, touch: true, pairs: 1, words: 100 },
  { name: 'phone on its side', width: 844, height: 390, touch: true, pairs: 1, words: 100 },
];

interface Fold {
  /** Words, labels and numbers that can be seen without scrolling. */
  readonly words: number;
  /** Font sizes in CSS pixels, smallest first, each with an example. */
  readonly sizes: readonly (readonly [number, string])[];
  /** Lower edge of what covers the page's foot. */
  readonly foot: number;
}

/** Runs in the page: every piece of text that is seen above the fold. */
function fold(): Fold {
  const composer = document.querySelector('[data-compact="true"]');
  const foot = composer ? composer.getBoundingClientRect().top : window.innerHeight;
  const sizes = new Map<number, string>();
  let words = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const holder = node.parentElement;
    if (text === '' || !holder || !holder.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.right <= 0 || box.left >= window.innerWidth) continue;
    if (box.bottom <= 0 || box.top >= window.innerHeight) continue;
    if (holder.closest('.sr-only') || getComputedStyle(holder).clipPath !== 'none') continue;
    // What lies under the bar at the foot is not seen.
    if (box.top >= foot && !composer?.contains(holder)) continue;
    // What a box cuts off beside it is not seen either.
    const cut = holder.closest('[role=toolbar]');
    if (cut && box.left >= cut.getBoundingClientRect().right) continue;
    sizes.set(Number.parseFloat(getComputedStyle(holder).fontSize), text);
    words += text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  }
  for (const field of document.querySelectorAll('input')) {
    const box = field.getBoundingClientRect();
    if (box.width > 0 && box.top < window.innerHeight)
      words += (field.value || field.placeholder).split(/\s+/).length;
  }
  return { words, sizes: [...sizes].toSorted(([a], [b]) => a - b), foot };
}

/** Lower edges of both columns' bars, one a row, in the order of the rows. */
function pairs(page: Page): Promise<number[]> {
  return page
    .getByRole('article')
    .evaluateAll((rows) =>
      rows.map((row) =>
        Math.max(
          ...[...row.querySelectorAll('ol')].map((list) => list.getBoundingClientRect().bottom),
        ),
      ),
    );
}

for (const { name, width, height, touch, pairs: wanted, words: most } of SIZES) {
  test.describe(() => {
    test.use({ viewport: { width, height }, hasTouch: touch, isMobile: touch });

    test(`understood in ten seconds: ${name}, ${width} by ${height}`, async ({ page }) => {
      await watchShifts(page);
      await openPage(page);
      if (height > width || width > 1000) await expectNothingMoved(page);
      const { words, sizes, foot } = await page.evaluate(fold);
      const lowest = async (place: ReturnType<Page['getByRole']>) => {
        const box = await place.boundingBox();
        return box ? box.y + box.height : Number.POSITIVE_INFINITY;
      };
      await expect(page.getByText('Left: the whole file was loaded.')).toBeVisible();
      expect(await lowest(page.getByRole('region', { name: 'What you see' }))).toBeLessThan(foot);
      for (const [number, score] of [
        [1, '8 of 8'],
        [2, /[0-3] of 8/],
      ] as const) {
        const head = page.getByRole('region', { name: new RegExp(`^Column ${number}`) });
        await expect(head.getByText(score)).toBeVisible();
        const box = await head.boundingBox();
        expect(box?.height).toBeLessThanOrEqual(90);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        expect(await lowest(head)).toBeLessThan(foot);
      }
      const whole = (await pairs(page)).filter((bottom) => bottom <= foot);
      expect(whole.length).toBeGreaterThanOrEqual(wanted);
      test.info().annotations.push({ type: 'words above the fold', description: `${words}` });
      expect(words).toBeLessThanOrEqual(most);
      expect(sizes[0]?.[0], sizes[0]?.[1]).toBeGreaterThanOrEqual(13);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);

      await page.getByRole('article').nth(4).scrollIntoViewIfNeeded();
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      const low = page.getByText('8 of 8');
      await expect.poll(async () => (await low.boundingBox())?.y ?? -1).toBeGreaterThanOrEqual(0);
      await expect.poll(() => lowest(low)).toBeLessThanOrEqual(44);
      await test.step('what only this size has', async () => {
        await page.evaluate(() => window.scrollTo(0, 0));
        if (name === 'laptop') await expectRoom(page);
        if (name === 'phone') await useColumnMenu(page);
      });
    });
  });
}

/** On a laptop bars are long, words large, pictures at least 64 pixels, and the first result twelve stops away. */
async function expectRoom(page: Page): Promise<void> {
  const place = page.getByRole('article').first();
  const track = await place.getByRole('meter').first().boundingBox();
  expect(track?.width).toBeGreaterThanOrEqual(320);
  expect(track?.height).toBe(16);
  const word = place.getByRole('listitem').first().locator('bdi');
  const size = await word.evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  expect(size).toBeGreaterThanOrEqual(19);
  expect((await place.getByRole('img').or(place.locator('img')).first().boundingBox())?.width).toBe(
    64,
  );

  const inRow = () => page.evaluate(() => document.activeElement?.closest('article') !== null);
  const skip = page.getByRole('link', { name: 'Skip to the results' });
  await page.keyboard.press('Tab');
  await expect(skip).toBeFocused();
  let stops = 1;
  while (!(await inRow()) && stops < 40) {
    await page.keyboard.press('Tab');
    stops++;
  }
  test.info().annotations.push({ type: 'tab stops', description: `${stops}` });
  expect(stops).toBeLessThanOrEqual(12);
  // By the skip link it is one.
  await skip.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  // Chips and the page's buttons are one stop each; arrows move among them.
  await page.getByRole('button', { name: 'Edit strawberry' }).focus();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Remove camera' }).first()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(page.getByRole('button', { name: 'Edit strawberry' })).toBeFocused();
}

/** On a phone a column’s menu holds what its head has no room for. */
async function useColumnMenu(page: Page): Promise<void> {
  const menu = await openPanel(page, 'More about column 2');
  for (const name of ['Roll again', 'Repair', 'Load report', 'Change', 'Remove this column'])
    await expect(menu.getByRole('button', { name, exact: true })).toBeVisible();
  await menu.getByRole('button', { name: 'Roll again' }).click();
  await page.keyboard.press('Escape');
  await ready(page);
  await expect(page.getByRole('region', { name: /^Column 2/ })).toContainText('seed 1');
  await pressInMenu(page, 'Start over');
  await expect(page.getByRole('region', { name: /^Column 2/ })).toContainText('seed 0');
  await expect(page.getByText('Everything is as on a first visit.')).toBeVisible();
}

/** Cosines of all columns stand on one axis with ticks. */
async function expectOneAxis(page: Page): Promise<void> {
  const place = page.getByRole('article').first();
  const values = place.getByRole('meter');
  await expect(page.getByText('0.8', { exact: true })).toHaveCount(2);
  // The trained winner is far to the right, the random one near the origin: on one axis it is far shorter.
  const [trained = 0, random = 0] = await Promise.all(
    [0, 3].map(async (at) => Number(await values.nth(at).getAttribute('aria-valuenow'))),
  );
  expect(trained).toBeGreaterThan(80);
  expect(random).toBeLessThan(30);
}

test('the sentence says what is so, leads to the lesson, and stays closed; cosines stand on one axis', async ({
  page,
}) => {
  await openPage(page, './#show=cosine');
  await test.step('cosines', () => expectOneAxis(page));
  const lead = page.getByRole('region', { name: 'What you see' });
  await expect(lead).toContainText('Right: the file had no text half');
  await lead.getByRole('button', { name: 'How can that happen?' }).click();
  const lesson = page.getByRole('complementary', { name: 'Lesson' });
  await expect(lesson.getByRole('heading', { name: 'Page 1: What is compared?' })).toBeVisible();
  // The lesson asks first what the sentence tells.
  await expect(lead).toHaveCount(0);
  await lesson.getByRole('button', { name: 'Close the lesson' }).click();
  await page.getByRole('button', { name: 'Add a column' }).click();
  await expect(lead).toContainText('Column 2: the file had no text half');
  await lead.getByRole('button', { name: 'Hide the explanation' }).click();
  await expect(lead).toHaveCount(0);
  await expect(page).toHaveURL(/columns=.*timm/);
  await page.reload();
  await ready(page);
  await expect(page.getByRole('region', { name: /^Column 3/ })).toBeVisible();
  await expect(lead).toHaveCount(0);
});

test('Undo takes back labels, pictures, columns, seeds and a new start, one by one; on paper every bar is there', async ({
  page,
}) => {
  await openPage(page);
  const undo = page.getByRole('toolbar', { name: 'Page' }).getByRole('button', { name: 'Undo' });
  const column = (number: number) =>
    page.getByRole('region', { name: new RegExp(`^Column ${number}`) });
  const chip = page.getByRole('button', { name: 'Edit camera' });
  await expect(undo).toBeDisabled();
  await addLabel(page, 'teapot');
  await page.getByRole('button', { name: 'Remove camera', exact: true }).first().click();
  await row(page, 'tiger').getByRole('button', { name: 'Remove tiger' }).click();
  await page.getByRole('button', { name: 'Add a column' }).click();
  await ready(page);
  await pressInColumn(page, 2, 'Roll again');
  await page.keyboard.press('Escape');
  await expect(column(2)).toContainText('seed 1');
  await ready(page);
  await pressInColumn(page, 1, 'Remove this column');
  await expect(column(3)).toHaveCount(0);
  await expect(column(1)).toHaveAccessibleName('Column 1: Vision-only');
  await pressInMenu(page, 'Start over');
  await expect(column(1)).toHaveAccessibleName('Column 1: Complete');
  await ready(page);

  await undo.click();
  await expect(column(1)).toContainText('seed 1');
  await expect(chip).toHaveCount(0);
  await undo.click();
  await expect(column(1)).toHaveAccessibleName('Column 1: Complete');
  await expect(column(3)).toBeVisible();
  await undo.click();
  await expect(column(2)).toContainText('seed 0');
  await undo.click();
  await expect(column(3)).toHaveCount(0);
  await expect(row(page, 'tiger')).toHaveCount(0);
  await undo.click();
  await expect(row(page, 'tiger')).toBeVisible();
  await undo.click();
  await expect(chip).toBeVisible();
  await undo.click();
  await expect(page.getByRole('button', { name: 'Edit teapot' })).toHaveCount(0);
  await expect(undo).toBeDisabled();
  await ready(page);
  await expect(column(1)).toContainText('8 of 8');
  await expect(column(2)).toContainText(/[0-3] of 8/);
  await test.step('a hard question, by keyboard', () => expectHardQuestion(page));
  await test.step('on paper', () => expectPaper(page));
});

/** From the samples to a question with drawn pictures: both columns are counted on it, and one step back leads out of it. */
async function expectHardQuestion(page: Page): Promise<void> {
  const press = async (name: string, key = 'Tab'): Promise<void> => {
    const button = page.getByRole('button', { name, exact: true });
    await expect(button).toBeVisible();
    for (let steps = 0; steps < 30; steps++) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press(key);
    }
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
  };
  // A toolbar is one stop; the arrows lead through it.
  await page.getByRole('button', { name: 'Sets', exact: true }).focus();
  await press('Samples', 'ArrowRight');
  await press('Hard questions');
  await expect(page.getByRole('dialog', { name: 'Hard questions' })).toBeVisible();
  await expectAccessibleInBoth(page);
  await press('Ask: How many?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await ready(page);
  for (const name of [
    'one ball',
    'two balls',
    'three balls',
    'four balls',
    'five balls',
    'six balls',
  ])
    await expect(row(page, name)).toBeAttached();
  for (const number of [1, 2])
    await expect(page.getByRole('region', { name: new RegExp(`^Column ${number}`) })).toContainText(
      /[0-6] of 6/,
    );
  await expect(page.getByText('Each picture holds one to six balls.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await expect(row(page, 'turtle')).toBeVisible();
  await ready(page);
}

/** On paper no row is cut, nothing is too wide, and every bar is printed. */
async function expectPaper(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Samples' }).click();
  for (const name of ['dog', 'cat', 'horse', 'cow', 'pig'])
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await page.keyboard.press('Escape');
  await ready(page);
  // A4 between the browser's own margins.
  await page.setViewportSize({ width: 718, height: 1040 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const { wide, rows } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    rows: [...document.querySelectorAll('article')].map((article) => {
      const { breakInside, printColorAdjust } = getComputedStyle(article.parentElement ?? article);
      const meters = [...article.querySelectorAll('[role=meter]')];
      const right = Math.max(...meters.map((meter) => meter.getBoundingClientRect().right));
      return { breakInside, printColorAdjust, fits: right <= 718, meters: meters.length };
    }),
  }));
  expect(wide).toBeLessThanOrEqual(718);
  expect(rows).toHaveLength(13);
  for (const one of rows)
    expect(one).toEqual({ breakInside: 'avoid', printColorAdjust: 'exact', fits: true, meters: 6 });
  await expect(page.getByRole('textbox', { name: 'New label' })).toBeHidden();
  await page.emulateMedia({ media: null });
  const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
}
