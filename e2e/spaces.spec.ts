import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { openPage, openPanel, pressInMenu } from './support/app.ts';
import { expectMarksInForcedColours } from './support/forced-colours.ts';
import { dropFiles, png } from './support/pictures.ts';

const NAME = 'Where pictures and words lie';

/** The centre of a point's button in the page. */
async function centre(point: Locator): Promise<{ x: number; y: number }> {
  const box = await point.boundingBox();
  if (!box) throw new Error('The point is nowhere.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function pointAt(page: Page, point: Locator): Promise<void> {
  await point.scrollIntoViewIfNeeded();
  const { x, y } = await centre(point);
  await page.mouse.move(x, y);
}

/** Mean distance in pixels of pictures from the words of their names. */
async function meanDistance(points: Locator): Promise<number> {
  const names = ['camera', 'bicycle', 'house', 'tiger', 'cactus'];
  let sum = 0;
  for (const name of names) {
    const [picture, word] = [
      await centre(points.getByRole('button', { name: `Picture: ${name}` })),
      await centre(points.getByRole('button', { name: `Word: ${name}` })),
    ];
    sum += Math.hypot(picture.x - word.x, picture.y - word.y);
  }
  return sum / names.length;
}

async function saved(page: Page, button: Locator): Promise<Buffer> {
  const waiting = page.waitForEvent('download');
  await button.click();
  return readFileSync(await (await waiting).path());
}

const figure = (column: Locator, name: string): Promise<number> =>
  column
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell')
    .innerText()
    .then(Number);

test('the two spaces: words of the trained column lie by their pictures, those of the other one in a cone; closing the gap costs', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openPage(page);
  await pressInMenu(page, NAME);
  const dialog = page.getByRole('dialog', { name: NAME });
  const [first, second] = [
    dialog.getByRole('region', { name: /Column 1/ }),
    dialog.getByRole('region', { name: /Column 2/ }),
  ];
  const points = (column: Locator) => column.getByRole('toolbar');
  await expect(points(second).getByRole('button')).toHaveCount(16, { timeout: 60_000 });

  await test.step('figures', async () => {
    expect(await figure(second, 'Gap')).toBeGreaterThan(await figure(first, 'Gap'));
    expect(await figure(first, 'Picture and its own word')).toBeGreaterThan(
      (await figure(first, 'Picture and another word')) + 0.1,
    );
    expect(await figure(second, 'Word and word')).toBeGreaterThan(0.8);
    await expect(first).toContainText('right answers 8 of 8, 100.0%');
  });

  await test.step('the slider moves pictures towards the words, and tells what it costs', async () => {
    const slider = dialog.getByRole('slider', { name: 'Close the gap' });
    const camera = points(second).getByRole('button', { name: 'Picture: camera' });
    const before = await centre(camera);
    const loss = async (): Promise<string> =>
      (await second.getByText(/^Loss/).innerText()).replace(/^Loss ([\d.]+).*/s, '$1');
    const open = await loss();
    await slider.focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    await expect(dialog.getByText('25% closed').first()).toBeVisible();
    await expect(second.getByText(/^Loss/)).toContainText(`(was ${open})`);
    expect((await centre(camera)).x).toBeLessThan(before.x - 20);
    await expect(dialog).toContainText('The gap is not the fault');
    await slider.press('Home');
    expect(await loss()).toBe(open);
  });

  await test.step('centred, pairs join in the trained column only', async () => {
    await dialog.getByRole('radio', { name: 'Centred' }).check();
    await expect(dialog.getByRole('slider')).toHaveCount(0);
    expect(await meanDistance(points(first))).toBeLessThan(
      0.6 * (await meanDistance(points(second))),
    );
  });

  await test.step('points are walked through by keyboard, read out, and opened', async () => {
    await points(first).getByRole('button').first().focus();
    await page.keyboard.press('End');
    await expect(points(first).getByRole('button').last()).toBeFocused();
    const tiger = points(first).getByRole('button', { name: 'Picture: tiger' });
    for (let press = 0; press < 16; press++) {
      if (await tiger.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('ArrowLeft');
    }
    await expect(tiger).toBeFocused();
    await expect(first).toContainText(
      'Picture: tiger. Its word: tiger. The nearest word in this column: tiger.',
    );
    await expect(second).toContainText(/Picture: tiger\. Its word: tiger\. The nearest word/);
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('dialog', { name: 'tiger' }).getByRole('meter').first(),
    ).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(tiger).toBeFocused();
    await pointAt(page, points(first).getByRole('button', { name: 'Word: house' }));
    await expect(first).toContainText(
      'Word: house. 1 picture belongs to it. It is the nearest word of 1 picture.',
    );
  });

  await test.step('a pointer reaches every point of a dense cluster', async () => {
    await dialog.getByRole('radio', { name: 'Gap' }).check();
    await points(second).scrollIntoViewIfNeeded();
    const buttons = await points(second).getByRole('button').all();
    const names = await Promise.all(buttons.map((button) => button.getAttribute('aria-label')));
    const places = await Promise.all(buttons.map(centre));
    const apart = places.flatMap((one, i) =>
      places.slice(i + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
    );
    expect(Math.min(...apart)).toBeLessThan(12);
    for (const [i, { x, y }] of places.entries()) {
      await page.mouse.move(x, y);
      await expect(second.getByText(`${names[i]}.`)).toBeVisible({ timeout: 5000 });
    }
    const camera = points(second).getByRole('button', { name: 'Picture: camera' });
    await pointAt(page, camera);
    await page.mouse.down();
    await page.mouse.up();
    await expect(page.getByRole('dialog', { name: 'camera' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(camera).toBeFocused();
    await dialog.getByRole('radio', { name: 'Centred' }).check();
  });

  await test.step('drawings are saved with the pictures in them', async () => {
    const svg = (await saved(page, first.getByRole('button', { name: /^Save as SVG/ }))).toString();
    expect(svg.match(/<image[^>]* href="data:image\/png;base64,/g)).toHaveLength(8);
    expect(svg).not.toMatch(/blob:|https?:\/\/(?!www\.w3\.org)/);
    expect(svg).toContain('strawberry');
    const picture = await saved(page, second.getByRole('button', { name: /^Save as PNG/ }));
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
  });

  await test.step('axe, and a contrast theme', async () => {
    await expectAccessibleInBoth(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectMarksInForcedColours(page);
  });

  await test.step('another seed is another cone', async () => {
    await dialog.getByRole('radio', { name: 'Gap' }).check();
    const [gap, own] = [await figure(second, 'Gap'), await figure(first, 'Gap')];
    await second.getByRole('button', { name: 'Roll again' }).click();
    await expect.poll(() => figure(second, 'Gap'), { timeout: 60_000 }).not.toBe(gap);
    await expect(second.getByText('As it was before')).toHaveCount(0, { timeout: 60_000 });
    expect(await figure(first, 'Gap')).toBe(own);
  });

  await test.step('in Chinese, on a phone, with a picture of which nobody said what it is', async () => {
    await page.keyboard.press('Escape');
    await dropFiles(page, [png('IMG_1234.png', [200, 40, 40])]);
    await page.getByRole('button', { name: '中文' }).click();
    await (await openPanel(page, '更多')).getByRole('button', { name: '图片和词的位置' }).click();
    const chinese = page.getByRole('dialog', { name: '图片和词的位置' });
    await expect(chinese).toContainText('有 1 张图片没有人说明是什么', { timeout: 60_000 });
    await page.setViewportSize({ width: 360, height: 740 });
    const right = await chinese
      .locator('*')
      .evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().right)));
    expect(right).toBeLessThanOrEqual(360);
  });
});
