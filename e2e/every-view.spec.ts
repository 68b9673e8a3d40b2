import { expect, test, type Page } from '@playwright/test';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { bars, openPage, openPanel, ready, row } from './support/app.ts';
import { expectNothingMoved, watchShifts } from './support/layout-shift.ts';
import { dropFiles, png } from './support/pictures.ts';
import { colours, expectMarksInForcedColours, inForcedColours } from './support/forced-colours.ts';
import { expectStill, expectWholeAtTwiceTheSize } from './support/twice-the-size.ts';

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('the page speaks Chinese from the first visit, can be switched, fits every width and twice the size, and is still where less motion is asked for', async ({
    page,
  }) => {
    await watchShifts(page);
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', /zh/);
    await expect(page.getByRole('button', { name: '评测' })).toBeVisible();
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    await expectNothingMoved(page);
    await expectNothingWider(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('button', { name: 'Evaluate' })).toBeVisible();
    await expectNothingWider(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    for (const name of ['Evaluate', 'Share and save', 'Samples', 'Open turtle', 'Scores', null]) {
      if (name !== null) await page.getByRole('button', { name, exact: true }).first().click();
      if (name !== null) await expect(page.getByRole('dialog')).toBeVisible();
      await expectStill(page);
      await expectWholeAtTwiceTheSize(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
});

test.describe('in Chinese on a small phone', () => {
  test.use({
    locale: 'zh-CN',
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });

  test('a touch on a picture opens it, with its Chinese name and whole bars; the evaluation’s set-up is no wider than the phone', async ({
    page,
  }) => {
    await page.goto('./');
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    await page.getByRole('button', { name: '打开 乌龟' }).tap();
    const dialog = page.getByRole('dialog', { name: '乌龟' });
    await expect(dialog.getByRole('meter')).toHaveCount(16);
    const outside = await dialog
      .getByRole('list')
      .evaluateAll((lists) =>
        lists.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
      );
    expect(outside).toEqual([0, 0]);
    await page.keyboard.press('Escape');
    await row(page, '乌龟').getByRole('button', { name: '删除 乌龟' }).tap();
    await expect(page.getByRole('log')).toContainText('乌龟');
    await expect(row(page, '乌龟')).toHaveCount(0);

    await page.getByRole('button', { name: '更多', exact: true }).tap();
    await page.getByRole('button', { name: '评测' }).tap();
    const setup = page.getByRole('dialog');
    for (const summary of await setup.locator('summary').all()) await summary.tap();
    const right = await setup
      .locator('*')
      .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
    expect(right).toBeLessThanOrEqual(320);
  });
});

/** At the width of phones, and of a laptop's window at twice the size. */
async function expectNothingWider(page: Page): Promise<void> {
  for (const width of [320, 390, 640, 1024]) {
    await page.setViewportSize({ width, height: 700 });
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.poll(overflow, { message: `${width} pixels` }).toBeLessThanOrEqual(0);
  }
}

test('no view breaks a rule of accessibility, light or dark, or loses what it shows in a contrast theme', async ({
  page,
}) => {
  test.setTimeout(300_000);
  await openPage(page);
  await dropFiles(page, [png('my turtle.png', [30, 160, 60])]);
  await expect(page.getByRole('button', { name: /^Yes, my turtle/ })).toBeVisible();
  await ready(page);
  await expectAccessibleInBoth(page);
  await inForcedColours(page, () => expectPainted(page));
  await expectMarksInForcedColours(page);
  for (const [name, menu] of [
    ['Share and save'],
    ['Label against label', 'More'],
    ['Samples'],
    ['Sets'],
    ['Load report', 'More about column 2'],
    ['Camera'],
    ['Prompts of turtle'],
    ['What is in my turtle.png'],
    ['Open turtle'],
    ['Where in the picture? turtle'],
    ['Where pictures and words lie', 'More'],
    [/Choose what the models run on/, 'More'],
    ['Version and changes', 'More'],
    ['More'],
    ['More about column 2'],
    ['More about pictures'],
    [/^Prompt:/],
    ['Scores'],
  ] as const) {
    if (menu !== undefined) await openPanel(page, menu);
    await page.getByRole('button', { name, exact: true }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await test.step(String(name), async () => {
      await expectAccessibleInBoth(page);
      await expectMarksInForcedColours(page);
    });
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

/** Share of the most frequent value, 0 to 1. */
function shareOfOne(values: readonly string[]): number {
  const counts = [...new Set(values)].map(
    (value) => values.filter((other) => other === value).length,
  );
  return Math.max(...counts) / values.length;
}

/** Bars are as long as they say, trained ones plain and random ones hatched; what is chosen looks chosen. */
async function expectPainted(page: Page): Promise<void> {
  const place = row(page, 'turtle');
  await openPanel(page, 'Scores');
  const shown = await bars(place);
  const of = async (from: number) => {
    const values = shown.slice(from, from + 3).map(({ value }) => value);
    const meter = (value: number) => place.getByRole('meter').nth(from + values.indexOf(value));
    const longest = Math.max(...values);
    const painted = await colours(meter(longest));
    const [ground] = (await colours(meter(Math.min(...values)))).slice(-3);
    return { filled: painted.slice(3, Math.floor((painted.length * longest) / 100) - 3), ground };
  };
  const trained = await of(0);
  // One colour but for the dotted mark of chance, a pixel or two wide.
  expect(shareOfOne(trained.filled)).toBeGreaterThan(0.97);
  expect(trained.filled).not.toContain(trained.ground);
  const chance = await of(3);
  expect(shareOfOne(chance.filled)).toBeLessThan(0.9);

  for (const group of await page.getByRole('group').all()) {
    const radios = group.getByRole('radio');
    if ((await radios.count()) < 2) continue;
    const corners = await radios.evaluateAll((inputs) =>
      inputs.map((input) => {
        const { backgroundColor } = getComputedStyle(input.nextElementSibling ?? input);
        return { chosen: (input as HTMLInputElement).checked, backgroundColor };
      }),
    );
    const ground = (chosen: boolean) => corners.find((one) => one.chosen === chosen);
    expect(ground(true)?.backgroundColor).not.toBe(ground(false)?.backgroundColor);
  }
}
